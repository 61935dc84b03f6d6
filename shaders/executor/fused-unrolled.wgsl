// What the unrolled propagation of the fused executor calls; the propagation itself is
// written for each network, see src/kernels/executor/unrolled-propagation.

// Bits of the magnitude: they order as magnitudes do, and tell what is not finite.
fn magnitude_bits(v: vec4f) -> vec4u {
  return bitcast<vec4u>(v) & vec4u(0x7fffffffu);
}

// Reports what was not finite among values of which `seen` is the largest, see lib/report.
fn check_seen(seen: vec4u, step_index: u32, place: u32) {
  if (any(seen >= vec4u(0x7f800000u))) {
    atomicMin(&status[network], (step_index << 16u) | place);
  }
}
