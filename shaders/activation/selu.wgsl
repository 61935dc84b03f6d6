// Scaled exponential linear unit (Klambauer et al. 2017, https://arxiv.org/abs/1706.02515).

const SELU_SCALE = 1.0507009873554805;
const SELU_SCALE_ALPHA = 1.7580993408473766;

// exp(x) for x <= 0. Below -110 it is below the smallest subnormal, so the bound changes
// nothing but keeps the intermediate values of exp finite.
fn selu_exp(x: f32) -> f32 {
  return exp(max(x, -110.0));
}

// exp(x) - 1 for x <= 0: Taylor's series near 0, where the difference cancels (the term
// left out is below 1e-8 of the sum at -0.5).
fn selu_expm1(x: f32) -> f32 {
  let near = max(x, -0.5);
  var series = 1.0 + near / 8.0;
  series = 1.0 + series * near / 7.0;
  series = 1.0 + series * near / 6.0;
  series = 1.0 + series * near / 5.0;
  series = 1.0 + series * near / 4.0;
  series = 1.0 + series * near / 3.0;
  series = 1.0 + series * near / 2.0;
  return select(selu_exp(x) - 1.0, series * near, x > -0.5);
}

fn activation(x: f32, alpha: f32) -> f32 {
  return select(SELU_SCALE_ALPHA * selu_expm1(min(x, 0.0)), SELU_SCALE * x, x > 0.0);
}

fn activation_derivative(x: f32, alpha: f32) -> f32 {
  return select(SELU_SCALE_ALPHA * selu_exp(min(x, 0.0)), SELU_SCALE, x > 0.0);
}
