// Softmax of each row, for predictions.
//
// B rows, O classes: p[B,O] = exp(z − max) / Σ exp(z − max)
// A team of invocations (lib/reduce) takes one row; each takes every TEAMth class.
// Needs lib/reduce.

struct Params {
  B: u32,
  O: u32,
}

@group(0) @binding(0) var<uniform> params: Params;
@group(0) @binding(1) var<storage, read> z: array<f32>;
@group(0) @binding(2) var<storage, read_write> p: array<f32>;

@compute @workgroup_size(64)
fn main(@builtin(workgroup_id) workgroup: vec3u, @builtin(local_invocation_index) thread: u32) {
  let row = team_of(workgroup.x, thread);
  let is_needed = row < params.B;
  let start = row * params.O;
  // The largest finite float32, negated: below any logit.
  var largest = -3.4028234e38;
  for (var k = member_of(thread); is_needed && k < params.O; k += TEAM) {
    largest = max(largest, z[start + k]);
  }
  let top = team_max(largest, thread);
  var sum = 0.0;
  for (var k = member_of(thread); is_needed && k < params.O; k += TEAM) {
    sum += exp(z[start + k] - top);
  }
  let total = team_sum(sum, thread);
  for (var k = member_of(thread); is_needed && k < params.O; k += TEAM) {
    p[start + k] = exp(z[start + k] - top) / total;
  }
}
