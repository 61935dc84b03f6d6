// Softmax of each row, for predictions.
//
// B rows, O classes: p[B,O] = exp(z − max) / Σ exp(z − max)
// One workgroup of 64 takes one row; an invocation takes every 64th class.
// Needs lib/reduce.

struct Params {
  O: u32,
}

@group(0) @binding(0) var<uniform> params: Params;
@group(0) @binding(1) var<storage, read> z: array<f32>;
@group(0) @binding(2) var<storage, read_write> p: array<f32>;

@compute @workgroup_size(64)
fn main(@builtin(workgroup_id) row: vec3u, @builtin(local_invocation_index) thread: u32) {
  let start = row.x * params.O;
  // The largest finite float32, negated: below any logit.
  var largest = -3.4028234e38;
  for (var k = thread; k < params.O; k += REDUCE_SIZE) {
    largest = max(largest, z[start + k]);
  }
  let top = workgroup_max(largest, thread);
  var sum = 0.0;
  for (var k = thread; k < params.O; k += REDUCE_SIZE) {
    sum += exp(z[start + k] - top);
  }
  let total = workgroup_sum(sum, thread);
  for (var k = thread; k < params.O; k += REDUCE_SIZE) {
    p[start + k] = exp(z[start + k] - top) / total;
  }
}
