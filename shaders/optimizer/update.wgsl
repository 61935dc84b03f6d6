// One update of all parameters: clips the gradient, asks the optimizer for the change and
// applies it.
//
// P parameters in L layers; parameters[P], gradients[P], change[P];
// slots[2,P]: the optimizer's memory; layer_ends[L]: where each layer's parameters end.
// change is written only in measured steps.
// An invocation takes every (64 · workgroups)th element.
// Needs lib/step, lib/numerics, lib/report and an optimizer.

struct Params {
  P: u32,
  L: u32,
  // How many slots the optimizer uses: 0, 1 or 2.
  slots: u32,
  // 0 where the gradient is not clipped by its norm.
  clips_norm: u32,
  clip_value: f32,
  // Place of layer 0.
  place: u32,
}

@group(0) @binding(0) var<uniform> params: Params;
@group(0) @binding(1) var<storage, read_write> parameters: array<f32>;
@group(0) @binding(2) var<storage, read> gradients: array<f32>;
@group(0) @binding(3) var<storage, read_write> slots: array<f32>;
@group(0) @binding(4) var<storage, read_write> change: array<f32>;
@group(0) @binding(5) var<storage, read> clip_factor: array<f32>;
@group(0) @binding(6) var<storage, read> layer_ends: array<u32>;
@group(0) @binding(7) var<storage, read_write> status: array<atomic<u32>, 1>;

@compute @workgroup_size(64)
fn main(@builtin(global_invocation_id) id: vec3u, @builtin(num_workgroups) groups: vec3u) {
  for (var at = id.x; at < params.P; at += groups.x * 64u) {
    update(at);
  }
}

fn update(at: u32) {
  var gradient = gradients[at];
  if (params.clips_norm != 0u) {
    gradient *= clip_factor[0];
  }
  gradient = clamp(gradient, -params.clip_value, params.clip_value);
  var memory = vec2f(0.0);
  if (params.slots > 0u) {
    memory.x = slots[at];
  }
  if (params.slots > 1u) {
    memory.y = slots[params.P + at];
  }
  let result = optimizer_update(parameters[at], gradient, memory, step.k0, step.k1);
  let updated = parameters[at] + result.x;
  parameters[at] = updated;
  if (params.slots > 0u) {
    slots[at] = result.y;
  }
  if (params.slots > 1u) {
    slots[params.P + at] = result.z;
  }
  if (step.measured != 0u) {
    change[at] = result.x;
  }
  // A memory that overflowed (the mean square of a gradient of 1e21) would silently stop the
  // parameter from ever moving again.
  if (!(is_finite_f32(updated) && is_finite_f32(result.y) && is_finite_f32(result.z))) {
    var layer = 0u;
    while (layer + 1u < params.L && at >= layer_ends[layer]) {
      layer++;
    }
    report(params.place + layer);
  }
}
