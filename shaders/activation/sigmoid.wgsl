// Sigmoid: 1 / (1 + exp(-x)), and its derivative without the cancellation of s(1 - s).

// exp(-|x|). Beyond 110 it is below the smallest subnormal, so the bound changes nothing
// but keeps the intermediate values of exp finite.
fn sigmoid_exp(x: f32) -> f32 {
  return exp(-min(abs(x), 110.0));
}

fn activation(x: f32, alpha: f32) -> f32 {
  let e = sigmoid_exp(x);
  return select(e, 1.0, x >= 0.0) / (1.0 + e);
}

fn activation_derivative(x: f32, alpha: f32) -> f32 {
  let e = sigmoid_exp(x);
  return e / ((1.0 + e) * (1.0 + e));
}
