/**
 * The order of one round: forward in even rounds and backward in odd ones (A B B A A B …), so
 * that a machine that grows slower or faster in the meantime favours nobody.
 */
export function roundOrder<T>(subjects: readonly T[], round: number): T[] {
  return round % 2 === 0 ? [...subjects] : [...subjects].reverse();
}
