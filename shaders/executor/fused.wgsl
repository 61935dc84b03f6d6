// Trains small networks: the whole loop of S steps (forward, backward, update) in one
// dispatch, each network in one workgroup, which keeps its parameters.
//
// B rows of the batch, L layers, P parameters, S steps, N networks; widths I and O of each
// layer, I4 = ⌈I/4⌉ and O4 = ⌈O/4⌉.
//   parameters [N,P], slots [N, slots, P], order [N,S,B] of examples;
//   examples: inputs [examples, I of the first layer], then from `targets` on targets
//   [examples, O of the last]; results [N, capacity, 2]: loss and accuracy of each step;
//   metrics [N, metrics_rows, L, 8]; status [N]; scratch: see executor/fused-memory.
// One workgroup trains one network; its invocations share each piece of work evenly.
// Needs lib/scale, executor/fused-memory, executor/fused-forward, executor/fused-backward,
// executor/fused-update, executor/fused-metrics, activations, a loss and an optimizer.

struct Params {
  B: u32,
  L: u32,
  P: u32,
  S: u32,
  targets: u32,
  capacity: u32,
  metrics_rows: u32,
  scratch_stride: u32,
  slots: u32,
  classification: u32,
  l1: f32,
  l2: f32,
  // 0 where the gradient is not clipped by its norm.
  clip_norm: f32,
  clip_value: f32,
  loss_parameter: f32,
  reduce: f32,
  share: f32,
  boundary: f32,
  target_boundary: f32,
  epsilon: f32,
  saturation_slope: f32,
  dead_slope: f32,
}

struct FusedLayer {
  I: u32,
  O: u32,
  I4: u32,
  O4: u32,
  // Padded parameters.
  kernel: u32,
  bias: u32,
  scale: u32,
  shift: u32,
  // Values of the batch: input, pre-activation (standardized where normalized), δ, output,
  // ∂L/∂h, inverse deviation of each row. δ takes the place of z where not normalized.
  x: u32,
  z: u32,
  delta: u32,
  h: u32,
  dh: u32,
  deviation: u32,
  partial: u32,
  segments: u32,
  // First elements in the flat vector.
  flat_kernel: u32,
  flat_bias: u32,
  flat_scale: u32,
  flat_shift: u32,
  normalized: u32,
  residual: u32,
  activation: u32,
  alpha: f32,
}

// A row of the step uniform, see lib/step.
struct StepRow {
  index: u32,
  measured: u32,
  metrics_row: u32,
  padding: u32,
  k0: vec4f,
  k1: vec4f,
  unused: array<vec4f, 13>,
}

@group(0) @binding(0) var<uniform> params: Params;
@group(0) @binding(1) var<uniform> layers: array<FusedLayer, 129>;
@group(0) @binding(2) var<uniform> steps: array<StepRow, 256>;
@group(0) @binding(3) var<storage, read_write> parameters: array<f32>;
@group(0) @binding(4) var<storage, read_write> slots: array<f32>;
@group(0) @binding(5) var<storage, read> examples: array<f32>;
@group(0) @binding(6) var<storage, read> order: array<u32>;
@group(0) @binding(7) var<storage, read_write> results: array<f32>;
@group(0) @binding(8) var<storage, read_write> metrics: array<f32>;
@group(0) @binding(9) var<storage, read_write> status: array<atomic<u32>>;
@group(0) @binding(10) var<storage, read_write> scratch: array<vec4f>;

@compute @workgroup_size(WORKGROUP)
fn main(@builtin(workgroup_id) group: vec3u, @builtin(local_invocation_index) local: u32) {
  network = group.x;
  thread = local;
  scratch_base = network * params.scratch_stride;
  load_parameters();
  synchronize();
  for (var s = 0u; s < params.S; s++) {
    train_step(s);
  }
  store_parameters();
}

fn train_step(s: u32) {
  gather(s);
  synchronize();
  forward(s);
  if (MEASURES && steps[s].measured != 0u) {
    measure_activations(s);
  }
  batch_loss(s);
  synchronize();
  backward(s);
  let largest = finish_gradients(s);
  var factor = 1.0;
  if (params.clip_norm > 0.0) {
    factor = clip_factor(largest);
  }
  if (MEASURES && steps[s].measured != 0u) {
    synchronize();
    measure_gradients(factor, s);
  }
  update(factor, s);
  synchronize();
}

fn batch_loss(s: u32) {
  let output = params.L - 1u;
  var sums = vec4f(0.0);
  for (var row = thread; row < params.B; row += WORKGROUP) {
    let loss = row_loss(output, row, example_of(s, row));
    sums += vec4f(loss, 0.0, 0.0);
  }
  if (params.l1 != 0.0 || params.l2 != 0.0) {
    for (var l = 0u; l < params.L; l++) {
      for (var item = thread; item < 4u * layers[l].I4 * layers[l].O4; item += WORKGROUP) {
        let w = parameter(layers[l].kernel + item);
        sums.z += dot(params.l1 * abs(w) + 0.5 * params.l2 * w * w, vec4f(1.0));
      }
    }
  }
  let totals = sum_all(sums);
  if (thread == 0u) {
    let loss = totals.x / f32(params.B) + totals.z;
    let at = 2u * (network * params.capacity + s);
    results[at] = loss;
    results[at + 1u] = totals.y / f32(params.B);
    check_finite(vec4f(loss), s, params.L);
  }
}

// Four targets of an example, 0 behind the last.
fn target4(example: u32, quad: u32) -> vec4f {
  let width = layers[params.L - 1u].O;
  var v = vec4f(0.0);
  for (var c = 0u; c < 4u; c++) {
    let column = 4u * quad + c;
    if (column < width) {
      v[c] = examples[params.targets + example * width + column];
    }
  }
  return v;
}

fn load_parameters() {
  for (var l = 0u; l < params.L; l++) {
    for (var item = thread; item < rows_of(l) * layers[l].O4; item += WORKGROUP) {
      let quad = quad_of(l, item);
      var v = vec4f(0.0);
      for (var c = 0u; c < 4u; c++) {
        if (quad.mask[c] > 0.0) {
          v[c] = parameters[network * params.P + quad.flat + c];
        }
      }
      set_parameter(quad.at, v);
    }
  }
}

fn store_parameters() {
  for (var l = 0u; l < params.L; l++) {
    for (var item = thread; item < rows_of(l) * layers[l].O4; item += WORKGROUP) {
      let quad = quad_of(l, item);
      let v = parameter(quad.at);
      for (var c = 0u; c < 4u; c++) {
        if (quad.mask[c] > 0.0) {
          parameters[network * params.P + quad.flat + c] = v[c];
        }
      }
    }
  }
}
