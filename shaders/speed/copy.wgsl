// Copies a buffer, again and again where it is small, to measure how fast values come from where
// it lies: a cache or the memory behind.
//
// source[N] and copied[N] of vec4f, N = mask + 1 a power of two:  copied = source
// An invocation copies four of them a round, each `stride` from the one before and around at the
// end. All of N is copied where `stride` is the number of invocations, below N, and they have
// enough rounds; or where they are at least N, with any stride. Two that copy the same value at
// once write the same.

struct Params {
  rounds: u32,
  stride: u32,
  mask: u32,
}

@group(0) @binding(0) var<uniform> params: Params;
@group(0) @binding(1) var<storage, read> source: array<vec4f>;
@group(0) @binding(2) var<storage, read_write> copied: array<vec4f>;

@compute @workgroup_size(64)
fn main(@builtin(global_invocation_id) id: vec3u) {
  let mask = params.mask;
  let stride = params.stride;
  var next = id.x;
  for (var round = 0u; round < params.rounds; round++) {
    let i = next & mask;
    let j = (next + stride) & mask;
    let k = (next + 2u * stride) & mask;
    let l = (next + 3u * stride) & mask;
    // All loads first: a compiler may not move one before a store, and they shall overlap.
    let a = source[i];
    let b = source[j];
    let c = source[k];
    let d = source[l];
    copied[i] = a;
    copied[j] = b;
    copied[k] = c;
    copied[l] = d;
    next += 4u * stride;
  }
}
