// Exponential linear unit: x above 0, alpha (exp(x) - 1) below; the derivative at 0 is alpha.

// exp(x) for x <= 0. Below -110 it is below the smallest subnormal, so the bound changes
// nothing but keeps the intermediate values of exp finite.
fn elu_exp(x: f32) -> f32 {
  return exp(max(x, -110.0));
}

// exp(x) - 1 for x <= 0: Taylor's series near 0, where the difference cancels (the term
// left out is below 1e-8 of the sum at -0.5).
fn elu_expm1(x: f32) -> f32 {
  let near = max(x, -0.5);
  var series = 1.0 + near / 8.0;
  series = 1.0 + series * near / 7.0;
  series = 1.0 + series * near / 6.0;
  series = 1.0 + series * near / 5.0;
  series = 1.0 + series * near / 4.0;
  series = 1.0 + series * near / 3.0;
  series = 1.0 + series * near / 2.0;
  return select(elu_exp(x) - 1.0, series * near, x > -0.5);
}

fn activation(x: f32, alpha: f32) -> f32 {
  return select(alpha * elu_expm1(min(x, 0.0)), x, x > 0.0);
}

fn activation_derivative(x: f32, alpha: f32) -> f32 {
  return select(alpha * elu_exp(min(x, 0.0)), 1.0, x > 0.0);
}
