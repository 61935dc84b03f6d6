// What a round of a loop costs: it does as good as nothing.
//
// results[invocations] = x after `rounds` times x = x · values[0] + values[1]
// One workgroup is one subgroup, and each invocation computes one result.

struct Params {
  rounds: u32,
}

@group(0) @binding(0) var<uniform> params: Params;
@group(0) @binding(1) var<storage, read> values: array<f32>;
@group(0) @binding(2) var<storage, read_write> results: array<f32>;

override INVOCATIONS: u32 = 4;

@compute @workgroup_size(INVOCATIONS)
fn main(@builtin(global_invocation_id) id: vec3u) {
  let factor = values[0];
  let term = values[1];
  var x = term;
  for (var round = 0u; round < params.rounds; round++) {
    x = fma(x, factor, term);
  }
  results[id.x] = x;
}
