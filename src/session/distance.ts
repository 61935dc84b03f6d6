/** ‖a − b‖₂ over the larger norm, which counts as `floor` at least; 0 where both are equal. */
export function relativeError(
  a: ArrayLike<number>,
  b: ArrayLike<number>,
  floor: number,
): number {
  const distance = distanceOf(a, b);
  return distance === 0 ? 0 : distance / Math.max(normOf(a), normOf(b), floor);
}

/** ‖values‖₂; scaled by the largest entry, because squares of a vanished gradient underflow. */
export function normOf(values: ArrayLike<number>): number {
  const scale = largest(values);
  if (scale === 0) return 0;
  let sum = 0;
  for (let i = 0; i < values.length; i++) sum += (values[i] / scale) ** 2;
  return scale * Math.sqrt(sum);
}

/** ‖a − b‖₂ */
export function distanceOf(a: ArrayLike<number>, b: ArrayLike<number>): number {
  return normOf(Float64Array.from(a, (value, index) => value - b[index]));
}

/** The largest magnitude; 0 for none. */
export function largest(values: ArrayLike<number>): number {
  let most = 0;
  for (let i = 0; i < values.length; i++) most = Math.max(most, Math.abs(values[i]));
  return most;
}
