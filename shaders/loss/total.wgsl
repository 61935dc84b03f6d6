// Loss and accuracy of a step: the means over the rows, and the penalty on the kernels.
//
// B rows, L kernels; row_loss[B], row_hit[B]; kernels[L]: (first element, number of
// elements) of each kernel in `parameters`.
//   results[2·step.index] = mean row_loss + Σ over kernels of (l1·|w| + ½·l2·w²)
//   results[2·step.index + 1] = mean row_hit
// One workgroup of 64 does it all; an invocation takes every 64th row and every 64th
// element of each kernel.
// Needs lib/step, lib/numerics, lib/report and lib/reduce.

struct Params {
  B: u32,
  // 0 where there is no penalty: then no weight is read.
  L: u32,
  l1: f32,
  l2: f32,
  place: u32,
}

@group(0) @binding(0) var<uniform> params: Params;
@group(0) @binding(1) var<storage, read> parameters: array<f32>;
@group(0) @binding(2) var<storage, read> kernels: array<vec2u>;
@group(0) @binding(3) var<storage, read> row_loss: array<f32>;
@group(0) @binding(4) var<storage, read> row_hit: array<f32>;
@group(0) @binding(5) var<storage, read_write> results: array<f32>;
@group(0) @binding(6) var<storage, read_write> status: array<atomic<u32>, 1>;

@compute @workgroup_size(64)
fn main(@builtin(local_invocation_index) thread: u32) {
  var losses = 0.0;
  var hits = 0.0;
  for (var row = thread; row < params.B; row += REDUCE_SIZE) {
    losses += row_loss[row];
    hits += row_hit[row];
  }
  var penalties = 0.0;
  for (var layer = 0u; layer < params.L; layer++) {
    let kernel = kernels[layer];
    for (var k = thread; k < kernel.y; k += REDUCE_SIZE) {
      let weight = parameters[kernel.x + k];
      // The rate first: the square of a large weight may overflow where the penalty does not.
      penalties += params.l1 * abs(weight) + 0.5 * params.l2 * weight * weight;
    }
  }
  let mean = workgroup_sum(losses, thread) / f32(params.B);
  let accuracy = workgroup_sum(hits, thread) / f32(params.B);
  let penalty = workgroup_sum(penalties, thread);
  if (thread == 0u) {
    results[2u * step.index] = mean + penalty;
    results[2u * step.index + 1u] = accuracy;
    report_unless_finite(mean + penalty, params.place);
  }
}
