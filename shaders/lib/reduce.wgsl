// Sums and maxima over a workgroup of 64 invocations, in a fixed order, so that the same
// input gives the same bits.

const REDUCE_SIZE = 64u;
var<workgroup> reduce_values: array<f32, REDUCE_SIZE>;

// The sum of `value` over all invocations, in each of them.
fn workgroup_sum(value: f32, thread: u32) -> f32 {
  reduce_values[thread] = value;
  workgroupBarrier();
  for (var width = REDUCE_SIZE / 2u; width > 0u; width /= 2u) {
    if (thread < width) {
      reduce_values[thread] += reduce_values[thread + width];
    }
    workgroupBarrier();
  }
  let total = reduce_values[0];
  workgroupBarrier();
  return total;
}

// The largest of `value` over all invocations, in each of them.
fn workgroup_max(value: f32, thread: u32) -> f32 {
  reduce_values[thread] = value;
  workgroupBarrier();
  for (var width = REDUCE_SIZE / 2u; width > 0u; width /= 2u) {
    if (thread < width) {
      reduce_values[thread] = max(reduce_values[thread], reduce_values[thread + width]);
    }
    workgroupBarrier();
  }
  let largest = reduce_values[0];
  workgroupBarrier();
  return largest;
}
