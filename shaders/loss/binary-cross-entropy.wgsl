// Binary cross-entropy from the logit u: log(1 + exp(u)) - t u. Both forms are written in
// exp(-|u|), so that large logits neither overflow nor cancel.

// exp(-|u|). Beyond 110 it is below the smallest subnormal, so the bound changes nothing
// but keeps the intermediate values of exp finite.
fn binary_cross_entropy_exp(u: f32) -> f32 {
  return exp(-min(abs(u), 110.0));
}

// log(1 + e) for 0 <= e <= 1, with its relative precision for small e, as 2 artanh(s),
// s = e / (2 + e) <= 1/3; the term left out is below 2e-9 of the sum.
fn binary_cross_entropy_log1p(e: f32) -> f32 {
  let s = e / (2.0 + e);
  let z = s * s;
  var series = 1.0 / 15.0;
  series = 1.0 / 13.0 + z * series;
  series = 1.0 / 11.0 + z * series;
  series = 1.0 / 9.0 + z * series;
  series = 1.0 / 7.0 + z * series;
  series = 1.0 / 5.0 + z * series;
  series = 1.0 / 3.0 + z * series;
  return 2.0 * s * (1.0 + z * series);
}

fn loss_value(u: f32, t: f32, parameter: f32) -> f32 {
  let linear = select(-u * t, u * (1.0 - t), u > 0.0);
  return linear + binary_cross_entropy_log1p(binary_cross_entropy_exp(u));
}

fn loss_derivative(u: f32, t: f32, parameter: f32) -> f32 {
  let e = binary_cross_entropy_exp(u);
  let tail = e / (1.0 + e);
  return select(tail - t, (1.0 - t) - tail, u > 0.0);
}
