// Trains small networks: the whole loop of S steps (forward, backward, update) in one
// dispatch, each network in one workgroup, which keeps its parameters.
//
// B rows of the batch, L layers, P parameters, S steps, N networks; widths I and O of each
// layer, I4 = ⌈I/4⌉ and O4 = ⌈O/4⌉.
//   parameters [N,P], slots [N, slots, P], order [orders,S,B] of examples;
//   examples: inputs [examples, I of the first layer], then from `targets` on targets
//   [examples, O of the last]; results [N, capacity, 2]: loss and accuracy of each step;
//   metrics [N, metrics_rows, L, 8]; status [N]; scratch: see executor/fused-memory.
// One workgroup trains one network; its invocations share each piece of work evenly.
// Needs lib/scale, lib/norms, executor/fused-memory, executor/fused-nonlinearity, executor/fused-update,
// executor/fused-metrics, executor/fused-scalars, activations, a propagation and an optimizer. A propagation is
//   fn propagate(s: u32) -> vec2f
// which takes the batch of step s forward and back, measures the activations where the step
// asks for it, leaves partial gradients, and returns this invocation's sums of loss and hits.

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
  // The first network of this dispatch.
  first: u32,
  // Where a population's own numbers stand, see executor/fused-scalars.
  members: u32,
  member_steps: u32,
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
  // Partial gradients: a segment every `stride`.
  partial: u32,
  segments: u32,
  stride: u32,
  // First element in the flat vector.
  flat: u32,
  // Rows of parameters, see executor/fused-update.
  rows: u32,
  normalized: u32,
  residual: u32,
  frozen: u32,
  activation: u32,
  alpha: f32,
}

// A row of the step uniform, see lib/step.
struct StepRow {
  index: u32,
  measured: u32,
  metrics_row: u32,
  number: u32,
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
  network = params.first + group.x;
  thread = local;
  scratch_base = network * params.scratch_stride;
  load_parameters();
  synchronize();
  // Of the group's own number: what is read through a variable is not known to be the same in
  // all invocations, and the steps have barriers.
  let count = steps_to_take(params.first + group.x);
  for (var s = 0u; s < count; s++) {
    train_step(s);
  }
  store_parameters();
}

fn train_step(s: u32) {
  let sums = propagate(s);
  synchronize();
  finish_loss(sums, s);
  if (!UPDATES) {
    // The gradients stay where an update would look for them.
    _ = finish_gradients(s);
    synchronize();
    return;
  }
  var factor = 1.0;
  if (CLIPS_NORM) {
    factor = clip_factor(finish_gradients(s));
  }
  update(factor, s);
  synchronize();
}

// Loss and accuracy of the batch, from this invocation's sums of both.
fn finish_loss(row_sums: vec2f, s: u32) {
  var sums = vec4f(row_sums, 0.0, 0.0);
  let l1 = number(L1, params.l1);
  let l2 = number(L2, params.l2);
  if (l1 != 0.0 || l2 != 0.0) {
    for (var l = 0u; l < params.L; l++) {
      for (var item = thread; item < layers[l].I * layers[l].O4; item += WORKGROUP) {
        let w = parameter(layers[l].kernel + item);
        sums.z += dot(l1 * abs(w) + 0.5 * l2 * w * w, vec4f(1.0));
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

fn load_parameters() {
  for (var l = 0u; l < params.L; l++) {
    let items = layers[l].rows * layers[l].O4;
    for (var item = thread; item < items; item += WORKGROUP) {
      let place = place_of(l, item);
      var v = vec4f(0.0);
      for (var c = 0u; c < 4u; c++) {
        if (place.mask[c] > 0.0) {
          v[c] = parameters[network * params.P + place.flat + c];
        }
      }
      set_parameter(layers[l].kernel + item + skip_of(l, item), v);
    }
  }
}

fn store_parameters() {
  for (var l = 0u; l < params.L; l++) {
    let items = layers[l].rows * layers[l].O4;
    for (var item = thread; item < items; item += WORKGROUP) {
      let place = place_of(l, item);
      let v = parameter(layers[l].kernel + item + skip_of(l, item));
      for (var c = 0u; c < 4u; c++) {
        if (place.mask[c] > 0.0) {
          parameters[network * params.P + place.flat + c] = v[c];
        }
      }
    }
  }
}
