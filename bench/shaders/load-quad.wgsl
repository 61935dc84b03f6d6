// As bench/load-storage, four neighbours by one load.
//
// values[4,row] of vec4f, of which a round takes one column in each of the invocations:
//   results[invocations] = Σ of all that were loaded
// One workgroup is one subgroup, and each invocation computes one result.

struct Params {
  rounds: u32,
  // Quads of a row, a power of two.
  row: u32,
}

@group(0) @binding(0) var<uniform> params: Params;
@group(0) @binding(1) var<storage, read> values: array<vec4f>;
@group(0) @binding(2) var<storage, read_write> results: array<f32>;

override INVOCATIONS: u32 = 4;

fn load(row: u32, column: u32) -> vec4f {
  return values[row * params.row + column];
}

@compute @workgroup_size(INVOCATIONS)
fn main(@builtin(global_invocation_id) id: vec3u, @builtin(local_invocation_id) local: vec3u) {
  var sum = vec4f(0.0);
  for (var round = 0u; round < params.rounds; round++) {
    let at = (local.x + round) & (params.row - 1u);
    sum += load(0u, at);
    sum += load(1u, at);
    sum += load(2u, at);
    sum += load(3u, at);
  }
  results[id.x] = sum.x + sum.y + sum.z + sum.w;
}
