// Dropout of a layer in training mode: of φ(n) after the forward pass, and of ∂L/∂h on its way
// back to n, which gets the same factors.
//
// B rows, O units; x[B,I] is the input of the layer, values[B,O] are overwritten:
//   values = values · factor + skip(x),  factor = 0 where dropped, else scale = 1/(1 − rate)
// The skip connection comes after dropout, and is there on the way forward alone.
// An invocation takes every (invocations)th element.
// Needs lib/step, lib/dropout, lib/numerics and lib/report.

struct Params {
  B: u32,
  I: u32,
  O: u32,
  residual: u32,
  seed: u32,
  layer: u32,
  threshold: u32,
  scale: f32,
  place: u32,
}

@group(0) @binding(0) var<uniform> params: Params;
@group(0) @binding(1) var<storage, read> x: array<f32>;
@group(0) @binding(2) var<storage, read_write> values: array<f32>;
@group(0) @binding(3) var<storage, read_write> status: array<atomic<u32>, 1>;

@compute @workgroup_size(64)
fn main(
  @builtin(global_invocation_id) invocation: vec3u,
  @builtin(num_workgroups) groups: vec3u,
) {
  let O = params.O;
  let I = params.I;
  let key = dropout_key(params.seed, step.number, params.layer);
  let skips = params.residual != 0u;
  var is_fine = true;
  for (var at = invocation.x; at < params.B * O; at += 64u * groups.x) {
    let row = at / O;
    let unit = at - row * O;
    let is_dropped = dropout_bits(key, row, unit) < params.threshold;
    var value = select(values[at] * params.scale, 0.0, is_dropped);
    if (skips && unit < I) {
      value += x[row * I + unit];
    }
    values[at] = value;
    is_fine = is_fine & is_finite_f32(value);
  }
  if (!is_fine) {
    report(params.place);
  }
}
