// Sigmoid linear unit: x / (1 + exp(-x)).

// exp(-|x|). Beyond 110 it is below the smallest subnormal, so the bound changes nothing
// but keeps the intermediate values of exp finite.
fn silu_exp(x: f32) -> f32 {
  return exp(-min(abs(x), 110.0));
}

fn activation(x: f32, alpha: f32) -> f32 {
  let e = silu_exp(x);
  return x * select(e, 1.0, x >= 0.0) / (1.0 + e);
}

// s(x) (1 + x s(-x)), written in e = exp(-|x|) so that it keeps its precision at both ends.
fn activation_derivative(x: f32, alpha: f32) -> f32 {
  let e = silu_exp(x);
  let d = 1.0 + e;
  return select(e * (d + x), d + x * e, x >= 0.0) / (d * d);
}
