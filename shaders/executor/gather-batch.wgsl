// Copies the examples of this step's batch from the resident data.
//
// N examples, B rows of the batch, W values a row:
//   source: [N,W] from `start` on → rows [B,W]; order [steps of the submission, B].
// A team of invocations (lib/reduce) copies one row; each takes every TEAMth value of it.
// Needs lib/step and lib/reduce.

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
fn main(@builtin(workgroup_id) workgroup: vec3u, @builtin(local_invocation_index) thread: u32) {
  let row = team_of(workgroup.x, thread);
  if (row >= params.B) {
    return;
  }
  let example = order[step.index * params.B + row];
  let first = params.start + example * params.W;
  let copied = row * params.W;
  let W = params.W;
  var k = member_of(thread);
  // Four a round: a round costs a software adapter as much as a value.
  for (; k + 3u * TEAM < W; k += 4u * TEAM) {
    rows[copied + k] = source[first + k];
    rows[copied + k + TEAM] = source[first + k + TEAM];
    rows[copied + k + 2u * TEAM] = source[first + k + 2u * TEAM];
    rows[copied + k + 3u * TEAM] = source[first + k + 3u * TEAM];
  }
  for (; k < W; k += TEAM) {
    rows[copied + k] = source[first + k];
  }
}
