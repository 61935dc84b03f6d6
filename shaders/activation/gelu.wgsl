// Gaussian error linear unit, exact form: x P(x), P the normal distribution function.
// P(-v) = exp(-v^2/2) erfcx(v / sqrt(2)) / 2 for v >= 0 keeps its relative precision in the
// tail, where (1 + erf) / 2 cancels.

const GELU_SQRT_HALF = 0.7071067811865476;
// 1 / sqrt(2 pi)
const GELU_DENSITY = 0.3989422804014327;

// exp(z^2) erfc(z) for z >= 0: a polynomial in 2t - 1, t = 3 / (3 + z), interpolated at
// Chebyshev nodes; the error is below 1e-7 relative.
fn gelu_erfcx(z: f32) -> f32 {
  let t = 3.0 / (3.0 + z);
  let y = 2.0 * t - 1.0;
  var sum = 2.260987852e-5;
  sum = sum * y + 7.030988923e-5;
  sum = sum * y - 1.692835262e-4;
  sum = sum * y - 9.911235675e-4;
  sum = sum * y - 4.107903472e-4;
  sum = sum * y + 8.933907198e-3;
  sum = sum * y + 3.984410023e-2;
  sum = sum * y + 0.1034905708;
  sum = sum * y + 0.1967426585;
  sum = sum * y + 0.2944647447;
  sum = sum * y + 0.3580023041;
  return t * sum;
}

// exp(-v^2/2); beyond an exponent of 110 it is below the smallest subnormal.
fn gelu_exp(v: f32) -> f32 {
  return exp(-min(0.5 * v * v, 110.0));
}

// Beyond 20 the tail is 0 in any case; the bound keeps the square finite.
fn gelu_bounded(x: f32) -> f32 {
  return min(abs(x), 20.0);
}

fn activation(x: f32, alpha: f32) -> f32 {
  let v = gelu_bounded(x);
  let tail = 0.5 * gelu_exp(v) * gelu_erfcx(v * GELU_SQRT_HALF);
  return x * select(tail, 1.0 - tail, x >= 0.0);
}

fn activation_derivative(x: f32, alpha: f32) -> f32 {
  let v = gelu_bounded(x);
  let rest = gelu_exp(v) * (0.5 * gelu_erfcx(v * GELU_SQRT_HALF) - v * GELU_DENSITY);
  return select(rest, 1.0 - rest, x >= 0.0);
}
