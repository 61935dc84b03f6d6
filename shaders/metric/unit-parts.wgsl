// Figures of a layer's activations and errors, in parts: metric/layer puts them together.
//
// B rows, O units; delta[B,O] = ∂L/∂z; n[B,O] inputs of the activation. A workgroup takes `slice`
// units and all their rows.
// parts[first + workgroup, 3]: the sums of φ(n) − pivot and of its square, the number of saturated
// values and of dead units; the pivot; and largest magnitude, sum and inverse (lib/norms) of δ.
// An invocation takes four rows of a unit a round and reads each value once.
// Needs lib/reduce-four, lib/norms and the layer's activation.

struct Params {
  B: u32,
  O: u32,
  slice: u32,
  first: u32,
  alpha: f32,
  saturation_slope: f32,
  dead_slope: f32,
}

@group(0) @binding(0) var<uniform> params: Params;
@group(0) @binding(1) var<storage, read> delta: array<f32>;
@group(0) @binding(2) var<storage, read> n: array<f32>;
@group(0) @binding(3) var<storage, read_write> parts: array<vec4f>;

@compute @workgroup_size(INVOCATIONS)
fn main(@builtin(workgroup_id) workgroup: vec3u, @builtin(local_invocation_index) thread: u32) {
  // Near the others, or all are far apart: the deviation from it does not cancel.
  let pivot = activation(n[0], params.alpha);
  // Of value − pivot, of its square, of saturated values and of dead units.
  var sums = vec4f(0.0);
  var errors = no_norm();
  // Invocations share the rows of a unit while there are enough of them.
  let width = min(params.slice, INVOCATIONS);
  let shares = INVOCATIONS / width;
  let share = thread / width;
  let end = min(params.O, (workgroup.x + 1u) * params.slice);
  for (var start = workgroup.x * params.slice; start < end; start += width) {
    let unit = start + thread % width;
    let takes = share < shares && unit < end;
    var alive = 0.0;
    for (var first = share; takes && first < params.B; first += 4u * shares) {
      let rows = vec4u(first, first + shares, first + 2u * shares, first + 3u * shares);
      let inside = rows < vec4u(params.B);
      let at = rows * params.O + unit;

      let x = vec4f(n[at.x], n[at.y], n[at.z], n[at.w]);
      let shifted = select(vec4f(0.0), activations_of(x) - pivot, inside);
      let slopes = slopes_of(x);
      let saturated = select(vec4f(0.0), vec4f(1.0), inside & (slopes < vec4f(params.saturation_slope)));
      sums += vec4f(dot(shifted, vec4f(1.0)), dot(shifted, shifted), dot(saturated, vec4f(1.0)), 0.0);
      alive = max(alive, top_of(select(vec4f(0.0), slopes, inside)));

      let error = select(vec4f(0.0), vec4f(delta[at.x], delta[at.y], delta[at.z], delta[at.w]), inside);
      errors = rescaled_one(errors, top_of(error));
      errors.sum += squares_of(error * errors.inverse);
    }
    // A unit is dead where none of those that share its rows saw a slope.
    reduce_all[thread].x = alive;
    workgroupBarrier();
    if (takes && share == 0u) {
      for (var other = 1u; other < shares; other++) {
        alive = max(alive, reduce_all[thread + other * width].x);
      }
      sums.w += select(0.0, 1.0, alive < params.dead_slope);
    }
    workgroupBarrier();
  }
  sums = workgroup_sum4(sums, thread);
  errors = rescaled_one(errors, workgroup_max4(vec4f(errors.largest), thread).x);
  let error_sum = workgroup_sum4(vec4f(errors.sum), thread).x;
  if (thread == 0u) {
    let row = 3u * (params.first + workgroup.x);
    parts[row] = sums;
    parts[row + 1u] = vec4f(pivot, 0.0, 0.0, 0.0);
    parts[row + 2u] = vec4f(errors.largest, error_sum, errors.inverse, 0.0);
  }
}

fn activations_of(x: vec4f) -> vec4f {
  return vec4f(
    activation(x.x, params.alpha),
    activation(x.y, params.alpha),
    activation(x.z, params.alpha),
    activation(x.w, params.alpha),
  );
}

fn slopes_of(x: vec4f) -> vec4f {
  return abs(vec4f(
    activation_derivative(x.x, params.alpha),
    activation_derivative(x.y, params.alpha),
    activation_derivative(x.z, params.alpha),
    activation_derivative(x.w, params.alpha),
  ));
}
