// The memory of the fused executor: what a network needs while it trains lies in
// workgroup memory as far as that reaches, the rest in `scratch`. All of it is addressed in
// vec4f; widths are padded to multiples of 4, and the padding always holds 0.
//
// Three regions, each wholly in one place: parameters, values (activations and errors
// of the batch), partial gradients. The constants say where; being pipeline constants, they
// cost nothing when the kernel runs.

override WORKGROUP: u32 = 64u;
// Invocations that sum over the workgroup.
override REDUCERS: u32 = min(16u, WORKGROUP);
// vec4f in workgroup memory.
override ARENA: u32 = 1u;
override PARAMETERS_LOCAL: bool = false;
override VALUES_LOCAL: bool = false;
override PARTIALS_LOCAL: bool = false;
// What the network does at all: the code for the rest is left out.
override NORMALIZES: bool = true;
override MEASURES: bool = true;
override CLIPS_NORM: bool = true;
override FREEZES: bool = true;
override UPDATES: bool = true;

var<workgroup> arena: array<vec4f, ARENA>;
var<workgroup> reduction: array<vec4f, WORKGROUP>;
var<workgroup> reduced: array<vec4f, REDUCERS>;

// Set at the start: this network's part of `scratch`, and this invocation.
var<private> scratch_base: u32;
var<private> thread: u32;
var<private> network: u32;

fn parameter(at: u32) -> vec4f {
  if (PARAMETERS_LOCAL) {
    return arena[at];
  }
  return scratch[scratch_base + at];
}

fn set_parameter(at: u32, v: vec4f) {
  if (PARAMETERS_LOCAL) {
    arena[at] = v;
  } else {
    scratch[scratch_base + at] = v;
  }
}

fn value(at: u32) -> vec4f {
  if (VALUES_LOCAL) {
    return arena[at];
  }
  return scratch[scratch_base + at];
}

fn set_value(at: u32, v: vec4f) {
  if (VALUES_LOCAL) {
    arena[at] = v;
  } else {
    scratch[scratch_base + at] = v;
  }
}

fn partial(at: u32) -> vec4f {
  if (PARTIALS_LOCAL) {
    return arena[at];
  }
  return scratch[scratch_base + at];
}

fn set_partial(at: u32, v: vec4f) {
  if (PARTIALS_LOCAL) {
    arena[at] = v;
  } else {
    scratch[scratch_base + at] = v;
  }
}

// Lets every invocation see what the others wrote.
fn synchronize() {
  if (!(PARAMETERS_LOCAL && VALUES_LOCAL && PARTIALS_LOCAL)) {
    storageBarrier();
  }
  workgroupBarrier();
}

// Component-wise sum over the workgroup, in a fixed order, in every invocation.
fn sum_all(v: vec4f) -> vec4f {
  reduction[thread] = v;
  workgroupBarrier();
  if (thread < REDUCERS) {
    var sum = vec4f(0.0);
    for (var k = thread; k < WORKGROUP; k += REDUCERS) {
      sum += reduction[k];
    }
    reduced[thread] = sum;
  }
  workgroupBarrier();
  var total = vec4f(0.0);
  for (var k = 0u; k < REDUCERS; k++) {
    total += reduced[k];
  }
  workgroupBarrier();
  return total;
}

// Component-wise maximum over the workgroup, in every invocation.
fn max_all(v: vec4f) -> vec4f {
  reduction[thread] = v;
  workgroupBarrier();
  if (thread < REDUCERS) {
    var largest = reduction[thread];
    for (var k = thread; k < WORKGROUP; k += REDUCERS) {
      largest = max(largest, reduction[k]);
    }
    reduced[thread] = largest;
  }
  workgroupBarrier();
  var largest = reduced[0];
  for (var k = 1u; k < REDUCERS; k++) {
    largest = max(largest, reduced[k]);
  }
  workgroupBarrier();
  return largest;
}

// 1 in the components whose index 4·quad + c lies below `width`, else 0.
fn mask4(quad: u32, width: u32) -> vec4f {
  return select(vec4f(0.0), vec4f(1.0), vec4u(4u * quad) + vec4u(0u, 1u, 2u, 3u) < vec4u(width));
}

fn all_finite(v: vec4f) -> bool {
  return all((bitcast<vec4u>(v) & vec4u(0x7f800000u)) != vec4u(0x7f800000u));
}

// Reports what is not finite, see lib/report: the earliest step and place is remembered.
fn check_finite(v: vec4f, step_index: u32, place: u32) {
  if (!all_finite(v)) {
    atomicMin(&status[network], (step_index << 16u) | place);
  }
}
