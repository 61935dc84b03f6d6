// Figures of the layers in the fused executor; formulas as in metric/layer. The network's
// figures stand at `figures_start`, eight a layer. Values are read once: sums of squares keep a
// scale of their own as they go, and deviations are taken from a first value.

fn figures_start(step_index: u32) -> u32 {
  return 8u * params.L * (network * params.metrics_rows + steps[step_index].metrics_row);
}

// Activations, right after the forward pass: the backward pass overwrites them. An invocation
// takes four units, and shares their rows with others while there are invocations enough.
fn measure_activations(step_index: u32) {
  for (var l = 0u; l < params.L; l++) {
    let O4 = layers[l].O4;
    let shares = max(1u, WORKGROUP / O4);
    // Near the others, or all are far apart: the deviation from it does not cancel.
    let pivot = activation_at(l, 0u, 0u, input_of_activation(l, 0u, 0u)).x;
    // Of value − pivot, of its square, and of units that are saturated.
    var sums = vec4f(0.0);
    var dead = 0.0;
    for (var start = 0u; start < O4; start += WORKGROUP) {
      let quad = start + thread % min(O4, WORKGROUP);
      let share = thread / O4;
      let takes = quad < O4 && share < shares;
      let mask = mask4(quad, layers[l].O);
      var alive = vec4f(0.0);
      for (var row = share; takes && row < params.B; row += shares) {
        let n = input_of_activation(l, row * O4 + quad, quad);
        let shifted = (activation_at(l, row * O4 + quad, quad, n) - pivot) * mask;
        let slope = abs(derivative4(l, n));
        sums.x += dot(shifted, vec4f(1.0));
        sums.y += dot(shifted, shifted);
        sums.z += dot(select(vec4f(0.0), mask, slope < vec4f(params.saturation_slope)), vec4f(1.0));
        alive = max(alive, select(vec4f(0.0), mask, slope >= vec4f(params.dead_slope)));
      }
      // What the invocations that share these units saw.
      reduction[thread] = alive;
      workgroupBarrier();
      if (takes && share == 0u) {
        for (var other = 1u; other < shares; other++) {
          alive = max(alive, reduction[thread + other * O4]);
        }
        dead += dot(mask - alive, vec4f(1.0));
      }
      workgroupBarrier();
    }
    sums.w = dead;
    let totals = sum_all(sums);
    if (thread == 0u) {
      let count = f32(params.B * layers[l].O);
      let shift = totals.x / count;
      let at = figures_start(step_index) + 8u * l;
      metrics[at + 3u] = pivot + shift;
      metrics[at + 4u] = sqrt(max(0.0, totals.y / count - shift * shift));
      metrics[at + 5u] = totals.z / count;
      metrics[at + 6u] = totals.w / f32(layers[l].O);
    }
  }
}

// φ(n) of four units: kept, unless an input was added to it.
fn activation_at(l: u32, item: u32, quad: u32, n: vec4f) -> vec4f {
  if (layers[l].residual != 0u && quad < layers[l].I4) {
    return activation4(l, n);
  }
  return value(layers[l].h + item);
}

// Adds four weights: their gradient before clipping, their change and themselves.
fn with_weights(norms: Norms, gradient: vec4f, change: vec4f, w: vec4f) -> Norms {
  let top = vec4f(max_component(abs(gradient)), max_component(abs(change)), max_component(abs(w)), 0.0);
  var result = rescaled(norms, top);
  let g = gradient * result.inverses.x;
  let c = change * result.inverses.y;
  let v = w * result.inverses.z;
  result.sums += vec4f(dot(g, g), dot(c, c), dot(v, v), 0.0);
  return result;
}

// Adds the layer's δ, and writes its figures of gradients, errors and updates.
fn write_norms(of_weights: Norms, l: u32, step_index: u32) {
  var norms = of_weights;
  for (var item = thread; item < params.B * layers[l].O4; item += WORKGROUP) {
    let error = value(layers[l].delta + item);
    norms = rescaled(norms, vec4f(0.0, 0.0, 0.0, max_component(abs(error))));
    let e = error * norms.inverses.w;
    norms.sums.w += dot(e, e);
  }
  norms = rescaled(norms, max_all(norms.largest));
  let totals = sqrt(sum_all(norms.sums)) / norms.inverses;
  if (thread == 0u) {
    let at = figures_start(step_index) + 8u * l;
    metrics[at] = totals.x;
    metrics[at + 1u] = norms.largest.x;
    metrics[at + 2u] = totals.w;
    metrics[at + 7u] = select(0.0, totals.y / totals.z, totals.z > 0.0);
  }
}
