import type { RunRequest } from './handle.ts';

/**
 * Whether two requests train the same network on the same batches, on whatever engines, so
 * that one can go on from the state of the other. Specs whose fields are equal but stand in
 * another order count as different.
 */
export function isSameTraining(a: RunRequest, b: RunRequest): boolean {
  return JSON.stringify(a.spec) === JSON.stringify(b.spec) && isSameFile(a.csv, b.csv);
}

function isSameFile(a: RunRequest['csv'], b: RunRequest['csv']): boolean {
  if (!(a instanceof Uint8Array) || !(b instanceof Uint8Array)) return a === b;
  return a.length === b.length && a.every((byte, index) => byte === b[index]);
}
