// Huber's loss: a parabola up to |y - t| = parameter, then a line.

fn loss_value(u: f32, t: f32, parameter: f32) -> f32 {
  let distance = abs(u - t);
  let line = parameter * (distance - 0.5 * parameter);
  return select(line, 0.5 * distance * distance, distance <= parameter);
}

fn loss_derivative(u: f32, t: f32, parameter: f32) -> f32 {
  return clamp(u - t, -parameter, parameter);
}
