// Sine. WGSL allows its builtin an absolute error of 2^-11, too much for gradients, so the
// argument is reduced here (Cody and Waite, with pi/2 in three parts of which the first two
// have 8 and 11 bits, so that their products with a quadrant below 2^13 are exact). Beyond
// |x| = 8192, where neighbouring floats are 1e-3 apart, the builtins take over.

const SINE_LIMIT = 8192.0;

// The remainder in [-pi/4, pi/4] and the quadrant 0..3, for |x| < SINE_LIMIT.
struct SineArgument {
  remainder: f32,
  quadrant: i32,
}

fn sine_reduce(x: f32) -> SineArgument {
  let k = round(clamp(x, -SINE_LIMIT, SINE_LIMIT) * 0.6366197723675814);
  let head = x - k * 1.5703125;
  let body = head - k * 4.837512969970703125e-4;
  let remainder = body - k * 7.54978995489188216e-8;
  return SineArgument(clamp(remainder, -0.8, 0.8), i32(k) & 3);
}

// Taylor's series; the first term left out is below 1e-8 of the sum.
fn sine_near_zero(r: f32) -> f32 {
  let z = r * r;
  return r + r * z * (-1.0 / 6.0 + z * (1.0 / 120.0 + z * (-1.0 / 5040.0 + z / 362880.0)));
}

fn sine_cosine_near_zero(r: f32) -> f32 {
  let z = r * r;
  let tail = -1.0 / 720.0 + z * (1.0 / 40320.0 - z / 3628800.0);
  return 1.0 + z * (-0.5 + z * (1.0 / 24.0 + z * tail));
}

// sin(remainder + quadrant pi/2)
fn sine_of(remainder: f32, quadrant: i32) -> f32 {
  let magnitude = select(
    sine_near_zero(remainder),
    sine_cosine_near_zero(remainder),
    (quadrant & 1) == 1,
  );
  return select(magnitude, -magnitude, (quadrant & 2) == 2);
}

fn activation(x: f32, alpha: f32) -> f32 {
  let argument = sine_reduce(x);
  return select(sin(x), sine_of(argument.remainder, argument.quadrant), abs(x) < SINE_LIMIT);
}

fn activation_derivative(x: f32, alpha: f32) -> f32 {
  let argument = sine_reduce(x);
  return select(
    cos(x),
    sine_of(argument.remainder, argument.quadrant + 1),
    abs(x) < SINE_LIMIT,
  );
}
