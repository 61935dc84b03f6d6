// Hyperbolic tangent. The builtin overflows for large |x| on some drivers, and 1 - tanh^2
// cancels in saturation; both are written in exp(-2|x|) instead.

// Beyond 55 it is below the smallest subnormal, so the bound changes nothing but keeps the
// intermediate values of exp finite.
fn tanh_exp(x: f32) -> f32 {
  return exp(-2.0 * min(abs(x), 55.0));
}

fn activation(x: f32, alpha: f32) -> f32 {
  // Near 0, where 1 - e cancels: Lambert's continued fraction
  // x / (1 + z / (3 + z / (5 + z / (7 + z / 9)))), z = x^2, to 1e-9 relative.
  let near = min(abs(x), 0.625);
  let z = near * near;
  let series = near * (945.0 + z * (105.0 + z)) / (945.0 + z * (420.0 + z * 15.0));
  let e = tanh_exp(x);
  let magnitude = select((1.0 - e) / (1.0 + e), series, abs(x) < 0.625);
  return select(-magnitude, magnitude, x >= 0.0);
}

fn activation_derivative(x: f32, alpha: f32) -> f32 {
  let e = tanh_exp(x);
  return 4.0 * e / ((1.0 + e) * (1.0 + e));
}
