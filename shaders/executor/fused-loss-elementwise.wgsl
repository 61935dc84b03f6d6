// A loss over single outputs in the fused executor, one row at a time; formulas as in
// loss/elementwise. Writes δ of the output layer and returns (loss, 1 where the row is
// classified right).

fn row_loss(l: u32, row: u32, example: u32) -> vec2f {
  let loss_parameter = number(LOSS_PARAMETER, params.loss_parameter);
  var loss = 0.0;
  for (var quad = 0u; quad < layers[l].O4; quad++) {
    let at = row * layers[l].O4 + quad;
    let mask = mask4(quad, layers[l].O);
    let u = value(layers[l].h + at);
    let wanted = target4(example, quad);
    var values = vec4f(0.0);
    var slopes = vec4f(0.0);
    for (var c = 0u; c < 4u; c++) {
      values[c] = loss_value(u[c], wanted[c], loss_parameter);
      slopes[c] = loss_derivative(u[c], wanted[c], loss_parameter);
    }
    loss += dot(values, mask);
    let error = params.share * slopes * derivative4(l, value(layers[l].z + at));
    set_value(layers[l].delta + at, error * mask);
  }
  return vec2f(loss * params.reduce, select(0.0, 1.0, is_hit(l, row, example)));
}

fn is_hit(l: u32, row: u32, example: u32) -> bool {
  if (params.classification == 0u) {
    return false;
  }
  let start = layers[l].h + row * layers[l].O4;
  if (layers[l].O == 1u) {
    return (value(start).x > params.boundary) == (target4(example, 0u).x > params.target_boundary);
  }
  var best = value(start).x;
  var best_class = 0u;
  var best_target = target4(example, 0u).x;
  var best_target_class = 0u;
  for (var k = 1u; k < layers[l].O; k++) {
    let u = value(start + k / 4u)[k % 4u];
    let wanted = target4(example, k / 4u)[k % 4u];
    if (u > best) {
      best = u;
      best_class = k;
    }
    if (wanted > best_target) {
      best_target = wanted;
      best_target_class = k;
    }
  }
  return best_class == best_target_class;
}
