// The figures of one layer, written to its row of the metrics.
//
// B rows, I inputs, O units; the kernel [I,O] lies in `parameters`, `gradients` and
// `change` at `kernel`; delta[B,O] = ∂L/∂z; n[B,O] inputs of the activation.
// metrics[step.metrics_row, L, 8]: gradient norm and maximum, norm of δ, mean and deviation
// of the activations φ(n), saturated fraction, dead fraction, update ratio.
// One workgroup of 64 measures the layer; an invocation takes every 64th element, and for
// the figures of units every 64th unit.
// Needs lib/step, lib/reduce, lib/scale and the layer's activation.

struct Params {
  B: u32,
  I: u32,
  O: u32,
  L: u32,
  layer: u32,
  kernel: u32,
  alpha: f32,
  saturation_slope: f32,
  dead_slope: f32,
  // 0 where nothing was updated: then the update ratio is 0.
  updates: u32,
}

@group(0) @binding(0) var<uniform> params: Params;
@group(0) @binding(1) var<storage, read> parameters: array<f32>;
@group(0) @binding(2) var<storage, read> gradients: array<f32>;
@group(0) @binding(3) var<storage, read> change: array<f32>;
@group(0) @binding(4) var<storage, read> delta: array<f32>;
@group(0) @binding(5) var<storage, read> n: array<f32>;
@group(0) @binding(6) var<storage, read_write> metrics: array<f32>;

@compute @workgroup_size(64)
fn main(@builtin(local_invocation_index) thread: u32) {
  let size = params.I * params.O;
  let count = params.B * params.O;

  var largest_gradient = 0.0;
  var largest_change = 0.0;
  var largest_weight = 0.0;
  for (var k = thread; k < size; k += REDUCE_SIZE) {
    let at = params.kernel + k;
    largest_gradient = max(largest_gradient, abs(gradients[at]));
    largest_change = max(largest_change, abs(change[at]));
    largest_weight = max(largest_weight, abs(weight_before(at)));
  }
  var largest_delta = 0.0;
  for (var at = thread; at < count; at += REDUCE_SIZE) {
    largest_delta = max(largest_delta, abs(delta[at]));
  }
  let gradient_max = workgroup_max(largest_gradient, thread);
  let gradient_scale = inverse_scale(gradient_max);
  let change_scale = inverse_scale(workgroup_max(largest_change, thread));
  let weight_scale = inverse_scale(workgroup_max(largest_weight, thread));
  let delta_scale = inverse_scale(workgroup_max(largest_delta, thread));

  var gradient_squares = 0.0;
  var change_squares = 0.0;
  var weight_squares = 0.0;
  for (var k = thread; k < size; k += REDUCE_SIZE) {
    let at = params.kernel + k;
    gradient_squares += square(gradients[at] * gradient_scale);
    change_squares += square(change[at] * change_scale);
    weight_squares += square(weight_before(at) * weight_scale);
  }
  var delta_squares = 0.0;
  for (var at = thread; at < count; at += REDUCE_SIZE) {
    delta_squares += square(delta[at] * delta_scale);
  }
  let gradient_norm = sqrt(workgroup_sum(gradient_squares, thread)) / gradient_scale;
  let change_norm = sqrt(workgroup_sum(change_squares, thread)) / change_scale;
  let weight_norm = sqrt(workgroup_sum(weight_squares, thread)) / weight_scale;
  let delta_norm = sqrt(workgroup_sum(delta_squares, thread)) / delta_scale;

  var sum = 0.0;
  var saturated = 0.0;
  var dead = 0.0;
  for (var unit = thread; unit < params.O; unit += REDUCE_SIZE) {
    var alive = false;
    for (var row = 0u; row < params.B; row++) {
      let x = n[row * params.O + unit];
      sum += activation(x, params.alpha);
      let slope = abs(activation_derivative(x, params.alpha));
      saturated += select(0.0, 1.0, slope < params.saturation_slope);
      alive = alive || slope >= params.dead_slope;
    }
    dead += select(1.0, 0.0, alive);
  }
  let mean = workgroup_sum(sum, thread) / f32(count);
  var squares = 0.0;
  for (var at = thread; at < count; at += REDUCE_SIZE) {
    squares += square(activation(n[at], params.alpha) - mean);
  }
  let deviation = sqrt(workgroup_sum(squares, thread) / f32(count));
  let saturated_total = workgroup_sum(saturated, thread);
  let dead_total = workgroup_sum(dead, thread);

  if (thread == 0u) {
    let row = 8u * (step.metrics_row * params.L + params.layer);
    metrics[row] = gradient_norm;
    metrics[row + 1u] = gradient_max;
    metrics[row + 2u] = delta_norm;
    metrics[row + 3u] = mean;
    metrics[row + 4u] = deviation;
    metrics[row + 5u] = saturated_total / f32(count);
    metrics[row + 6u] = dead_total / f32(params.O);
    metrics[row + 7u] = select(0.0, change_norm / weight_norm, params.updates != 0u && weight_norm > 0.0);
  }
}

// The weight before this step's update, which has been applied already.
fn weight_before(at: u32) -> f32 {
  return select(parameters[at], parameters[at] - change[at], params.updates != 0u);
}

fn square(x: f32) -> f32 {
  return x * x;
}
