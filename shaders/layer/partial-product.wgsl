// Parts of a matrix product with few results and many terms: parts of the sums run side by
// side, where whole sums would leave most of a GPU idle. lib/matmul-partials adds them up.
//
//   partials[S,M,N]: partials[s] = Σ A[M,k] · B[k,N] over the `depth` values of k from s · depth on
// A and B lie in `a` and `b` from an offset on, and steps along row, k and column say how, so
// that the three products of a layer are one kernel.
// One workgroup computes a tile of a part, its number the z of the workgroup, and one
// invocation a block of that.
// Needs lib/store-quad and a product.

struct Params {
  M: u32,
  K: u32,
  N: u32,
  depth: u32,
  a_offset: u32,
  a_row: u32,
  a_k: u32,
  b_offset: u32,
  b_k: u32,
  b_column: u32,
}

@group(0) @binding(0) var<uniform> params: Params;
@group(0) @binding(1) var<storage, read> a: array<f32>;
@group(0) @binding(2) var<storage, read> b: array<f32>;
@group(0) @binding(3) var<storage, read_write> partials: array<f32>;

var<private> part: u32;
// First k of the part.
var<private> first: u32;

fn load_a(row: u32, k: u32) -> f32 {
  return a[params.a_offset + row * params.a_row + (first + k) * params.a_k];
}

fn load_b(k: u32, column: u32) -> f32 {
  return b[params.b_offset + (first + k) * params.b_k + column * params.b_column];
}

@compute @workgroup_size(WORKGROUP_X, WORKGROUP_Y)
fn main(@builtin(workgroup_id) tile: vec3u, @builtin(local_invocation_id) local: vec3u) {
  part = tile.z;
  first = tile.z * params.depth;
  // From tile.z: what a private variable holds may differ between invocations to a compiler,
  // and then a product's barriers would be refused.
  let depth = min(params.depth, params.K - tile.z * params.depth);
  _ = multiply_tile(tile.xy, local.xy, vec3u(params.M, depth, params.N));
}

fn store(row: u32, column: u32, product: f32) -> bool {
  partials[(part * params.M + row) * params.N + column] = product;
  // What is not finite here is not finite in the sum either.
  return true;
}
