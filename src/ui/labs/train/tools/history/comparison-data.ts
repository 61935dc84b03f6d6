import type { RunCurve, RunRecord } from '../../../../run/run-record.ts';

/** Which of the two losses is compared. */
export type ComparedPart = 'test' | 'train';

/** The curves of several runs over one row of increasing steps; null where a run has no value. */
export interface ComparisonData {
  readonly steps: readonly number[];
  readonly lines: readonly (readonly (number | null)[])[];
}

/**
 * @param logarithmic exponents of ten instead of losses, for which nothing but positive
 *   values has one
 */
export function compareCurves(
  runs: readonly Pick<RunRecord, 'curve'>[],
  part: ComparedPart,
  logarithmic = false,
): ComparisonData {
  const steps = [...new Set(runs.flatMap(({ curve }) => curve.steps))].sort(
    (a, b) => a - b,
  );
  const place = new Map(steps.map((step, index) => [step, index]));
  const lines = runs.map(({ curve }) => {
    const line = new Array<number | null>(steps.length).fill(null);
    valuesOf(curve, part).forEach((value, at) => {
      const index = place.get(curve.steps[at]);
      if (index !== undefined) line[index] = visible(value, logarithmic);
    });
    return line;
  });
  return { steps, lines };
}

/** The loss of a run at a step: of its last evaluation up to then; null before the first. */
export function lossAt(curve: RunCurve, part: ComparedPart, step: number): number | null {
  const values = valuesOf(curve, part);
  for (let at = curve.steps.length - 1; at >= 0; at--)
    if (curve.steps[at] <= step && values[at] !== null) return values[at];
  return null;
}

function valuesOf(curve: RunCurve, part: ComparedPart): readonly (number | null)[] {
  return part === 'test' ? curve.test : curve.train;
}

function visible(value: number | null, logarithmic: boolean): number | null {
  if (!logarithmic || value === null) return value;
  return value > 0 ? Math.log10(value) : null;
}
