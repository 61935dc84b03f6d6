// Norms in one reading, four at once or one, of which none overflows or vanishes: each is
// (Σ (x·inverse)², inverse), with a power of two that brings the largest value so far near 1. Scaling
// by a power of two costs no digit.

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

// One norm in one reading, likewise.
struct Norm {
  largest: f32,
  sum: f32,
  inverse: f32,
}

fn no_norm() -> Norm {
  return Norm(0.0, 0.0, LARGEST_INVERSE);
}

fn rescaled_one(norm: Norm, largest: f32) -> Norm {
  let top = max(norm.largest, largest);
  let exponent = i32((bitcast<u32>(top) >> 23u) & 0xffu) - 127;
  let wanted = bitcast<f32>(u32(clamp(-exponent, -126, 126) + 127) << 23u);
  let inverse = min(norm.inverse, wanted);
  let ratio = inverse / norm.inverse;
  return Norm(top, norm.sum * ratio * ratio, inverse);
}

// Of four values at once: the largest magnitude, and the sum of the squares.
fn top_of(x: vec4f) -> f32 {
  let tops = abs(x);
  return max(max(tops.x, tops.y), max(tops.z, tops.w));
}

fn squares_of(x: vec4f) -> f32 {
  return dot(x, x);
}
