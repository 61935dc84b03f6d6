/** Losses of one runner by the number of updates before them. */
export type LossCurve = ReadonlyMap<number, number>;

export interface CurveComparison {
  /** Steps that at least two of the curves have. */
  readonly commonSteps: number;
  /** Largest |a − b| / max(a, b) of two losses after the same step; null where no step is common. */
  readonly lossDifference: number | null;
}

export function compareLosses(curves: readonly LossCurve[]): CurveComparison {
  const common = new Set<number>();
  let worst = 0;
  curves.forEach((first, at) => {
    for (const second of curves.slice(at + 1))
      for (const [step, loss] of first) {
        const other = second.get(step);
        if (other === undefined) continue;
        common.add(step);
        if (loss !== other)
          worst = Math.max(worst, Math.abs(loss - other) / Math.max(loss, other));
      }
  });
  return { commonSteps: common.size, lossDifference: common.size === 0 ? null : worst };
}
