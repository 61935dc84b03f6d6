// Backward pass of the fused executor: from δ of the output layer to partial gradients of
// every parameter. Formulas as in the kernels of layer/.
//
// Gradients are sums over the rows of the batch. The rows are cut into segments so that
// there is work for every invocation; the partial sums of segment s stand at
// layers[l].partial + s · layers[l].stride: the kernel's rows, then bias, scale and shift.

fn backward(step_index: u32) {
  for (var down = 0u; down < params.L; down++) {
    let l = params.L - 1u - down;
    if (is_normalized(l)) {
      scale_partials(l);
      synchronize();
      denormalize_rows(l);
      synchronize();
    }
    let place = backward_place(l);
    kernel_partials(l, step_index, place);
    if (l > 0u) {
      errors_below(l, l - 1u);
    }
    synchronize();
  }
}

// Partial sums of the kernel's and the bias' gradients: an invocation takes four inputs and
// four units of one segment.
fn kernel_partials(l: u32, step_index: u32, place: u32) {
  let I4 = layers[l].I4;
  let O4 = layers[l].O4;
  let x_start = layers[l].x;
  let delta = layers[l].delta;
  let blocks = I4 * O4;
  let segments = layers[l].segments;
  let rows = (params.B + segments - 1u) / segments;
  for (var item = thread; item < blocks * segments; item += WORKGROUP) {
    let segment = item / blocks;
    let input = (item % blocks) / O4;
    let quad = item % O4;
    let end = min(params.B, (segment + 1u) * rows);
    var w0 = vec4f(0.0);
    var w1 = vec4f(0.0);
    var w2 = vec4f(0.0);
    var w3 = vec4f(0.0);
    var bias = vec4f(0.0);
    for (var row = segment * rows; row < end; row++) {
      let x = value(x_start + row * I4 + input);
      let error = value(delta + row * O4 + quad);
      w0 += x.x * error;
      w1 += x.y * error;
      w2 += x.z * error;
      w3 += x.w * error;
      bias += error;
    }
    let at = partial_of(l, segment) + 4u * input * layers[l].O4 + quad;
    set_partial(at, w0);
    set_partial(at + layers[l].O4, w1);
    set_partial(at + 2u * layers[l].O4, w2);
    set_partial(at + 3u * layers[l].O4, w3);
    if (input == 0u) {
      // Of errors that are finite the sum need not be: then it is the gradient that overflowed,
      // which the update finds.
      if (!all_finite(bias)) {
        for (var row = segment * rows; row < end; row++) {
          check_finite(value(delta + row * O4 + quad), step_index, place);
        }
      }
      set_partial(partial_of(l, segment) + 4u * layers[l].I4 * layers[l].O4 + quad, bias);
    }
  }
}

fn partial_of(l: u32, segment: u32) -> u32 {
  return layers[l].partial + segment * layers[l].stride;
}

// Partial sums of the gradients of scale and shift; `delta` holds ∂L/∂n.
fn scale_partials(l: u32) {
  let rows = (params.B + layers[l].segments - 1u) / layers[l].segments;
  for (var item = thread; item < layers[l].O4 * layers[l].segments; item += WORKGROUP) {
    let segment = item / layers[l].O4;
    let quad = item % layers[l].O4;
    let end = min(params.B, (segment + 1u) * rows);
    var scale = vec4f(0.0);
    var shift = vec4f(0.0);
    for (var row = segment * rows; row < end; row++) {
      let at = row * layers[l].O4 + quad;
      let error = value(layers[l].delta + at);
      scale = fma(error, value(layers[l].z + at), scale);
      shift += error;
    }
    let at = partial_of(l, segment) + (4u * layers[l].I4 + 1u) * layers[l].O4 + quad;
    set_partial(at, scale);
    set_partial(at + layers[l].O4, shift);
  }
}

// ∂L/∂n becomes δ = ∂L/∂z, row by row.
fn denormalize_rows(l: u32) {
  for (var row = thread; row < params.B; row += WORKGROUP) {
    let start = row * layers[l].O4;
    var sum = 0.0;
    var projection = 0.0;
    for (var quad = 0u; quad < layers[l].O4; quad++) {
      let d = parameter(layers[l].scale + quad) * value(layers[l].delta + start + quad);
      sum += d.x + d.y + d.z + d.w;
      projection += dot(d, value(layers[l].z + start + quad));
    }
    let mean = sum / f32(layers[l].O);
    let mean_projection = projection / f32(layers[l].O);
    let inverse_deviation = value(layers[l].deviation + row).x;
    for (var quad = 0u; quad < layers[l].O4; quad++) {
      let at = start + quad;
      let d = parameter(layers[l].scale + quad) * value(layers[l].delta + at);
      let error = inverse_deviation * (d - mean - value(layers[l].z + at) * mean_projection);
      set_value(layers[l].delta + at, error * mask4(quad, layers[l].O));
    }
  }
}

// Error of the layer below: an invocation computes four of its units in four rows.
fn errors_below(l: u32, below: u32) {
  let B = params.B;
  let I4 = layers[l].I4;
  let O4 = layers[l].O4;
  let kernel = layers[l].kernel;
  let delta = layers[l].delta;
  let blocks = (B + 3u) / 4u;
  for (var item = thread; item < blocks * I4; item += WORKGROUP) {
    let input = item % I4;
    let row = 4u * (item / I4);
    let row1 = min(row + 1u, B - 1u);
    let row2 = min(row + 2u, B - 1u);
    let row3 = min(row + 3u, B - 1u);
    var dh0 = vec4f(0.0);
    var dh1 = vec4f(0.0);
    var dh2 = vec4f(0.0);
    var dh3 = vec4f(0.0);
    for (var quad = 0u; quad < O4; quad++) {
      let w = kernel + 4u * input * O4 + quad;
      let w0 = parameter(w);
      let w1 = parameter(w + O4);
      let w2 = parameter(w + 2u * O4);
      let w3 = parameter(w + 3u * O4);
      dh0 += multiply_transposed(value(delta + row * O4 + quad), w0, w1, w2, w3);
      dh1 += multiply_transposed(value(delta + row1 * O4 + quad), w0, w1, w2, w3);
      dh2 += multiply_transposed(value(delta + row2 * O4 + quad), w0, w1, w2, w3);
      dh3 += multiply_transposed(value(delta + row3 * O4 + quad), w0, w1, w2, w3);
    }
    var products = array(dh0, dh1, dh2, dh3);
    for (var r = row; r <= row3; r++) {
      error_of(l, below, r, input, products[r - row]);
    }
  }
}

// Wᵀ·δ for four units: row c of W is wc.
fn multiply_transposed(error: vec4f, w0: vec4f, w1: vec4f, w2: vec4f, w3: vec4f) -> vec4f {
  return vec4f(dot(error, w0), dot(error, w1), dot(error, w2), dot(error, w3));
}

// Skip and activation of four units of the layer below in one row.
fn error_of(l: u32, below: u32, row: u32, input: u32, product: vec4f) {
  let item = row * layers[l].I4 + input;
  var dh = product;
  if (layers[l].residual != 0u && input < layers[l].O4) {
    // The skip reaches only as far as both widths do.
    let width = min(layers[l].I, layers[l].O);
    dh += value(layers[l].dh + row * layers[l].O4 + input) * mask4(input, width);
  }
  if (layers[below].residual != 0u) {
    set_value(layers[below].dh + item, dh);
  }
  let n = input_of_activation(below, item, input);
  set_value(layers[below].delta + item, dh * derivative4(below, n) * mask4(input, layers[below].O));
}
