// Gradient of a dense layer's kernel, with the gradient of the penalty Σ l1·|w| + ½·l2·w²
// in the epilogue.
//
// B rows of the batch, I inputs, O units:
//   dW[I,O] = x[B,I]ᵀ · δ[B,O] + l1·sign(W) + l2·W
// dW lies in `gradients` where W lies in `parameters`, at `kernel`.
// One workgroup computes a tile of the result, one invocation a block of that.
// Needs lib/step, lib/numerics, lib/report, lib/store-quad and a product.

struct Params {
  B: u32,
  I: u32,
  O: u32,
  kernel: u32,
  l1: f32,
  l2: f32,
  place: u32,
}

@group(0) @binding(0) var<uniform> params: Params;
@group(0) @binding(1) var<storage, read> parameters: array<f32>;
@group(0) @binding(2) var<storage, read> x: array<f32>;
@group(0) @binding(3) var<storage, read> delta: array<f32>;
@group(0) @binding(4) var<storage, read_write> gradients: array<f32>;
@group(0) @binding(5) var<storage, read_write> status: array<atomic<u32>, 1>;
// Only read where the product is lib/matmul-partials.
@group(0) @binding(6) var<storage, read> partials: array<f32>;

fn load_a(row: u32, k: u32) -> f32 {
  return x[k * params.I + row];
}

fn load_b(k: u32, column: u32) -> f32 {
  return delta[k * params.O + column];
}

@compute @workgroup_size(WORKGROUP_X, WORKGROUP_Y)
fn main(@builtin(workgroup_id) tile: vec3u, @builtin(local_invocation_id) local: vec3u) {
  if (!multiply_tile(tile.xy, local.xy, vec3u(params.I, params.B, params.O))) {
    report(params.place);
  }
}

fn store(row: u32, column: u32, product: f32) -> bool {
  let at = params.kernel + row * params.O + column;
  var gradient = product;
  if (params.l1 != 0.0 || params.l2 != 0.0) {
    let weight = parameters[at];
    gradient += params.l1 * sign(weight) + params.l2 * weight;
  }
  gradients[at] = gradient;
  return is_finite_f32(gradient);
}
