// The figures of one layer, written to its row of the metrics.
//
// B rows, I inputs, O units; the kernel [I,O] lies in `parameters`, `gradients` and
// `change` at `kernel`; delta[B,O] = ∂L/∂z; n[B,O] inputs of the activation.
// metrics[step.metrics_row, L, 8]: gradient norm and maximum, norm of δ, mean and deviation
// of the activations φ(n), saturated fraction, dead fraction, update ratio.
// The first of two workgroups of 64 measures gradients, updates and errors, of which an
// invocation takes four elements at a time; the second the activations, of which an invocation
// takes every 64th unit. Every value is read once.
// Needs lib/step, lib/reduce-four, lib/norms and the layer's activation.

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
fn main(@builtin(workgroup_id) workgroup: vec3u, @builtin(local_invocation_index) thread: u32) {
  let row = 8u * (step.metrics_row * params.L + params.layer);
  if (workgroup.x == 0u) {
    measure_gradients(row, thread);
  } else {
    measure_activations(row, thread);
  }
}

fn measure_gradients(row: u32, thread: u32) {
  let size = params.I * params.O;
  let count = params.B * params.O;
  // Of gradient, change, weight and δ.
  var norms = no_norms();
  for (var k = thread; k < size; k += INVOCATIONS) {
    let at = params.kernel + k;
    let values = vec4f(gradients[at], change[at], weight_before(at), 0.0);
    norms = rescaled(norms, abs(values));
    norms.sums += square(values * norms.inverses);
  }
  for (var at = 4u * thread; at < count; at += 4u * INVOCATIONS) {
    let errors = four_errors(at, count);
    let tops = abs(errors);
    norms = rescaled(norms, vec4f(0.0, 0.0, 0.0, max(max(tops.x, tops.y), max(tops.z, tops.w))));
    norms.sums.w += dot(errors * norms.inverses.w, errors * norms.inverses.w);
  }
  norms = rescaled(norms, workgroup_max4(norms.largest, thread));
  let totals = sqrt(workgroup_sum4(norms.sums, thread)) / norms.inverses;
  if (thread == 0u) {
    metrics[row] = totals.x;
    metrics[row + 1u] = norms.largest.x;
    metrics[row + 2u] = totals.w;
    metrics[row + 7u] = select(0.0, totals.y / totals.z, params.updates != 0u && totals.z > 0.0);
  }
}

fn measure_activations(row: u32, thread: u32) {
  let count = f32(params.B * params.O);
  // Near the others, or all are far apart: the deviation from it does not cancel.
  let pivot = activation(n[0], params.alpha);
  // Of value − pivot, of its square, of saturated values and of dead units.
  var sums = vec4f(0.0);
  for (var unit = thread; unit < params.O; unit += INVOCATIONS) {
    var alive = false;
    for (var example = 0u; example < params.B; example++) {
      let x = n[example * params.O + unit];
      let shifted = activation(x, params.alpha) - pivot;
      let slope = abs(activation_derivative(x, params.alpha));
      sums += vec4f(shifted, shifted * shifted, select(0.0, 1.0, slope < params.saturation_slope), 0.0);
      alive = alive || slope >= params.dead_slope;
    }
    sums.w += select(1.0, 0.0, alive);
  }
  let totals = workgroup_sum4(sums, thread);
  if (thread == 0u) {
    let shift = totals.x / count;
    metrics[row + 3u] = pivot + shift;
    metrics[row + 4u] = sqrt(max(0.0, totals.y / count - shift * shift));
    metrics[row + 5u] = totals.z / count;
    metrics[row + 6u] = totals.w / f32(params.O);
  }
}

// Four elements of δ, 0 behind the last.
fn four_errors(at: u32, count: u32) -> vec4f {
  let errors = vec4f(delta[at], delta[at + 1u], delta[at + 2u], delta[at + 3u]);
  return select(vec4f(0.0), errors, vec4u(at) + vec4u(0u, 1u, 2u, 3u) < vec4u(count));
}

// The weight before this step's update, which has been applied already.
fn weight_before(at: u32) -> f32 {
  return select(parameters[at], parameters[at] - change[at], params.updates != 0u);
}

fn square(x: vec4f) -> vec4f {
  return x * x;
}
