/** A difference quotient: how a slope is had of values alone. */
export const QUOTIENTS = {
  /** (f(x + h) − f(x)) / h; its error shrinks with h. */
  forward: { label: 'Forward', order: 1 },
  /** (f(x + h) − f(x − h)) / 2h; its error shrinks with h². */
  central: { label: 'Central', order: 2 },
} as const;
export type QuotientKind = keyof typeof QUOTIENTS;

/** The unit roundoff of each precision: half the distance from 1 to the next number. */
export const ROUNDOFF = { float32: 2 ** -24, float64: 2 ** -53 } as const;
export type CalculusPrecision = keyof typeof ROUNDOFF;

type Function1 = (x: number) => number;

/**
 * A slope by values alone. In float32 the step and the quotient are rounded, too; `f` must round itself.
 * @param h above 0
 */
export function differenceQuotient(
  f: Function1,
  x: number,
  h: number,
  kind: QuotientKind,
  precision: CalculusPrecision = 'float64',
): number {
  const round = precision === 'float32' ? Math.fround : (value: number) => value;
  const above = round(x + h);
  const below = kind === 'central' ? round(x - h) : round(x);
  // Over the step that was really taken: x + h is rounded.
  return round(round(f(above) - f(below)) / round(above - below));
}

/** One point of the curve of the error over h. */
export interface QuotientError {
  readonly h: number;
  readonly slope: number;
  /** |slope − f′(x)|; NaN where the quotient has no value. */
  readonly error: number;
}

/**
 * The error for each h: it falls as the quotient comes closer to the tangent, and rises again as f(x + h) and
 * f(x) have fewer and fewer digits that differ.
 * @param exact f′(x)
 */
export function errorsOver(
  steps: readonly number[],
  f: Function1,
  x: number,
  exact: number,
  kind: QuotientKind,
  precision: CalculusPrecision,
): QuotientError[] {
  return steps.map((h) => {
    const slope = differenceQuotient(f, x, h, kind, precision);
    const error = Math.abs(slope - exact);
    return { h, slope, error: Number.isFinite(error) ? error : NaN };
  });
}

/**
 * The h at which truncation and rounding are of the same size. Forward: |f″| h / 2 against 2 u |f| / h, so
 * h = 2 √(u |f / f″|). Central: |f‴| h² / 6 against u |f| / h, so h = ∛(3 u |f / f‴|). With the derivatives
 * taken to be of the size of f where they vanish.
 */
export function bestStep(
  kind: QuotientKind,
  precision: CalculusPrecision,
  value: number,
  higher: number,
): number {
  const u = ROUNDOFF[precision];
  const ratio = Math.abs(value / higher);
  const scale = Number.isFinite(ratio) && ratio > 0 ? ratio : 1;
  return kind === 'forward' ? 2 * Math.sqrt(u * scale) : Math.cbrt(3 * u * scale);
}
