// A tile of a matrix product whose sums layer/partial-product has computed in parts: adds the
// parts, in their order, so that the same input gives the same bits.
//
// One workgroup of 8 × 8 invocations makes 16 × 16 results, and each invocation four side by
// side. The kernel that uses this declares store and the parts as `partials`, an array of
// [S,M,N] and no more, and has lib/store-quad. It need not load A and B.

const WORKGROUP_X = 8u;
const WORKGROUP_Y = 8u;
const TILE = 16u;
const QUADS = TILE / 4u;

// M, K and N: the shape of the product. Whether all results are finite.
fn multiply_tile(tile: vec2u, local: vec2u, shape: vec3u) -> bool {
  let thread = local.y * WORKGROUP_X + local.x;
  let row = tile.y * TILE + thread / QUADS;
  let column = tile.x * TILE + thread % QUADS * 4u;
  if (row >= shape.x || column >= shape.z) {
    return true;
  }
  var sums = vec4f(0.0);
  for (var at = row * shape.z + column; at < arrayLength(&partials); at += shape.x * shape.z) {
    sums += vec4f(partials[at], partials[at + 1u], partials[at + 2u], partials[at + 3u]);
  }
  return store_quad(row, column, sums, shape.z);
}
