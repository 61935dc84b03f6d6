// Reports values that are not finite. Needs lib/numerics, lib/step and a binding
// `status: array<atomic<u32>, 1>` that starts at 0xffffffff.

// Remembers the earliest report: the step in the high half, in the low half the place in
// the order in which a step computes things.
fn report(place: u32) {
  atomicMin(&status[0], (step.index << 16u) | place);
}

fn report_unless_finite(value: f32, place: u32) {
  if (!is_finite_f32(value)) {
    report(place);
  }
}
