// Forward pass of a dense layer, with the bias and (unless the layer is normalized) the
// activation and the residual connection in the epilogue.
//
// B rows of the batch, I inputs, O units:
//   z[B,O] = x[B,I] · W[I,O] + b[O];  h[B,O] = φ(z) + skip(x)
// W and b lie in `parameters` at `kernel` and `bias`.
// One workgroup computes a tile of the result, one invocation a block of that.
// Needs lib/step, lib/numerics, lib/report, lib/store-quad, a product and an activation.

struct Params {
  B: u32,
  I: u32,
  O: u32,
  kernel: u32,
  bias: u32,
  has_bias: u32,
  // 0 where the layer is normalized: then h is made by layer/normalization.
  activates: u32,
  residual: u32,
  alpha: f32,
  place: u32,
}

@group(0) @binding(0) var<uniform> params: Params;
@group(0) @binding(1) var<storage, read> parameters: array<f32>;
@group(0) @binding(2) var<storage, read> x: array<f32>;
@group(0) @binding(3) var<storage, read_write> z: array<f32>;
@group(0) @binding(4) var<storage, read_write> h: array<f32>;
@group(0) @binding(5) var<storage, read_write> status: array<atomic<u32>, 1>;
// Only read where the product is lib/matmul-partials.
@group(0) @binding(6) var<storage, read> partials: array<f32>;

fn load_a(row: u32, k: u32) -> f32 {
  return x[row * params.I + k];
}

fn load_b(k: u32, column: u32) -> f32 {
  return parameters[params.kernel + k * params.O + column];
}

@compute @workgroup_size(WORKGROUP_X, WORKGROUP_Y)
fn main(@builtin(workgroup_id) tile: vec3u, @builtin(local_invocation_id) local: vec3u) {
  if (!multiply_tile(tile.xy, local.xy, vec3u(params.B, params.I, params.O))) {
    report(params.place);
  }
}

fn store(row: u32, column: u32, product: f32) -> bool {
  let at = row * params.O + column;
  var value = product;
  if (params.has_bias != 0u) {
    value += parameters[params.bias + column];
  }
  z[at] = value;
  if (params.activates == 0u) {
    return is_finite_f32(value);
  }
  var output = activation(value, params.alpha);
  if (params.residual != 0u && column < params.I) {
    output += x[row * params.I + column];
  }
  h[at] = output;
  // Apart from the output: an activation such as max(0, z) may hide a NaN.
  return is_finite_f32(value) & is_finite_f32(output);
}
