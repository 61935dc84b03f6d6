// Figures of the layers in the fused executor; formulas as in metric/layer. The network's
// figures stand at `figures_start`, eight a layer.

fn figures_start(step_index: u32) -> u32 {
  return 8u * params.L * (network * params.metrics_rows + steps[step_index].metrics_row);
}

// Activations, right after the forward pass: the backward pass overwrites them.
fn measure_activations(step_index: u32) {
  for (var l = 0u; l < params.L; l++) {
    let count = f32(params.B * layers[l].O);
    let alpha = alpha_of(l);
    var sums = vec4f(0.0);
    for (var unit = thread; unit < layers[l].O; unit += WORKGROUP) {
      var alive = false;
      for (var r = 0u; r < params.B; r++) {
        let n = input_of_activation(l, r * layers[l].O4 + unit / 4u, unit / 4u)[unit % 4u];
        sums.x += activation(layers[l].activation, n, alpha);
        let slope = abs(activation_derivative(layers[l].activation, n, alpha));
        sums.y += select(0.0, 1.0, slope < params.saturation_slope);
        alive = alive || slope >= params.dead_slope;
      }
      sums.z += select(1.0, 0.0, alive);
    }
    let totals = sum_all(sums);
    let mean = totals.x / count;
    var squares = 0.0;
    for (var item = thread; item < params.B * layers[l].O4; item += WORKGROUP) {
      let quad = item % layers[l].O4;
      let a = activation4(l, input_of_activation(l, item, quad));
      let centred = (a - mean) * mask4(quad, layers[l].O);
      squares += dot(centred, centred);
    }
    let variance = sum_all(vec4f(squares)).x / count;
    if (thread == 0u) {
      let at = figures_start(step_index) + 8u * l;
      metrics[at + 3u] = mean;
      metrics[at + 4u] = sqrt(variance);
      metrics[at + 5u] = totals.y / count;
      metrics[at + 6u] = totals.z / f32(layers[l].O);
    }
  }
}

// Gradients, errors and updates, right before the parameters are updated.
fn measure_gradients(factor: f32, step_index: u32) {
  for (var l = 0u; l < params.L; l++) {
    let items = layers[l].I * layers[l].O4;
    // Of gradient, change, weight and δ.
    var largest = vec4f(0.0);
    for (var item = thread; item < items; item += WORKGROUP) {
      let gradient = partial(layers[l].partial + item);
      let w = parameter(layers[l].kernel + item);
      let change = change_of(w, gradient * factor, place_of(l, item), false, step_index, l);
      largest.x = max(largest.x, max_component(abs(gradient)));
      largest.y = max(largest.y, max_component(abs(change)));
      largest.z = max(largest.z, max_component(abs(w)));
    }
    for (var item = thread; item < params.B * layers[l].O4; item += WORKGROUP) {
      largest.w = max(largest.w, max_component(abs(value(layers[l].delta + item))));
    }
    let top = max_all(largest);
    let scale = vec4f(inverse_scale(top.x), inverse_scale(top.y), inverse_scale(top.z), inverse_scale(top.w));
    var squares = vec4f(0.0);
    for (var item = thread; item < items; item += WORKGROUP) {
      let w = parameter(layers[l].kernel + item);
      let raw = partial(layers[l].partial + item);
      let change = change_of(w, raw * factor, place_of(l, item), false, step_index, l) * scale.y;
      let gradient = raw * scale.x;
      let weight = w * scale.z;
      squares += vec4f(dot(gradient, gradient), dot(change, change), dot(weight, weight), 0.0);
    }
    for (var item = thread; item < params.B * layers[l].O4; item += WORKGROUP) {
      let error = value(layers[l].delta + item) * scale.w;
      squares.w += dot(error, error);
    }
    let norms = sqrt(sum_all(squares)) / scale;
    if (thread == 0u) {
      let at = figures_start(step_index) + 8u * l;
      metrics[at] = norms.x;
      metrics[at + 1u] = top.x;
      metrics[at + 2u] = norms.w;
      metrics[at + 7u] = select(0.0, norms.y / norms.z, norms.z > 0.0);
    }
  }
}
