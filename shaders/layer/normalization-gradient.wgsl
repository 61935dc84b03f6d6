// Back-propagates ∂L/∂n through a normalization, in place: `error` holds ∂L/∂n before and
// δ = ∂L/∂z after.
//
// B rows, O units: error[B,O] and standardized[B,O] in groups as in layer/normalization;
// with d = γ ∘ ∂L/∂n:
//   δ = (d − mean(d) − standardized · mean(d ∘ standardized)) / deviation
// A team of invocations (lib/reduce) takes one group; each takes every TEAMth element.
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
fn main(@builtin(workgroup_id) workgroup: vec3u, @builtin(local_invocation_index) thread: u32) {
  let group = team_of(workgroup.x, thread);
  let is_needed = group < params.groups;
  let start = group * params.group_stride;
  var sum = 0.0;
  var projection = 0.0;
  for (var k = member_of(thread); is_needed && k < params.length; k += TEAM) {
    let at = start + k * params.stride;
    let d = parameters[params.scale + at % params.O] * error[at];
    sum += d;
    projection += d * standardized[at];
  }
  let mean = team_sum(sum, thread) / f32(params.length);
  let mean_projection = team_sum(projection, thread) / f32(params.length);
  let inverse_deviation = moments[2u * params.groups + group];
  for (var k = member_of(thread); is_needed && k < params.length; k += TEAM) {
    let at = start + k * params.stride;
    let d = parameters[params.scale + at % params.O] * error[at];
    error[at] = inverse_deviation * (d - mean - standardized[at] * mean_projection);
  }
}
