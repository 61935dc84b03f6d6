// Softmax and cross-entropy from logits, and their gradient, in one.
//
// B rows, O classes; z[B,O] logits, targets[B,O] with rows that sum to 1:
//   row_loss[B] = Σ t·(log Σ exp z − z);  delta[B,O] = (softmax(z) − t)/B
//   row_hit[B] = 1 where the largest logit is that of the largest target
// A team of invocations (lib/reduce) takes one row; each takes every TEAMth class.
// Needs lib/reduce and lib/arg-max.

struct Params {
  B: u32,
  O: u32,
}

@group(0) @binding(0) var<uniform> params: Params;
@group(0) @binding(1) var<storage, read> z: array<f32>;
@group(0) @binding(2) var<storage, read> targets: array<f32>;
@group(0) @binding(3) var<storage, read_write> delta: array<f32>;
@group(0) @binding(4) var<storage, read_write> row_loss: array<f32>;
@group(0) @binding(5) var<storage, read_write> row_hit: array<f32>;

@compute @workgroup_size(64)
fn main(@builtin(workgroup_id) workgroup: vec3u, @builtin(local_invocation_index) thread: u32) {
  let row = team_of(workgroup.x, thread);
  let is_needed = row < params.B;
  let start = row * params.O;
  // The largest finite float32, negated: below any logit.
  var largest = -3.4028234e38;
  for (var k = member_of(thread); is_needed && k < params.O; k += TEAM) {
    largest = max(largest, z[start + k]);
  }
  let top = team_max(largest, thread);
  var sum = 0.0;
  for (var k = member_of(thread); is_needed && k < params.O; k += TEAM) {
    sum += exp(z[start + k] - top);
  }
  let total = team_sum(sum, thread);
  // Kept apart from `top`: their sum would lose the digits of log_total for large logits.
  let log_total = log(total);
  var loss = 0.0;
  for (var k = member_of(thread); is_needed && k < params.O; k += TEAM) {
    let shifted = z[start + k] - top;
    let target_share = targets[start + k];
    loss += target_share * (log_total - shifted);
    delta[start + k] = (exp(shifted) / total - target_share) / f32(params.B);
  }
  let row_total = team_sum(loss, thread);
  if (is_needed && member_of(thread) == 0u) {
    row_loss[row] = row_total;
    row_hit[row] = select(0.0, 1.0, arg_max_agrees(start, params.O));
  }
}

fn prediction_at(at: u32) -> f32 {
  return z[at];
}

fn target_at(at: u32) -> f32 {
  return targets[at];
}
