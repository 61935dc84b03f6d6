// What a load from storage costs, with an address computed as a product computes it.
//
// values[16,row], of which a round takes one column in each of the invocations:
//   results[invocations] = Σ of all that were loaded
// One workgroup is one subgroup, and each invocation computes one result.

struct Params {
  rounds: u32,
  // Elements of a row, a power of two. Not a constant: the widths of a layer are none.
  row: u32,
}

@group(0) @binding(0) var<uniform> params: Params;
@group(0) @binding(1) var<storage, read> values: array<f32>;
@group(0) @binding(2) var<storage, read_write> results: array<f32>;

override INVOCATIONS: u32 = 4;

fn load(row: u32, column: u32) -> f32 {
  return values[row * params.row + column];
}

@compute @workgroup_size(INVOCATIONS)
fn main(@builtin(global_invocation_id) id: vec3u, @builtin(local_invocation_id) local: vec3u) {
  var sum = vec4f(0.0);
  for (var round = 0u; round < params.rounds; round++) {
    let at = (local.x + round) & (params.row - 1u);
    sum += vec4f(load(0u, at), load(1u, at), load(2u, at), load(3u, at));
    sum += vec4f(load(4u, at), load(5u, at), load(6u, at), load(7u, at));
    sum += vec4f(load(8u, at), load(9u, at), load(10u, at), load(11u, at));
    sum += vec4f(load(12u, at), load(13u, at), load(14u, at), load(15u, at));
  }
  results[id.x] = sum.x + sum.y + sum.z + sum.w;
}
