// Whether prediction and target have their largest value at the same place. The kernel
// that uses this declares prediction_at(at) and target_at(at). One invocation reads all;
// the first of equal values counts.

fn arg_max_agrees(start: u32, length: u32) -> bool {
  var best_prediction = 0u;
  var best_target = 0u;
  for (var k = 1u; k < length; k++) {
    if (prediction_at(start + k) > prediction_at(start + best_prediction)) {
      best_prediction = k;
    }
    if (target_at(start + k) > target_at(start + best_target)) {
      best_target = k;
    }
  }
  return best_prediction == best_target;
}
