// Stochastic gradient descent. k0: learning rate.

fn optimizer_update(
  parameter: f32,
  gradient: f32,
  slots: vec2f,
  k0: vec4f,
  k1: vec4f,
) -> vec3f {
  return vec3f(-k0.x * gradient, slots);
}
