// Moves the running statistics of a batch-normalized layer towards those of the batch.
//
// O units; moments[3,O]: mean, variance and inverse deviation of each; running[2,O], from
// `statistics` on: mean and variance. `unbiased` = B/(B − 1) turns the population variance
// into the unbiased one.
// A variance that float32 cannot hold is reported: predictions would divide by infinity.
// One invocation takes one unit.
// Needs lib/step, lib/numerics and lib/report.

struct Params {
  O: u32,
  statistics: u32,
  momentum: f32,
  unbiased: f32,
  place: u32,
}

@group(0) @binding(0) var<uniform> params: Params;
@group(0) @binding(1) var<storage, read> moments: array<f32>;
@group(0) @binding(2) var<storage, read_write> running: array<f32>;
@group(0) @binding(3) var<storage, read_write> status: array<atomic<u32>, 1>;

@compute @workgroup_size(64)
fn main(@builtin(global_invocation_id) id: vec3u) {
  let unit = id.x;
  if (unit >= params.O) {
    return;
  }
  let mean = params.statistics + unit;
  let variance = mean + params.O;
  let new_mean = running[mean] + params.momentum * (moments[unit] - running[mean]);
  let fresh = moments[params.O + unit] * params.unbiased;
  let new_variance = running[variance] + params.momentum * (fresh - running[variance]);
  running[mean] = new_mean;
  running[variance] = new_variance;
  report_unless_finite(new_mean, params.place);
  report_unless_finite(new_variance, params.place);
}
