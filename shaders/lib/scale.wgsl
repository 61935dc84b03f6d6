// Powers of two for sums of squares: the square of 1e-30 is 0 in float32, so values are
// brought near 1 before they are squared. Scaling by a power of two costs no digit.

// 2^-e for the largest magnitude `largest` ≈ 2^e, itself a normal number; 1 for 0.
fn inverse_scale(largest: f32) -> f32 {
  if (largest == 0.0) {
    return 1.0;
  }
  let exponent = i32((bitcast<u32>(largest) >> 23u) & 0xffu) - 127;
  // Made of its bits: exp2 itself may be off by a few units in the last place.
  return bitcast<f32>(u32(clamp(-exponent, -126, 126) + 127) << 23u);
}
