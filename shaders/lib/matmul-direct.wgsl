// As lib/matmul-large, without workgroup memory: every value is loaded straight from storage, one
// of A used 8 times in registers and one of B 16 times. For software adapters, where workgroup
// memory is memory like any other, and barriers are what costs most.
//
// A workgroup has 8 × 4 invocations, and each computes 16 rows of 8 results: with fewer loads
// for each multiply-add than 8 × 8 results need, and as many workgroups to share among cores.
// The kernel that uses this declares load_a, load_b and store and has lib/store-quad.

const WORKGROUP_X = 8u;
const WORKGROUP_Y = 4u;
const TILE = 64u;
const ROWS = 16u;
const COLUMNS = 8u;

// M, K and N: the shape of the product. Whether all results are finite.
fn multiply_tile(tile: vec2u, local: vec2u, shape: vec3u) -> bool {
  let row = tile.y * TILE + local.y * ROWS;
  let column = tile.x * TILE + local.x * COLUMNS;
  if (row >= shape.x || column >= shape.z) {
    return true;
  }
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
  for (var k = 0u; k < shape.y; k++) {
    let left = vec4f(load_b(k, column), load_b(k, column + 1u), load_b(k, column + 2u), load_b(k, column + 3u));
    let right = vec4f(load_b(k, column + 4u), load_b(k, column + 5u), load_b(k, column + 6u), load_b(k, column + 7u));
    let a0 = vec4f(load_a(row, k));
    l0 = fma(a0, left, l0);
    r0 = fma(a0, right, r0);
    let a1 = vec4f(load_a(row + 1u, k));
    l1 = fma(a1, left, l1);
    r1 = fma(a1, right, r1);
    let a2 = vec4f(load_a(row + 2u, k));
    l2 = fma(a2, left, l2);
    r2 = fma(a2, right, r2);
    let a3 = vec4f(load_a(row + 3u, k));
    l3 = fma(a3, left, l3);
    r3 = fma(a3, right, r3);
    let a4 = vec4f(load_a(row + 4u, k));
    l4 = fma(a4, left, l4);
    r4 = fma(a4, right, r4);
    let a5 = vec4f(load_a(row + 5u, k));
    l5 = fma(a5, left, l5);
    r5 = fma(a5, right, r5);
    let a6 = vec4f(load_a(row + 6u, k));
    l6 = fma(a6, left, l6);
    r6 = fma(a6, right, r6);
    let a7 = vec4f(load_a(row + 7u, k));
    l7 = fma(a7, left, l7);
    r7 = fma(a7, right, r7);
    let a8 = vec4f(load_a(row + 8u, k));
    l8 = fma(a8, left, l8);
    r8 = fma(a8, right, r8);
    let a9 = vec4f(load_a(row + 9u, k));
    l9 = fma(a9, left, l9);
    r9 = fma(a9, right, r9);
    let a10 = vec4f(load_a(row + 10u, k));
    l10 = fma(a10, left, l10);
    r10 = fma(a10, right, r10);
    let a11 = vec4f(load_a(row + 11u, k));
    l11 = fma(a11, left, l11);
    r11 = fma(a11, right, r11);
    let a12 = vec4f(load_a(row + 12u, k));
    l12 = fma(a12, left, l12);
    r12 = fma(a12, right, r12);
    let a13 = vec4f(load_a(row + 13u, k));
    l13 = fma(a13, left, l13);
    r13 = fma(a13, right, r13);
    let a14 = vec4f(load_a(row + 14u, k));
    l14 = fma(a14, left, l14);
    r14 = fma(a14, right, r14);
    let a15 = vec4f(load_a(row + 15u, k));
    l15 = fma(a15, left, l15);
    r15 = fma(a15, right, r15);
  }
  let quads = array(
    l0, r0, l1, r1, l2, r2, l3, r3, l4, r4, l5, r5, l6, r6, l7, r7,
    l8, r8, l9, r9, l10, r10, l11, r11, l12, r12, l13, r13, l14, r14, l15, r15,
  );
  var is_fine = true;
  for (var at = 0u; at < 2u * ROWS; at++) {
    let quad_row = row + at / 2u;
    let quad_column = column + at % 2u * 4u;
    if (quad_row < shape.x && quad_column < shape.z) {
      is_fine = is_fine & store_quad(quad_row, quad_column, quads[at], shape.z);
    }
  }
  return is_fine;
}
