// A tile of a matrix product C[M,N] = A[M,K] · B[K,N], M, N and K of any size.
//
// One workgroup of 8 × 8 invocations computes a tile of 32 × 32, and each invocation 4 × 4
// of it in registers: a value fetched into workgroup memory is used 32 times, one fetched
// from there 4 times. lib/matmul-large does the same with larger tiles. The kernel that uses
// this has lib/store-quad, declares
//   fn load_a(row: u32, k: u32) -> f32
//   fn load_b(k: u32, column: u32) -> f32
//   fn store(row: u32, column: u32, value: f32) -> bool
// which is where the three layouts of a dense layer differ, and takes the size of its
// workgroup from here. Loads are called outside of the matrix too, where WGSL allows to read
// and any value will do: it goes into results that are not stored. store is called for every
// element of C once, and says whether it is finite.

const WORKGROUP_X = 8u;
const WORKGROUP_Y = 8u;
const TILE = 32u;
const TILE_DEPTH = 16u;
const SIDE = WORKGROUP_X;
const SLOTS = TILE_DEPTH * SIDE;

// [k][four rows of A] and [k][four columns of B]
var<workgroup> tile_a: array<vec4f, SLOTS>;
var<workgroup> tile_b: array<vec4f, SLOTS>;

// M, K and N: the shape of the product. Whether all results are finite.
fn multiply_tile(tile: vec2u, local: vec2u, shape: vec3u) -> bool {
  let depth = shape.y;
  let first_row = tile.y * TILE;
  let first_column = tile.x * TILE;
  let thread = local.y * SIDE + local.x;
  var row0 = vec4f(0.0);
  var row1 = vec4f(0.0);
  var row2 = vec4f(0.0);
  var row3 = vec4f(0.0);
  for (var start = 0u; start < depth; start += TILE_DEPTH) {
    for (var slot = thread; slot < SLOTS; slot += SIDE * SIDE) {
      let k = start + slot / SIDE;
      let row = first_row + (slot % SIDE) * 4u;
      let column = first_column + (slot % SIDE) * 4u;
      tile_a[slot] = vec4f(load_a(row, k), load_a(row + 1u, k), load_a(row + 2u, k), load_a(row + 3u, k));
      tile_b[slot] = vec4f(load_b(k, column), load_b(k, column + 1u), load_b(k, column + 2u), load_b(k, column + 3u));
    }
    workgroupBarrier();
    let end = min(TILE_DEPTH, depth - start);
    for (var k = 0u; k < end; k++) {
      let a = tile_a[k * SIDE + local.y];
      let b = tile_b[k * SIDE + local.x];
      row0 = fma(vec4f(a.x), b, row0);
      row1 = fma(vec4f(a.y), b, row1);
      row2 = fma(vec4f(a.z), b, row2);
      row3 = fma(vec4f(a.w), b, row3);
    }
    workgroupBarrier();
  }
  let quads = array(row0, row1, row2, row3);
  let column = first_column + local.x * 4u;
  var is_fine = true;
  for (var at = 0u; at < 4u; at++) {
    let row = first_row + local.y * 4u + at;
    if (row < shape.x && column < shape.z) {
      is_fine = is_fine & store_quad(row, column, quads[at], shape.z);
    }
  }
  return is_fine;
}
