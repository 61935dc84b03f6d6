// Numbers that WGSL lets an implementation assume away.

// Whether x is neither infinite nor NaN, told by its exponent bits: a compiler may take
// `x != x` for false.
fn is_finite_f32(x: f32) -> bool {
  return (bitcast<u32>(x) & 0x7f800000u) != 0x7f800000u;
}
