// What a barrier costs: four a round, or none in the same rounds where HAS_BARRIER is false.
//
// results[invocations] = x after `rounds` times four times x = x / 2 + values[0]
// One workgroup has INVOCATIONS of them, and each invocation computes one result.

struct Params {
  rounds: u32,
}

@group(0) @binding(0) var<uniform> params: Params;
@group(0) @binding(1) var<storage, read> values: array<f32>;
@group(0) @binding(2) var<storage, read_write> results: array<f32>;

override INVOCATIONS: u32 = 4;
override HAS_BARRIER: bool = true;

var<workgroup> shared_values: array<f32, INVOCATIONS>;

fn advance(at: u32, term: f32) {
  shared_values[at] = fma(shared_values[at], 0.5, term);
  if (HAS_BARRIER) {
    workgroupBarrier();
  }
}

@compute @workgroup_size(INVOCATIONS)
fn main(@builtin(global_invocation_id) id: vec3u, @builtin(local_invocation_id) local: vec3u) {
  let term = values[0];
  for (var round = 0u; round < params.rounds; round++) {
    advance(local.x, term);
    advance(local.x, term);
    advance(local.x, term);
    advance(local.x, term);
  }
  results[id.x] = shared_values[local.x];
}
