// Multiplies and adds as fast as it can be done: 128 a round into 8 sums that do not wait for each
// other, as few as fit the registers of any processor.
//
// results[invocations] = Σ of the 8 sums after `rounds` times 16 times s = s · values[0] + values[1]
// An invocation computes one result, and the k-th of its sums begins with its number modulo 64,
// plus k. With values[0] = 1 a sum is its start + 16 · rounds · values[1].
//
// The factor of each product is the sum itself, so that none can be computed in advance, and is
// another in each invocation, so that none can be computed for all of them. Written out rather
// than in a loop, of which a round costs more than what it would do.

struct Params {
  rounds: u32,
}

@group(0) @binding(0) var<uniform> params: Params;
@group(0) @binding(1) var<storage, read> values: array<f32>;
@group(0) @binding(2) var<storage, read_write> results: array<f32>;

@compute @workgroup_size(64)
fn main(@builtin(global_invocation_id) id: vec3u) {
  let factor = vec4f(values[0]);
  let term = vec4f(values[1]);
  var l = vec4f(f32(id.x % 64u)) + vec4f(0.0, 1.0, 2.0, 3.0);
  var r = l + vec4f(4.0);
  for (var round = 0u; round < params.rounds; round++) {
    l = fma(l, factor, term);
    r = fma(r, factor, term);
    l = fma(l, factor, term);
    r = fma(r, factor, term);
    l = fma(l, factor, term);
    r = fma(r, factor, term);
    l = fma(l, factor, term);
    r = fma(r, factor, term);
    l = fma(l, factor, term);
    r = fma(r, factor, term);
    l = fma(l, factor, term);
    r = fma(r, factor, term);
    l = fma(l, factor, term);
    r = fma(r, factor, term);
    l = fma(l, factor, term);
    r = fma(r, factor, term);
    l = fma(l, factor, term);
    r = fma(r, factor, term);
    l = fma(l, factor, term);
    r = fma(r, factor, term);
    l = fma(l, factor, term);
    r = fma(r, factor, term);
    l = fma(l, factor, term);
    r = fma(r, factor, term);
    l = fma(l, factor, term);
    r = fma(r, factor, term);
    l = fma(l, factor, term);
    r = fma(r, factor, term);
    l = fma(l, factor, term);
    r = fma(r, factor, term);
    l = fma(l, factor, term);
    r = fma(r, factor, term);
  }
  let sum = l + r;
  results[id.x] = sum.x + sum.y + sum.z + sum.w;
}
