// Float32 facts that may not be asked with comparisons: WGSL implementations may assume
// that NaN and infinity do not exist, so `x != x` is folded to false.

// Whether x is neither infinite nor NaN: its exponent bits are not all ones.
fn is_finite_f32(x: f32) -> bool {
  return (bitcast<u32>(x) & 0x7f800000u) != 0x7f800000u;
}
