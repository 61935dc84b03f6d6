// Moves the running statistics of a batch-normalized layer towards those of the batch.
//
// O units; moments[3,O]: mean, variance and inverse deviation of each; running[2,O], from
// `statistics` on: mean and variance. `unbiased` = B/(B − 1) turns the population variance
// into the unbiased one.
// One invocation takes one unit.

struct Params {
  O: u32,
  statistics: u32,
  momentum: f32,
  unbiased: f32,
}

@group(0) @binding(0) var<uniform> params: Params;
@group(0) @binding(1) var<storage, read> moments: array<f32>;
@group(0) @binding(2) var<storage, read_write> running: array<f32>;

@compute @workgroup_size(64)
fn main(@builtin(global_invocation_id) id: vec3u) {
  let unit = id.x;
  if (unit >= params.O) {
    return;
  }
  let mean = params.statistics + unit;
  let variance = mean + params.O;
  running[mean] += params.momentum * (moments[unit] - running[mean]);
  running[variance] += params.momentum * (moments[params.O + unit] * params.unbiased - running[variance]);
}
