// Back-propagates ∂L/∂n through a normalization, in place: `error` holds ∂L/∂n before and
// δ = ∂L/∂z after.
//
// B rows, O units: error[B,O] and standardized[B,O] in groups as in layer/normalization;
// with d = γ ∘ ∂L/∂n:
//   δ = (d − mean(d) − standardized · mean(d ∘ standardized)) / deviation
// One workgroup of 64 takes one group; an invocation takes every 64th element.
// Needs lib/reduce.

struct Params {
  O: u32,
  groups: u32,
  length: u32,
  group_stride: u32,
  stride: u32,
  scale: u32,
}

@group(0) @binding(0) var<uniform> params: Params;
@group(0) @binding(1) var<storage, read> parameters: array<f32>;
@group(0) @binding(2) var<storage, read> standardized: array<f32>;
@group(0) @binding(3) var<storage, read> moments: array<f32>;
@group(0) @binding(4) var<storage, read_write> error: array<f32>;

@compute @workgroup_size(64)
fn main(@builtin(workgroup_id) group: vec3u, @builtin(local_invocation_index) thread: u32) {
  let start = group.x * params.group_stride;
  var sum = 0.0;
  var projection = 0.0;
  for (var k = thread; k < params.length; k += REDUCE_SIZE) {
    let at = start + k * params.stride;
    let d = parameters[params.scale + at % params.O] * error[at];
    sum += d;
    projection += d * standardized[at];
  }
  let mean = workgroup_sum(sum, thread) / f32(params.length);
  let mean_projection = workgroup_sum(projection, thread) / f32(params.length);
  let inverse_deviation = moments[2u * params.groups + group.x];
  for (var k = thread; k < params.length; k += REDUCE_SIZE) {
    let at = start + k * params.stride;
    let d = parameters[params.scale + at % params.O] * error[at];
    error[at] = inverse_deviation * (d - mean - standardized[at] * mean_projection);
  }
}
