// One update of the parameters from `first` up to `end`: clips the gradient, asks the optimizer
// for the change and applies it. Frozen layers lie between such ranges.
//
// P parameters in L layers; parameters[P], gradients[P], change[P];
// slots[2,P]: the optimizer's memory; layer_ends[L]: where each layer's parameters end.
// change is written only in measured steps.
// A workgroup takes every (workgroups)th block of 256 parameters, and an invocation four of a
// block, 64 apart: neighbours read neighbouring values, and a round through the loop, which
// costs a software adapter as much as an update, is made once for four.
// Needs lib/step, lib/numerics, lib/report and an optimizer.

struct Params {
  P: u32,
  first: u32,
  end: u32,
  L: u32,
  // 0 where the gradient is not clipped by its norm.
  clips_norm: u32,
  clip_value: f32,
  // Place of layer 0.
  place: u32,
}

// How many slots the optimizer uses: 0, 1 or 2.
override SLOT_COUNT: u32 = 2u;

const WORKGROUP = 64u;
const BLOCK = 4u * WORKGROUP;

@group(0) @binding(0) var<uniform> params: Params;
@group(0) @binding(1) var<storage, read_write> parameters: array<f32>;
@group(0) @binding(2) var<storage, read> gradients: array<f32>;
@group(0) @binding(3) var<storage, read_write> slots: array<f32>;
@group(0) @binding(4) var<storage, read_write> change: array<f32>;
@group(0) @binding(5) var<storage, read> clip_factor: array<f32>;
@group(0) @binding(6) var<storage, read> layer_ends: array<u32>;
@group(0) @binding(7) var<storage, read_write> status: array<atomic<u32>, 1>;

// What all parameters share, read once.
struct Rule {
  P: u32,
  end: u32,
  clip_factor: f32,
  clip_value: f32,
  measured: bool,
  k0: vec4f,
  k1: vec4f,
}

@compute @workgroup_size(WORKGROUP)
fn main(
  @builtin(workgroup_id) workgroup: vec3u,
  @builtin(local_invocation_index) thread: u32,
  @builtin(num_workgroups) groups: vec3u,
) {
  var rule = Rule(
    params.P,
    params.end,
    1.0,
    params.clip_value,
    step.measured != 0u,
    step.k0,
    step.k1,
  );
  if (params.clips_norm != 0u) {
    rule.clip_factor = clip_factor[0];
  }
  let first = params.first + workgroup.x * BLOCK + thread;
  let stride = groups.x * BLOCK;
  var is_fine = true;
  for (var at = first; at < rule.end; at += stride) {
    if (at + 3u * WORKGROUP < rule.end) {
      let a = update(at, rule);
      let b = update(at + WORKGROUP, rule);
      let c = update(at + 2u * WORKGROUP, rule);
      let d = update(at + 3u * WORKGROUP, rule);
      is_fine = is_fine & a & b & c & d;
    } else {
      for (var rest = at; rest < rule.end; rest += WORKGROUP) {
        is_fine = is_fine & update(rest, rule);
      }
    }
  }
  // Looked for again only where there is something to find: a branch for each parameter would
  // cost as much as its update.
  if (!is_fine) {
    for (var block = first; block < rule.end; block += stride) {
      let end = min(rule.end, block + BLOCK);
      for (var at = block; at < end; at += WORKGROUP) {
        report_layer(at, rule.P);
      }
    }
  }
}

// Updates one parameter and says whether everything stayed finite. A memory that overflowed
// (the mean square of a gradient of 1e21) would silently stop the parameter from ever moving
// again. The conjunction is one without branches: `&&` may skip its right side.
fn update(at: u32, rule: Rule) -> bool {
  let gradient =
    clamp(gradients[at] * rule.clip_factor, -rule.clip_value, rule.clip_value);
  var memory = vec2f(0.0);
  if (SLOT_COUNT > 0u) {
    memory.x = slots[at];
  }
  if (SLOT_COUNT > 1u) {
    memory.y = slots[rule.P + at];
  }
  let parameter = parameters[at];
  let result = optimizer_update(parameter, gradient, memory, rule.k0, rule.k1);
  let updated = parameter + result.x;
  parameters[at] = updated;
  if (SLOT_COUNT > 0u) {
    slots[at] = result.y;
  }
  if (SLOT_COUNT > 1u) {
    slots[rule.P + at] = result.z;
  }
  if (rule.measured) {
    change[at] = result.x;
  }
  return is_finite_f32(updated) & is_finite_f32(result.y) & is_finite_f32(result.z);
}

// Reports the layer of a parameter that is not finite, or whose memory is not.
fn report_layer(at: u32, P: u32) {
  var is_fine = is_finite_f32(parameters[at]);
  if (SLOT_COUNT > 0u) {
    is_fine = is_fine & is_finite_f32(slots[at]);
  }
  if (SLOT_COUNT > 1u) {
    is_fine = is_fine & is_finite_f32(slots[P + at]);
  }
  if (is_fine) {
    return;
  }
  var layer = 0u;
  while (layer + 1u < params.L && at >= layer_ends[layer]) {
    layer++;
  }
  report(params.place + layer);
}
