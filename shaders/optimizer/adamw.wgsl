// Adam with decoupled weight decay. Slots: mean, mean square.
// k0: learning rate / (1 - beta1^t), beta1, 1 - beta1, beta2;
// k1: 1 - beta2, 1 / sqrt(1 - beta2^t), epsilon, learning rate * weight decay.

fn optimizer_update(
  parameter: f32,
  gradient: f32,
  slots: vec2f,
  k0: vec4f,
  k1: vec4f,
) -> vec3f {
  let mean = k0.y * slots.x + k0.z * gradient;
  let mean_square = k0.w * slots.y + k1.x * gradient * gradient;
  let step = -k0.x * mean / (sqrt(mean_square) * k1.y + k1.z);
  return vec3f(step - k1.w * parameter, mean, mean_square);
}
