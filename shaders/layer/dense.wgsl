// Forward pass of a dense layer, with the bias and (unless the layer is normalized) the
// activation and the residual connection in the epilogue.
//
// B rows of the batch, I inputs, O units:
//   z[B,O] = x[B,I] · W[I,O] + b[O];  h[B,O] = φ(z) + skip(x)
// W and b lie in `parameters` at `kernel` and `bias`.
// One workgroup computes a tile of 32 × 32, one invocation 4 × 4 of it (lib/matmul).
// Needs lib/step, lib/numerics, lib/report, lib/matmul and an activation.

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

fn load_a(row: u32, k: u32) -> f32 {
  if (row >= params.B || k >= params.I) {
    return 0.0;
  }
  return x[row * params.I + k];
}

fn load_b(k: u32, column: u32) -> f32 {
  if (k >= params.I || column >= params.O) {
    return 0.0;
  }
  return parameters[params.kernel + k * params.O + column];
}

@compute @workgroup_size(8, 8)
fn main(@builtin(workgroup_id) tile: vec3u, @builtin(local_invocation_id) local: vec3u) {
  var block = multiply_tile(tile.xy, local.xy, params.I);
  for (var r = 0u; r < 4u; r++) {
    let row = tile.y * TILE + local.y * 4u + r;
    for (var c = 0u; c < 4u; c++) {
      let column = tile.x * TILE + local.x * 4u + c;
      if (row < params.B && column < params.O) {
        store(row, column, block.rows[r][c]);
      }
    }
  }
}

fn store(row: u32, column: u32, product: f32) {
  let at = row * params.O + column;
  var value = product;
  if (params.has_bias != 0u) {
    value += parameters[params.bias + column];
  }
  z[at] = value;
  report_unless_finite(value, params.place);
  if (params.activates != 0u) {
    var output = activation(value, params.alpha);
    if (params.residual != 0u && column < params.I) {
      output += x[row * params.I + column];
    }
    h[at] = output;
    report_unless_finite(output, params.place);
  }
}
