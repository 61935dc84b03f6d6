// Four sums or maxima at once over a workgroup, in a fixed order and with three barriers, which
// are what a software adapter is slowest at: it takes a workgroup of a single subgroup.

override INVOCATIONS: u32 = 64u;
override ADDERS: u32 = min(8u, INVOCATIONS);
var<workgroup> reduce_all: array<vec4f, INVOCATIONS>;
var<workgroup> reduce_parts: array<vec4f, ADDERS>;

// The sums of `value` over all invocations, in each of them.
fn workgroup_sum4(value: vec4f, thread: u32) -> vec4f {
  reduce_all[thread] = value;
  workgroupBarrier();
  if (thread < ADDERS) {
    var part = reduce_all[thread];
    for (var k = thread + ADDERS; k < INVOCATIONS; k += ADDERS) {
      part += reduce_all[k];
    }
    reduce_parts[thread] = part;
  }
  workgroupBarrier();
  var total = reduce_parts[0];
  for (var k = 1u; k < ADDERS; k++) {
    total += reduce_parts[k];
  }
  workgroupBarrier();
  return total;
}

// The largest of `value` over all invocations, in each of them.
fn workgroup_max4(value: vec4f, thread: u32) -> vec4f {
  reduce_all[thread] = value;
  workgroupBarrier();
  if (thread < ADDERS) {
    var part = reduce_all[thread];
    for (var k = thread + ADDERS; k < INVOCATIONS; k += ADDERS) {
      part = max(part, reduce_all[k]);
    }
    reduce_parts[thread] = part;
  }
  workgroupBarrier();
  var largest = reduce_parts[0];
  for (var k = 1u; k < ADDERS; k++) {
    largest = max(largest, reduce_parts[k]);
  }
  workgroupBarrier();
  return largest;
}
