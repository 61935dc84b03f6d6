// Softplus: log(1 + exp(x)) as max(x, 0) + log(1 + exp(-|x|)); its derivative is the sigmoid.

// exp(-|x|). Beyond 110 it is below the smallest subnormal, so the bound changes nothing
// but keeps the intermediate values of exp finite.
fn softplus_exp(x: f32) -> f32 {
  return exp(-min(abs(x), 110.0));
}

// log(1 + e) for 0 <= e <= 1, with its relative precision for small e, as 2 artanh(s),
// s = e / (2 + e) <= 1/3; the term left out is below 2e-9 of the sum.
fn softplus_log1p(e: f32) -> f32 {
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

fn activation(x: f32, alpha: f32) -> f32 {
  return max(x, 0.0) + softplus_log1p(softplus_exp(x));
}

fn activation_derivative(x: f32, alpha: f32) -> f32 {
  let e = softplus_exp(x);
  return select(e, 1.0, x >= 0.0) / (1.0 + e);
}
