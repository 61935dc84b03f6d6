// What a multiply-add costs in the tile of lib/matmul-direct: 128 a round into as many sums,
// far more than a processor has registers.
//
// results[invocations] = Σ of the sums of a[16] · b[8] after `rounds` rounds, from values[24]
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
  var left = vec4f(values[16], values[17], values[18], values[19]);
  var right = vec4f(values[20], values[21], values[22], values[23]);
  let change = vec4f(values[0]);
  var l0 = vec4f(0.0);
  var r0 = vec4f(0.0);
  var l1 = vec4f(0.0);
  var r1 = vec4f(0.0);
  var l2 = vec4f(0.0);
  var r2 = vec4f(0.0);
  var l3 = vec4f(0.0);
  var r3 = vec4f(0.0);
  var l4 = vec4f(0.0);
  var r4 = vec4f(0.0);
  var l5 = vec4f(0.0);
  var r5 = vec4f(0.0);
  var l6 = vec4f(0.0);
  var r6 = vec4f(0.0);
  var l7 = vec4f(0.0);
  var r7 = vec4f(0.0);
  var l8 = vec4f(0.0);
  var r8 = vec4f(0.0);
  var l9 = vec4f(0.0);
  var r9 = vec4f(0.0);
  var l10 = vec4f(0.0);
  var r10 = vec4f(0.0);
  var l11 = vec4f(0.0);
  var r11 = vec4f(0.0);
  var l12 = vec4f(0.0);
  var r12 = vec4f(0.0);
  var l13 = vec4f(0.0);
  var r13 = vec4f(0.0);
  var l14 = vec4f(0.0);
  var r14 = vec4f(0.0);
  var l15 = vec4f(0.0);
  var r15 = vec4f(0.0);
  for (var round = 0u; round < params.rounds; round++) {
    left += change;
    right += change;
    l0 = fma(a0, left, l0);
    r0 = fma(a0, right, r0);
    l1 = fma(a1, left, l1);
    r1 = fma(a1, right, r1);
    l2 = fma(a2, left, l2);
    r2 = fma(a2, right, r2);
    l3 = fma(a3, left, l3);
    r3 = fma(a3, right, r3);
    l4 = fma(a4, left, l4);
    r4 = fma(a4, right, r4);
    l5 = fma(a5, left, l5);
    r5 = fma(a5, right, r5);
    l6 = fma(a6, left, l6);
    r6 = fma(a6, right, r6);
    l7 = fma(a7, left, l7);
    r7 = fma(a7, right, r7);
    l8 = fma(a8, left, l8);
    r8 = fma(a8, right, r8);
    l9 = fma(a9, left, l9);
    r9 = fma(a9, right, r9);
    l10 = fma(a10, left, l10);
    r10 = fma(a10, right, r10);
    l11 = fma(a11, left, l11);
    r11 = fma(a11, right, r11);
    l12 = fma(a12, left, l12);
    r12 = fma(a12, right, r12);
    l13 = fma(a13, left, l13);
    r13 = fma(a13, right, r13);
    l14 = fma(a14, left, l14);
    r14 = fma(a14, right, r14);
    l15 = fma(a15, left, l15);
    r15 = fma(a15, right, r15);
  }
  var sum = vec4f(0.0);
  sum += l0 + r0;
  sum += l1 + r1;
  sum += l2 + r2;
  sum += l3 + r3;
  sum += l4 + r4;
  sum += l5 + r5;
  sum += l6 + r6;
  sum += l7 + r7;
  sum += l8 + r8;
  sum += l9 + r9;
  sum += l10 + r10;
  sum += l11 + r11;
  sum += l12 + r12;
  sum += l13 + r13;
  sum += l14 + r14;
  sum += l15 + r15;
  results[id.x] = sum.x + sum.y + sum.z + sum.w;
}
