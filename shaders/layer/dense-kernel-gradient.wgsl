// Gradient of a dense layer's kernel, with the gradient of the penalty Σ l1·|w| + ½·l2·w²
// in the epilogue.
//
// B rows of the batch, I inputs, O units:
//   dW[I,O] = x[B,I]ᵀ · δ[B,O] + l1·sign(W) + l2·W
// dW lies in `gradients` where W lies in `parameters`, at `kernel`.
// One workgroup computes a tile of 32 × 32, one invocation 4 × 4 of it (lib/matmul).
// Needs lib/step, lib/numerics, lib/report and lib/matmul.

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

fn load_a(row: u32, k: u32) -> f32 {
  if (row >= params.I || k >= params.B) {
    return 0.0;
  }
  return x[k * params.I + row];
}

fn load_b(k: u32, column: u32) -> f32 {
  if (k >= params.B || column >= params.O) {
    return 0.0;
  }
  return delta[k * params.O + column];
}

@compute @workgroup_size(8, 8)
fn main(@builtin(workgroup_id) tile: vec3u, @builtin(local_invocation_id) local: vec3u) {
  var block = multiply_tile(tile.xy, local.xy, params.B);
  for (var r = 0u; r < 4u; r++) {
    let row = tile.y * TILE + local.y * 4u + r;
    for (var c = 0u; c < 4u; c++) {
      let column = tile.x * TILE + local.x * 4u + c;
      if (row < params.I && column < params.O) {
        store(row, column, block.rows[r][c]);
      }
    }
  }
}

fn store(row: u32, column: u32, product: f32) {
  let at = params.kernel + row * params.O + column;
  let weight = parameters[at];
  let gradient = product + params.l1 * sign(weight) + params.l2 * weight;
  gradients[at] = gradient;
  report_unless_finite(gradient, params.place);
}
