// Gradients of a normalized layer's scale γ and shift β.
//
// B rows, O units:  dγ[O] = Σ over rows of error ∘ standardized;  dβ[O] = Σ error
// with error[B,O] = ∂L/∂n. Both lie in `gradients` where γ and β lie in `parameters`.
// One workgroup of 64 sums one unit; an invocation takes every 64th row.
// Needs lib/step, lib/numerics, lib/report and lib/reduce.

struct Params {
  B: u32,
  O: u32,
  scale: u32,
  shift: u32,
  place: u32,
}

@group(0) @binding(0) var<uniform> params: Params;
@group(0) @binding(1) var<storage, read> error: array<f32>;
@group(0) @binding(2) var<storage, read> standardized: array<f32>;
@group(0) @binding(3) var<storage, read_write> gradients: array<f32>;
@group(0) @binding(4) var<storage, read_write> status: array<atomic<u32>, 1>;

@compute @workgroup_size(64)
fn main(@builtin(workgroup_id) unit: vec3u, @builtin(local_invocation_index) thread: u32) {
  var scale = 0.0;
  var shift = 0.0;
  for (var row = thread; row < params.B; row += REDUCE_SIZE) {
    let at = row * params.O + unit.x;
    scale += error[at] * standardized[at];
    shift += error[at];
  }
  let scale_total = workgroup_sum(scale, thread);
  let shift_total = workgroup_sum(shift, thread);
  if (thread == 0u) {
    gradients[params.scale + unit.x] = scale_total;
    gradients[params.shift + unit.x] = shift_total;
    report_unless_finite(scale_total, params.place);
    report_unless_finite(shift_total, params.place);
  }
}
