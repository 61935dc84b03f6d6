// Forward pass of the fused executor, layer by layer; formulas as in layer/dense and
// layer/normalization. An invocation computes four units of one row at a time.

fn gather(step_index: u32) {
  let l = 0u;
  for (var item = thread; item < params.B * layers[l].I4; item += WORKGROUP) {
    let row = item / layers[l].I4;
    let quad = item % layers[l].I4;
    let example = example_of(step_index, row);
    var v = vec4f(0.0);
    for (var c = 0u; c < 4u; c++) {
      let column = 4u * quad + c;
      if (column < layers[l].I) {
        v[c] = examples[example * layers[l].I + column];
      }
    }
    set_value(layers[l].x + item, v);
  }
}

fn forward(step_index: u32) {
  for (var l = 0u; l < params.L; l++) {
    affine(l, step_index);
    synchronize();
    if (is_normalized(l)) {
      normalize_rows(l);
      synchronize();
      let O4 = layers[l].O4;
      for (var item = thread; item < params.B * O4; item += WORKGROUP) {
        finish_layer(l, item / O4, item % O4, step_index);
      }
      synchronize();
    }
  }
}

// z = x·W + b: an invocation computes four units of four rows at a time, so that each
// weight it fetches is used four times. Where the layer is not normalized it goes on to h.
fn affine(l: u32, step_index: u32) {
  let B = params.B;
  let I4 = layers[l].I4;
  let O4 = layers[l].O4;
  let kernel = layers[l].kernel;
  let bias = layers[l].bias;
  let input = layers[l].x;
  let output = layers[l].z;
  let blocks = (B + 3u) / 4u;
  for (var item = thread; item < blocks * O4; item += WORKGROUP) {
    let quad = item % O4;
    // Rows behind the last are computed as the last again.
    let row = 4u * (item / O4);
    let row1 = min(row + 1u, B - 1u);
    let row2 = min(row + 2u, B - 1u);
    let row3 = min(row + 3u, B - 1u);
    var sum0 = parameter(bias + quad);
    var sum1 = sum0;
    var sum2 = sum0;
    var sum3 = sum0;
    var w = kernel + quad;
    for (var k = 0u; k < I4; k++) {
      let w0 = parameter(w);
      let w1 = parameter(w + O4);
      let w2 = parameter(w + 2u * O4);
      let w3 = parameter(w + 3u * O4);
      w += 4u * O4;
      sum0 = multiply_add(value(input + row * I4 + k), w0, w1, w2, w3, sum0);
      sum1 = multiply_add(value(input + row1 * I4 + k), w0, w1, w2, w3, sum1);
      sum2 = multiply_add(value(input + row2 * I4 + k), w0, w1, w2, w3, sum2);
      sum3 = multiply_add(value(input + row3 * I4 + k), w0, w1, w2, w3, sum3);
    }
    set_value(output + row * O4 + quad, sum0);
    set_value(output + row1 * O4 + quad, sum1);
    set_value(output + row2 * O4 + quad, sum2);
    set_value(output + row3 * O4 + quad, sum3);
    if (is_normalized(l)) {
      // One by one: the sum of four that are finite need not be.
      check_finite(sum0, step_index, l);
      check_finite(sum1, step_index, l);
      check_finite(sum2, step_index, l);
      check_finite(sum3, step_index, l);
    } else {
      for (var r = row; r <= row3; r++) {
        finish_layer(l, r, quad, step_index);
      }
    }
  }
}

// x·W for four inputs: row c of W is wc.
fn multiply_add(x: vec4f, w0: vec4f, w1: vec4f, w2: vec4f, w3: vec4f, sum: vec4f) -> vec4f {
  return sum + x.x * w0 + x.y * w1 + x.z * w2 + x.w * w3;
}

// Activation and residual connection.
fn finish_layer(l: u32, row: u32, quad: u32, step_index: u32) {
  let item = row * layers[l].O4 + quad;
  let n = input_of_activation(l, item, quad);
  var h = activation4(l, n);
  if (layers[l].residual != 0u && quad < layers[l].I4) {
    h += value(layers[l].x + row * layers[l].I4 + quad);
  }
  h *= mask4(quad, layers[l].O);
  // n apart from h: an activation such as max(0, n) may hide a NaN.
  check_finite(h, step_index, l);
  check_finite(n, step_index, l);
  set_value(layers[l].h + item, h);
}

// Layer normalization: replaces z by its standardized values and keeps the inverse
// deviation of each row. An invocation takes whole rows.
fn normalize_rows(l: u32) {
  for (var row = thread; row < params.B; row += WORKGROUP) {
    let start = layers[l].z + row * layers[l].O4;
    var sum = 0.0;
    for (var quad = 0u; quad < layers[l].O4; quad++) {
      sum += dot(value(start + quad), mask4(quad, layers[l].O));
    }
    let mean = sum / f32(layers[l].O);
    var largest = 0.0;
    for (var quad = 0u; quad < layers[l].O4; quad++) {
      largest = max(largest, max_component(abs(value(start + quad) - mean) * mask4(quad, layers[l].O)));
    }
    let inverse_unit = min(1.0, inverse_scale(largest));
    var squares = 0.0;
    for (var quad = 0u; quad < layers[l].O4; quad++) {
      let centred = (value(start + quad) - mean) * inverse_unit * mask4(quad, layers[l].O);
      squares += dot(centred, centred);
    }
    let scaled_epsilon = params.epsilon * inverse_unit * inverse_unit;
    let inverse_deviation = inverse_unit / sqrt(squares / f32(layers[l].O) + scaled_epsilon);
    for (var quad = 0u; quad < layers[l].O4; quad++) {
      set_value(start + quad, (value(start + quad) - mean) * inverse_deviation * mask4(quad, layers[l].O));
    }
    set_value(layers[l].deviation + row, vec4f(inverse_deviation));
  }
}
