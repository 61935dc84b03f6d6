// Four norms in one reading, of which none overflows or vanishes: each is (Σ (x·inverse)², inverse),
// with a power of two that brings the largest value so far near 1. Scaling by a power of two
// costs no digit.

struct Norms {
  // Magnitudes.
  largest: vec4f,
  sums: vec4f,
  inverses: vec4f,
}

// 2^126: the scale of what has been 0 so far.
const LARGEST_INVERSE = 8.507059e37;

fn no_norms() -> Norms {
  return Norms(vec4f(0.0), vec4f(0.0), vec4f(LARGEST_INVERSE));
}

// The same with a scale that suits values up to `largest`.
fn rescaled(norms: Norms, largest: vec4f) -> Norms {
  let top = max(norms.largest, largest);
  // As inverse_scale of lib/scale, four at once: 2^-e for 2^e below the value.
  let exponents = vec4i((bitcast<vec4u>(top) >> vec4u(23u)) & vec4u(0xffu)) - vec4i(127);
  let wanted = bitcast<vec4f>(vec4u(clamp(-exponents, vec4i(-126), vec4i(126)) + vec4i(127)) << vec4u(23u));
  let inverses = min(norms.inverses, wanted);
  let ratio = inverses / norms.inverses;
  return Norms(top, norms.sums * ratio * ratio, inverses);
}
