// Sums and maxima over a workgroup of 64 invocations, in a fixed order, so that the same
// input gives the same bits.

const REDUCE_SIZE = 64u;
var<workgroup> reduce_values: array<f32, REDUCE_SIZE>;

// The sum of `value` over all invocations, in each of them.
fn workgroup_sum(value: f32, thread: u32) -> f32 {
  reduce_values[thread] = value;
  workgroupBarrier();
  for (var width = REDUCE_SIZE / 2u; width > 0u; width /= 2u) {
    if (thread < width) {
      reduce_values[thread] += reduce_values[thread + width];
    }
    workgroupBarrier();
  }
  let total = reduce_values[0];
  workgroupBarrier();
  return total;
}

// The largest of `value` over all invocations, in each of them.
fn workgroup_max(value: f32, thread: u32) -> f32 {
  reduce_values[thread] = value;
  workgroupBarrier();
  for (var width = REDUCE_SIZE / 2u; width > 0u; width /= 2u) {
    if (thread < width) {
      reduce_values[thread] = max(reduce_values[thread], reduce_values[thread + width]);
    }
    workgroupBarrier();
  }
  let largest = reduce_values[0];
  workgroupBarrier();
  return largest;
}

// Many short sums: the workgroup is divided into teams of TEAM invocations (a power of two up
// to 64), each of which works on a group of values of its own. A team of one needs no
// barrier at all.
override TEAM: u32 = 64u;
override TEAMS: u32 = REDUCE_SIZE / TEAM;

// Number of an invocation's team in the whole dispatch. Behind the last group there are
// teams without work.
fn team_of(workgroup: u32, thread: u32) -> u32 {
  return workgroup * TEAMS + thread / TEAM;
}

// Number of an invocation in its team.
fn member_of(thread: u32) -> u32 {
  return thread % TEAM;
}

// The sum of `value` over an invocation's team, in each of its members.
fn team_sum(value: f32, thread: u32) -> f32 {
  if (TEAM == 1u) {
    return value;
  }
  reduce_values[thread] = value;
  workgroupBarrier();
  for (var width = TEAM / 2u; width > 0u; width /= 2u) {
    if (member_of(thread) < width) {
      reduce_values[thread] += reduce_values[thread + width];
    }
    workgroupBarrier();
  }
  let total = reduce_values[thread - member_of(thread)];
  workgroupBarrier();
  return total;
}

// The largest of `value` over an invocation's team, in each of its members.
fn team_max(value: f32, thread: u32) -> f32 {
  if (TEAM == 1u) {
    return value;
  }
  reduce_values[thread] = value;
  workgroupBarrier();
  for (var width = TEAM / 2u; width > 0u; width /= 2u) {
    if (member_of(thread) < width) {
      reduce_values[thread] = max(reduce_values[thread], reduce_values[thread + width]);
    }
    workgroupBarrier();
  }
  let largest = reduce_values[thread - member_of(thread)];
  workgroupBarrier();
  return largest;
}
