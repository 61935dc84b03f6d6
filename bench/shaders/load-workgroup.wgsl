// As bench/load-storage, from a copy of the values in workgroup memory.
//
// values[16,16], of which a round takes one column in each of the invocations:
//   results[invocations] = Σ of all that were loaded
// One workgroup is one subgroup, and each invocation computes one result.

struct Params {
  rounds: u32,
}

@group(0) @binding(0) var<uniform> params: Params;
@group(0) @binding(1) var<storage, read> values: array<f32>;
@group(0) @binding(2) var<storage, read_write> results: array<f32>;

override INVOCATIONS: u32 = 4;

// Few: what SwiftShader takes to compile grows with the size of workgroup memory.
const ROW = 16u;
const SIZE = 16u * ROW;

var<workgroup> copies: array<f32, SIZE>;

fn load(row: u32, column: u32) -> f32 {
  return copies[row * ROW + column];
}

@compute @workgroup_size(INVOCATIONS)
fn main(@builtin(global_invocation_id) id: vec3u, @builtin(local_invocation_id) local: vec3u) {
  for (var at = local.x; at < SIZE; at += INVOCATIONS) {
    copies[at] = values[at];
  }
  workgroupBarrier();
  var sum = vec4f(0.0);
  for (var round = 0u; round < params.rounds; round++) {
    let at = (local.x + round) & (ROW - 1u);
    sum += vec4f(load(0u, at), load(1u, at), load(2u, at), load(3u, at));
    sum += vec4f(load(4u, at), load(5u, at), load(6u, at), load(7u, at));
    sum += vec4f(load(8u, at), load(9u, at), load(10u, at), load(11u, at));
    sum += vec4f(load(12u, at), load(13u, at), load(14u, at), load(15u, at));
  }
  results[id.x] = sum.x + sum.y + sum.z + sum.w;
}
