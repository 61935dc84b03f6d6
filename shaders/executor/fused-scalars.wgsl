// The numbers of a network that the fused executor trains: those of the plan, or, in a
// population, each network's own. These stand in `examples` behind the data: a record for each
// network from `members` on, and the optimizer's scalars of each step from `member_steps` on.

// A record: which scalars and which order of batches it has, how many steps it takes, penalty,
// clipping, the loss' parameter, then α of each layer.
const STEPS_GROUP = 0u;
const ORDER_GROUP = 1u;
const STEPS = 2u;
const L1 = 3u;
const L2 = 4u;
const CLIP_NORM = 5u;
const CLIP_VALUE = 6u;
const LOSS_PARAMETER = 7u;
const ALPHAS = 8u;

override POPULATION: bool = false;

fn member(field: u32) -> f32 {
  return examples[params.members + network * (ALPHAS + params.L) + field];
}

fn number(field: u32, of_plan: f32) -> f32 {
  if (POPULATION) {
    return member(field);
  }
  return of_plan;
}

fn alpha_of(l: u32) -> f32 {
  return number(ALPHAS + l, layers[l].alpha);
}

// Eight scalars of the optimizer, in halves; see lib/step.
fn optimizer_scalars(step_index: u32, half: u32) -> vec4f {
  if (POPULATION) {
    let row = u32(member(STEPS_GROUP)) * params.capacity + step_index;
    let at = params.member_steps + 8u * row + 4u * half;
    return vec4f(examples[at], examples[at + 1u], examples[at + 2u], examples[at + 3u]);
  }
  if (half == 0u) {
    return steps[step_index].k0;
  }
  return steps[step_index].k1;
}

fn steps_to_take(of_network: u32) -> u32 {
  if (POPULATION) {
    return u32(examples[params.members + of_network * (ALPHAS + params.L) + STEPS]);
  }
  return params.S;
}

fn example_of(step_index: u32, row: u32) -> u32 {
  var group = 0u;
  if (POPULATION) {
    group = u32(member(ORDER_GROUP));
  }
  return order[(group * params.S + step_index) * params.B + row];
}
