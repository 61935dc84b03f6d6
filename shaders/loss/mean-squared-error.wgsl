// Mean squared error: (y - t)^2 for each output.

fn loss_value(u: f32, t: f32, parameter: f32) -> f32 {
  return (u - t) * (u - t);
}

fn loss_derivative(u: f32, t: f32, parameter: f32) -> f32 {
  return 2.0 * (u - t);
}
