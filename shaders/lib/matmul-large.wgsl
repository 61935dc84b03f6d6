// As lib/matmul, with tiles of 64 × 64: each of the 8 × 8 invocations of a workgroup computes
// 8 × 8 results in registers, so that a value fetched from workgroup memory is used 8 times.
// For matrices that have enough such tiles. The kernel that uses this declares load_a, load_b
// and store and has lib/store-quad.

const WORKGROUP_X = 8u;
const WORKGROUP_Y = 8u;
const TILE = 64u;
const TILE_DEPTH = 16u;
const SIDE = WORKGROUP_X;
// Groups of four rows of A, or columns of B, in a tile.
const QUADS = 16u;
const SLOTS = TILE_DEPTH * QUADS;

// [k][four rows of A] and [k][four columns of B]
var<workgroup> tile_a: array<vec4f, SLOTS>;
var<workgroup> tile_b: array<vec4f, SLOTS>;

// M, K and N: the shape of the product. Whether all results are finite. An invocation computes
// rows 4·y … 4·y + 3 of the upper and of the lower half of the tile, and columns
// 4·x … 4·x + 3 of the left and of the right half.
fn multiply_tile(tile: vec2u, local: vec2u, shape: vec3u) -> bool {
  let depth = shape.y;
  let first_row = tile.y * TILE;
  let first_column = tile.x * TILE;
  let thread = local.y * SIDE + local.x;
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
  for (var start = 0u; start < depth; start += TILE_DEPTH) {
    for (var slot = thread; slot < SLOTS; slot += SIDE * SIDE) {
      let k = start + slot / QUADS;
      let row = first_row + (slot % QUADS) * 4u;
      let column = first_column + (slot % QUADS) * 4u;
      tile_a[slot] = vec4f(load_a(row, k), load_a(row + 1u, k), load_a(row + 2u, k), load_a(row + 3u, k));
      tile_b[slot] = vec4f(load_b(k, column), load_b(k, column + 1u), load_b(k, column + 2u), load_b(k, column + 3u));
    }
    workgroupBarrier();
    let end = min(TILE_DEPTH, depth - start);
    for (var k = 0u; k < end; k++) {
      let upper = tile_a[k * QUADS + local.y];
      let lower = tile_a[k * QUADS + SIDE + local.y];
      let left = tile_b[k * QUADS + local.x];
      let right = tile_b[k * QUADS + SIDE + local.x];
      l0 = fma(vec4f(upper.x), left, l0);
      r0 = fma(vec4f(upper.x), right, r0);
      l1 = fma(vec4f(upper.y), left, l1);
      r1 = fma(vec4f(upper.y), right, r1);
      l2 = fma(vec4f(upper.z), left, l2);
      r2 = fma(vec4f(upper.z), right, r2);
      l3 = fma(vec4f(upper.w), left, l3);
      r3 = fma(vec4f(upper.w), right, r3);
      l4 = fma(vec4f(lower.x), left, l4);
      r4 = fma(vec4f(lower.x), right, r4);
      l5 = fma(vec4f(lower.y), left, l5);
      r5 = fma(vec4f(lower.y), right, r5);
      l6 = fma(vec4f(lower.z), left, l6);
      r6 = fma(vec4f(lower.z), right, r6);
      l7 = fma(vec4f(lower.w), left, l7);
      r7 = fma(vec4f(lower.w), right, r7);
    }
    workgroupBarrier();
  }
  let quads = array(l0, r0, l1, r1, l2, r2, l3, r3, l4, r4, l5, r5, l6, r6, l7, r7);
  var is_fine = true;
  for (var at = 0u; at < 16u; at++) {
    let row = first_row + at / 8u * 32u + local.y * 4u + at / 2u % 4u;
    let column = first_column + at % 2u * 32u + local.x * 4u;
    if (row < shape.x && column < shape.z) {
      is_fine = is_fine & store_quad(row, column, quads[at], shape.z);
    }
  }
  return is_fine;
}
