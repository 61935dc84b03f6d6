// Leaky rectified linear unit; the derivative at 0 is alpha.

fn activation(x: f32, alpha: f32) -> f32 {
  return select(alpha * x, x, x > 0.0);
}

fn activation_derivative(x: f32, alpha: f32) -> f32 {
  return select(alpha, 1.0, x > 0.0);
}
