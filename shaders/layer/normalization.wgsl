// Normalizes pre-activations by the statistics of the batch, then applies scale and shift,
// activation and residual connection.
//
// B rows, O units, I inputs; z[B,O] is divided into groups of elements that are
// normalized together, a column of the batch (batch normalization) or a row of units (layer
// normalization): element k of group g lies at g·group_stride + k·stride.
//   standardized = (z − mean) / √(variance + ε);  n = γ·standardized + β
//   h = φ(n) + skip(x)
// moments[3·G]: mean, variance and inverse deviation of the G groups.
// A team of invocations (lib/reduce) normalizes one group; each takes every TEAMth element.
// Needs lib/step, lib/numerics, lib/report, lib/reduce, lib/scale and an activation.

struct Params {
  I: u32,
  O: u32,
  groups: u32,
  length: u32,
  group_stride: u32,
  stride: u32,
  // Where γ and β lie in `parameters`.
  scale: u32,
  shift: u32,
  residual: u32,
  alpha: f32,
  epsilon: f32,
  place: u32,
}

@group(0) @binding(0) var<uniform> params: Params;
@group(0) @binding(1) var<storage, read> parameters: array<f32>;
@group(0) @binding(2) var<storage, read> x: array<f32>;
@group(0) @binding(3) var<storage, read> z: array<f32>;
@group(0) @binding(4) var<storage, read_write> standardized: array<f32>;
@group(0) @binding(5) var<storage, read_write> moments: array<f32>;
@group(0) @binding(6) var<storage, read_write> n: array<f32>;
@group(0) @binding(7) var<storage, read_write> h: array<f32>;
@group(0) @binding(8) var<storage, read_write> status: array<atomic<u32>, 1>;

@compute @workgroup_size(64)
fn main(@builtin(workgroup_id) workgroup: vec3u, @builtin(local_invocation_index) thread: u32) {
  let group = team_of(workgroup.x, thread);
  let is_needed = group < params.groups;
  let start = group * params.group_stride;
  let length = f32(params.length);

  var sum = 0.0;
  for (var k = member_of(thread); is_needed && k < params.length; k += TEAM) {
    sum += z[start + k * params.stride];
  }
  let mean = team_sum(sum, thread) / length;

  var largest = 0.0;
  for (var k = member_of(thread); is_needed && k < params.length; k += TEAM) {
    largest = max(largest, abs(z[start + k * params.stride] - mean));
  }
  // Deviations above 1 are scaled down before they are squared, so that 1e25 does not
  // overflow; smaller ones are not scaled up: ε, which is scaled with them, would.
  let inverse_unit = min(1.0, inverse_scale(team_max(largest, thread)));
  var squares = 0.0;
  for (var k = member_of(thread); is_needed && k < params.length; k += TEAM) {
    let centred = (z[start + k * params.stride] - mean) * inverse_unit;
    squares += centred * centred;
  }
  let scaled_variance = team_sum(squares, thread) / length;
  let scaled_epsilon = params.epsilon * inverse_unit * inverse_unit;
  let inverse_deviation = inverse_unit / sqrt(scaled_variance + scaled_epsilon);

  if (is_needed && member_of(thread) == 0u) {
    moments[group] = mean;
    moments[params.groups + group] = scaled_variance / inverse_unit / inverse_unit;
    moments[2u * params.groups + group] = inverse_deviation;
  }
  for (var k = member_of(thread); is_needed && k < params.length; k += TEAM) {
    let at = start + k * params.stride;
    let unit = at % params.O;
    let value = (z[at] - mean) * inverse_deviation;
    standardized[at] = value;
    let normalized = parameters[params.scale + unit] * value + parameters[params.shift + unit];
    n[at] = normalized;
    // Apart from the output: an activation such as max(0, n) may hide a NaN.
    report_unless_finite(normalized, params.place);
    var output = activation(normalized, params.alpha);
    if (params.residual != 0u && unit < params.I) {
      output += x[(at / params.O) * params.I + unit];
    }
    h[at] = output;
    report_unless_finite(output, params.place);
  }
}
