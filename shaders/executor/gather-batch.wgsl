// Copies the examples of this step's batch from the resident data.
//
// N examples, B rows of the batch, W values a row:
//   source: [N,W] from `start` on → rows [B,W]; order [steps of the submission, B].
// One invocation copies one value.
// Needs lib/step.

struct Params {
  B: u32,
  W: u32,
  start: u32,
}

@group(0) @binding(0) var<uniform> params: Params;
@group(0) @binding(1) var<storage, read> source: array<f32>;
@group(0) @binding(2) var<storage, read> order: array<u32>;
@group(0) @binding(3) var<storage, read_write> rows: array<f32>;

@compute @workgroup_size(64)
fn main(@builtin(global_invocation_id) id: vec3u, @builtin(num_workgroups) groups: vec3u) {
  for (var at = id.x; at < params.B * params.W; at += groups.x * 64u) {
    let example = order[step.index * params.B + at / params.W];
    rows[at] = source[params.start + example * params.W + at % params.W];
  }
}
