// RMSProp. Slot: mean square. k0: learning rate, decay, 1 - decay, epsilon.

fn optimizer_update(
  parameter: f32,
  gradient: f32,
  slots: vec2f,
  k0: vec4f,
  k1: vec4f,
) -> vec3f {
  let mean_square = k0.y * slots.x + k0.z * gradient * gradient;
  return vec3f(-k0.x * gradient / (sqrt(mean_square) + k0.w), mean_square, slots.y);
}
