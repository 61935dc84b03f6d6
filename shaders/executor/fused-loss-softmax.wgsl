// Cross-entropy of the fused executor, one row at a time; formulas as in loss/cross-entropy.
// Writes δ of the output layer and returns (loss, 1 where the row is classified right).

fn row_loss(l: u32, row: u32, example: u32) -> vec2f {
  let start = layers[l].h + row * layers[l].O4;
  var top = -3.4028234e38;
  for (var quad = 0u; quad < layers[l].O4; quad++) {
    top = max(top, max_component(select(vec4f(top), value(start + quad), mask4(quad, layers[l].O) > vec4f(0.0))));
  }
  var total = 0.0;
  for (var quad = 0u; quad < layers[l].O4; quad++) {
    total += dot(exp(value(start + quad) - top), mask4(quad, layers[l].O));
  }
  let log_total = log(total);
  var loss = 0.0;
  var best_target = 0.0;
  var best_target_class = 0u;
  var best_class = 0u;
  var best = top;
  var found = false;
  for (var quad = 0u; quad < layers[l].O4; quad++) {
    let mask = mask4(quad, layers[l].O);
    let shifted = value(start + quad) - top;
    let share = target4(example, quad);
    loss += dot(share * (log_total - shifted), mask);
    set_value(layers[l].delta + row * layers[l].O4 + quad, (exp(shifted) / total - share) / f32(params.B) * mask);
    for (var c = 0u; c < 4u; c++) {
      if (mask[c] > 0.0) {
        if (!found && shifted[c] == 0.0) {
          best_class = 4u * quad + c;
          found = true;
        }
        if (share[c] > best_target) {
          best_target = share[c];
          best_target_class = 4u * quad + c;
        }
      }
    }
  }
  return vec2f(loss, select(0.0, 1.0, best_class == best_target_class));
}
