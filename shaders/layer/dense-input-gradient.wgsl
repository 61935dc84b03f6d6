// Back-propagates the error of a dense layer to the layer below, with the derivative of
// that layer's activation in the epilogue.
//
// B rows of the batch, I inputs (units of the layer below), O units:
//   dh_below[B,I] = δ[B,O] · W[I,O]ᵀ + skip(dh[B,O])
//   error_below[B,I] = dh_below ∘ φ′(n_below)
// error_below is δ of the layer below, or ∂L/∂n where that layer is normalized.
// One workgroup computes a tile of the result, one invocation a block of that.
// Needs lib/store-quad, a product and the activation of the layer below.

struct Params {
  B: u32,
  I: u32,
  O: u32,
  kernel: u32,
  residual: u32,
  alpha: f32,
}

@group(0) @binding(0) var<uniform> params: Params;
@group(0) @binding(1) var<storage, read> parameters: array<f32>;
@group(0) @binding(2) var<storage, read> delta: array<f32>;
@group(0) @binding(3) var<storage, read> dh: array<f32>;
@group(0) @binding(4) var<storage, read> n_below: array<f32>;
@group(0) @binding(5) var<storage, read_write> dh_below: array<f32>;
@group(0) @binding(6) var<storage, read_write> error_below: array<f32>;
// Only read where the product is lib/matmul-partials.
@group(0) @binding(7) var<storage, read> partials: array<f32>;

fn load_a(row: u32, k: u32) -> f32 {
  return delta[row * params.O + k];
}

fn load_b(k: u32, column: u32) -> f32 {
  return parameters[params.kernel + column * params.O + k];
}

@compute @workgroup_size(WORKGROUP_X, WORKGROUP_Y)
fn main(@builtin(workgroup_id) tile: vec3u, @builtin(local_invocation_id) local: vec3u) {
  _ = multiply_tile(tile.xy, local.xy, vec3u(params.B, params.O, params.I));
}

fn store(row: u32, column: u32, product: f32) -> bool {
  let at = row * params.I + column;
  var error = product;
  if (params.residual != 0u && column < params.O) {
    error += dh[row * params.O + column];
  }
  dh_below[at] = error;
  error_below[at] = error * activation_derivative(n_below[at], params.alpha);
  // What is not finite here is found where the layer below reads it.
  return true;
}
