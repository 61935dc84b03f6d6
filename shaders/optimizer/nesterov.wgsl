// Nesterov's momentum. Slot: velocity. k0: learning rate, momentum.

fn optimizer_update(
  parameter: f32,
  gradient: f32,
  slots: vec2f,
  k0: vec4f,
  k1: vec4f,
) -> vec3f {
  let velocity = k0.y * slots.x + gradient;
  return vec3f(-k0.x * (gradient + k0.y * velocity), velocity, slots.y);
}
