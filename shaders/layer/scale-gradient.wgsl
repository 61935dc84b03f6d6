// Gradients of a normalized layer's scale γ and shift β.
//
// B rows, O units:  dγ[O] = Σ over rows of error ∘ standardized;  dβ[O] = Σ error
// with error[B,O] = ∂L/∂n. Both lie in `gradients` where γ and β lie in `parameters`.
// A team of invocations (lib/reduce) sums one unit; each takes every TEAMth row.
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
fn main(@builtin(workgroup_id) workgroup: vec3u, @builtin(local_invocation_index) thread: u32) {
  let unit = team_of(workgroup.x, thread);
  let is_needed = unit < params.O;
  var scale = 0.0;
  var shift = 0.0;
  for (var row = member_of(thread); is_needed && row < params.B; row += TEAM) {
    let at = row * params.O + unit;
    scale += error[at] * standardized[at];
    shift += error[at];
  }
  let scale_total = team_sum(scale, thread);
  let shift_total = team_sum(shift, thread);
  if (is_needed && member_of(thread) == 0u) {
    gradients[params.scale + unit] = scale_total;
    gradients[params.shift + unit] = shift_total;
    report_unless_finite(scale_total, params.place);
    report_unless_finite(shift_total, params.place);
  }
}
