// The factor that brings the norm of the gradient down to a limit. Only what an update changes
// counts: the gradients of frozen layers lie between the ranges.
//
// R ranges of the gradients[P], from ranges[R].x up to ranges[R].y:
//   factor[0] = min(1, limit / ‖gradients of the ranges‖₂)
// One workgroup of 64 does it all; an invocation takes every 64th element of a range, four a
// round.
// Needs lib/reduce and lib/scale.

struct Params {
  R: u32,
  limit: f32,
}

@group(0) @binding(0) var<uniform> params: Params;
@group(0) @binding(1) var<storage, read> gradients: array<f32>;
@group(0) @binding(2) var<storage, read> ranges: array<vec2u>;
@group(0) @binding(3) var<storage, read_write> factor: array<f32>;

// Elements that an invocation takes in a round: a GPU has four loads on the way at once, and a
// round costs a software adapter as much as an element.
const ROUND = 4u * REDUCE_SIZE;

@compute @workgroup_size(64)
fn main(@builtin(local_invocation_index) thread: u32) {
  var largest = 0.0;
  for (var r = 0u; r < params.R; r++) {
    let range = ranges[r];
    let rounds_end = end_of_rounds(range);
    for (var at = range.x + thread; at < rounds_end; at += ROUND) {
      let left = max(abs(gradients[at]), abs(gradients[at + REDUCE_SIZE]));
      let right =
        max(abs(gradients[at + 2u * REDUCE_SIZE]), abs(gradients[at + 3u * REDUCE_SIZE]));
      largest = max(largest, max(left, right));
    }
    for (var at = rounds_end + thread; at < range.y; at += REDUCE_SIZE) {
      largest = max(largest, abs(gradients[at]));
    }
  }
  let inverse_unit = inverse_scale(workgroup_max(largest, thread));
  var squares = 0.0;
  for (var r = 0u; r < params.R; r++) {
    let range = ranges[r];
    let rounds_end = end_of_rounds(range);
    for (var at = range.x + thread; at < rounds_end; at += ROUND) {
      let a = gradients[at] * inverse_unit;
      let b = gradients[at + REDUCE_SIZE] * inverse_unit;
      let c = gradients[at + 2u * REDUCE_SIZE] * inverse_unit;
      let d = gradients[at + 3u * REDUCE_SIZE] * inverse_unit;
      squares += a * a;
      squares += b * b;
      squares += c * c;
      squares += d * d;
    }
    for (var at = rounds_end + thread; at < range.y; at += REDUCE_SIZE) {
      let scaled = gradients[at] * inverse_unit;
      squares += scaled * scaled;
    }
  }
  let scaled_norm = sqrt(workgroup_sum(squares, thread));
  if (thread == 0u) {
    let scaled_limit = params.limit * inverse_unit;
    factor[0] = select(1.0, scaled_limit / scaled_norm, scaled_norm > scaled_limit);
  }
}

// Where the rounds of a range end in which there are four elements for everybody.
fn end_of_rounds(range: vec2u) -> u32 {
  return range.y - (range.y - range.x) % ROUND;
}
