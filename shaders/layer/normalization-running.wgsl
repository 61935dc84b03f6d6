// Batch normalization in prediction: by the running statistics, then scale and shift,
// activation and residual connection.
//
// B rows, O units, I inputs; statistics: [mean of O units, variance of O units] at `statistics`.
//   n = γ·(z − mean)/√(variance + ε) + β;  h[B,O] = φ(n) + skip(x[B,I])
// One invocation makes one value of h.
// Needs an activation.

struct Params {
  B: u32,
  I: u32,
  O: u32,
  scale: u32,
  shift: u32,
  statistics: u32,
  residual: u32,
  alpha: f32,
  epsilon: f32,
}

@group(0) @binding(0) var<uniform> params: Params;
@group(0) @binding(1) var<storage, read> parameters: array<f32>;
@group(0) @binding(2) var<storage, read> x: array<f32>;
@group(0) @binding(3) var<storage, read> z: array<f32>;
@group(0) @binding(4) var<storage, read> running: array<f32>;
@group(0) @binding(5) var<storage, read_write> h: array<f32>;

@compute @workgroup_size(64)
fn main(@builtin(global_invocation_id) id: vec3u, @builtin(num_workgroups) groups: vec3u) {
  for (var at = id.x; at < params.B * params.O; at += groups.x * 64u) {
    let unit = at % params.O;
    let mean = running[params.statistics + unit];
    let variance = running[params.statistics + params.O + unit];
    let standardized = (z[at] - mean) / sqrt(variance + params.epsilon);
    let n = parameters[params.scale + unit] * standardized + parameters[params.shift + unit];
    var output = activation(n, params.alpha);
    if (params.residual != 0u && unit < params.I) {
      output += x[(at / params.O) * params.I + unit];
    }
    h[at] = output;
  }
}
