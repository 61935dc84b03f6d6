// Gradient of a dense layer's bias, and the check of its δ, which it reads as a whole.
//
// B rows of the batch, O units:  db[O] = Σ over rows of δ[B,O]
// db lies in `gradients` at `bias`; where the layer has no bias only the check is made.
// A team of invocations (lib/reduce) sums one unit; each takes every TEAMth row.
// Needs lib/step, lib/numerics, lib/report and lib/reduce.

struct Params {
  B: u32,
  O: u32,
  bias: u32,
  has_bias: u32,
  place: u32,
}

@group(0) @binding(0) var<uniform> params: Params;
@group(0) @binding(1) var<storage, read> delta: array<f32>;
@group(0) @binding(2) var<storage, read_write> gradients: array<f32>;
@group(0) @binding(3) var<storage, read_write> status: array<atomic<u32>, 1>;

@compute @workgroup_size(64)
fn main(@builtin(workgroup_id) workgroup: vec3u, @builtin(local_invocation_index) thread: u32) {
  let unit = team_of(workgroup.x, thread);
  let is_needed = unit < params.O;
  let stride = TEAM * params.O;
  let end = select(0u, params.B * params.O, is_needed);
  var sum = 0.0;
  var is_fine = true;
  var at = member_of(thread) * params.O + unit;
  // Four a round: a round costs a software adapter as much as a value.
  for (; at + 3u * stride < end; at += 4u * stride) {
    let a = delta[at];
    let b = delta[at + stride];
    let c = delta[at + 2u * stride];
    let d = delta[at + 3u * stride];
    sum = (((sum + a) + b) + c) + d;
    is_fine = is_fine & is_finite_f32(a) & is_finite_f32(b) & is_finite_f32(c) & is_finite_f32(d);
  }
  for (; at < end; at += stride) {
    let error = delta[at];
    sum += error;
    is_fine = is_fine & is_finite_f32(error);
  }
  if (!is_fine) {
    report(params.place);
  }
  let total = team_sum(sum, thread);
  if (is_needed && member_of(thread) == 0u && params.has_bias != 0u) {
    gradients[params.bias + unit] = total;
    report_unless_finite(total, params.place + 1u);
  }
}
