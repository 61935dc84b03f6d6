// A loss that is a sum or mean over the outputs of each example, with its gradient through
// the output activation.
//
// B rows, O outputs; n[B,O] inputs of the output activation, u[B,O] what the loss compares
// (the activated outputs; the logits themselves where the loss starts from logits, with
// the activation linear), targets[B,O]:
//   row_loss[B] = reduce · Σ loss(u, t)
//   delta[B,O] = share · loss′(u, t) ∘ φ′(n)
//   row_hit[B] = 1 where the row is classified right
// reduce is 1 or 1/O, share is reduce/B.
// A team of invocations (lib/reduce) takes one row; each takes every TEAMth output.
// Needs lib/reduce, lib/arg-max, a loss and an activation.

struct Params {
  B: u32,
  O: u32,
  reduce: f32,
  share: f32,
  parameter: f32,
  alpha: f32,
  // A single output is one class above this value and the other below; for the target too.
  boundary: f32,
  target_boundary: f32,
  classification: u32,
}

@group(0) @binding(0) var<uniform> params: Params;
@group(0) @binding(1) var<storage, read> n: array<f32>;
@group(0) @binding(2) var<storage, read> u: array<f32>;
@group(0) @binding(3) var<storage, read> targets: array<f32>;
@group(0) @binding(4) var<storage, read_write> delta: array<f32>;
@group(0) @binding(5) var<storage, read_write> row_loss: array<f32>;
@group(0) @binding(6) var<storage, read_write> row_hit: array<f32>;

@compute @workgroup_size(64)
fn main(@builtin(workgroup_id) workgroup: vec3u, @builtin(local_invocation_index) thread: u32) {
  let row = team_of(workgroup.x, thread);
  let is_needed = row < params.B;
  let start = row * params.O;
  var loss = 0.0;
  for (var k = member_of(thread); is_needed && k < params.O; k += TEAM) {
    let at = start + k;
    loss += loss_value(u[at], targets[at], params.parameter);
    let error = params.share * loss_derivative(u[at], targets[at], params.parameter);
    delta[at] = error * activation_derivative(n[at], params.alpha);
  }
  let total = team_sum(loss, thread);
  if (is_needed && member_of(thread) == 0u) {
    row_loss[row] = total * params.reduce;
    row_hit[row] = select(0.0, 1.0, is_hit(start));
  }
}

fn is_hit(start: u32) -> bool {
  if (params.classification == 0u) {
    return false;
  }
  if (params.O == 1u) {
    return (u[start] > params.boundary) == (targets[start] > params.target_boundary);
  }
  return arg_max_agrees(start, params.O);
}

fn prediction_at(at: u32) -> f32 {
  return u[at];
}

fn target_at(at: u32) -> f32 {
  return targets[at];
}
