// Linear: the identity.

fn activation(x: f32, alpha: f32) -> f32 {
  return x;
}

fn activation_derivative(x: f32, alpha: f32) -> f32 {
  return 1.0;
}
