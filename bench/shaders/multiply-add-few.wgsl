// What a multiply-add costs where the sums fit the registers of any processor: 256 a round
// into 8 sums.
//
// results[invocations] = Σ of the sums of a[16] · b[16] after `rounds` rounds, from values[32]
// One workgroup is one subgroup, and each invocation computes one result.
//
// Written out rather than in loops, of which a round costs more than what it would do. The
// right factors change from round to round, and no product comes twice in one, so that a
// compiler cannot compute one in advance.

struct Params {
  rounds: u32,
}

@group(0) @binding(0) var<uniform> params: Params;
@group(0) @binding(1) var<storage, read> values: array<f32>;
@group(0) @binding(2) var<storage, read_write> results: array<f32>;

override INVOCATIONS: u32 = 4;

@compute @workgroup_size(INVOCATIONS)
fn main(@builtin(global_invocation_id) id: vec3u) {
  let a0 = vec4f(values[0]);
  let a1 = vec4f(values[1]);
  let a2 = vec4f(values[2]);
  let a3 = vec4f(values[3]);
  let a4 = vec4f(values[4]);
  let a5 = vec4f(values[5]);
  let a6 = vec4f(values[6]);
  let a7 = vec4f(values[7]);
  let a8 = vec4f(values[8]);
  let a9 = vec4f(values[9]);
  let a10 = vec4f(values[10]);
  let a11 = vec4f(values[11]);
  let a12 = vec4f(values[12]);
  let a13 = vec4f(values[13]);
  let a14 = vec4f(values[14]);
  let a15 = vec4f(values[15]);
  var b0 = vec4f(values[16], values[17], values[18], values[19]);
  var b1 = vec4f(values[20], values[21], values[22], values[23]);
  var b2 = vec4f(values[24], values[25], values[26], values[27]);
  var b3 = vec4f(values[28], values[29], values[30], values[31]);
  let change = vec4f(values[0]);
  var l = vec4f(0.0);
  var r = vec4f(0.0);
  for (var round = 0u; round < params.rounds; round++) {
    b0 += change;
    l = fma(a0, b0, l);
    r = fma(a1, b0, r);
    l = fma(a2, b0, l);
    r = fma(a3, b0, r);
    l = fma(a4, b0, l);
    r = fma(a5, b0, r);
    l = fma(a6, b0, l);
    r = fma(a7, b0, r);
    l = fma(a8, b0, l);
    r = fma(a9, b0, r);
    l = fma(a10, b0, l);
    r = fma(a11, b0, r);
    l = fma(a12, b0, l);
    r = fma(a13, b0, r);
    l = fma(a14, b0, l);
    r = fma(a15, b0, r);
    b1 += change;
    l = fma(a0, b1, l);
    r = fma(a1, b1, r);
    l = fma(a2, b1, l);
    r = fma(a3, b1, r);
    l = fma(a4, b1, l);
    r = fma(a5, b1, r);
    l = fma(a6, b1, l);
    r = fma(a7, b1, r);
    l = fma(a8, b1, l);
    r = fma(a9, b1, r);
    l = fma(a10, b1, l);
    r = fma(a11, b1, r);
    l = fma(a12, b1, l);
    r = fma(a13, b1, r);
    l = fma(a14, b1, l);
    r = fma(a15, b1, r);
    b2 += change;
    l = fma(a0, b2, l);
    r = fma(a1, b2, r);
    l = fma(a2, b2, l);
    r = fma(a3, b2, r);
    l = fma(a4, b2, l);
    r = fma(a5, b2, r);
    l = fma(a6, b2, l);
    r = fma(a7, b2, r);
    l = fma(a8, b2, l);
    r = fma(a9, b2, r);
    l = fma(a10, b2, l);
    r = fma(a11, b2, r);
    l = fma(a12, b2, l);
    r = fma(a13, b2, r);
    l = fma(a14, b2, l);
    r = fma(a15, b2, r);
    b3 += change;
    l = fma(a0, b3, l);
    r = fma(a1, b3, r);
    l = fma(a2, b3, l);
    r = fma(a3, b3, r);
    l = fma(a4, b3, l);
    r = fma(a5, b3, r);
    l = fma(a6, b3, l);
    r = fma(a7, b3, r);
    l = fma(a8, b3, l);
    r = fma(a9, b3, r);
    l = fma(a10, b3, l);
    r = fma(a11, b3, r);
    l = fma(a12, b3, l);
    r = fma(a13, b3, r);
    l = fma(a14, b3, l);
    r = fma(a15, b3, r);
  }
  let sum = l + r;
  results[id.x] = sum.x + sum.y + sum.z + sum.w;
}
