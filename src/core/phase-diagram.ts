/** One axis of a phase diagram. */
export interface PhaseAxis {
  /** Of a hyperparameter. */
  readonly id: string;
  /** Value of the first and of the last column (or row); `from` < `to`. */
  readonly from: number;
  readonly to: number;
  readonly scale: 'linear' | 'log';
}

/** What becomes of each network of a diagram. */
export const PHASE_OUTCOMES = ['ratio', 'loss', 'divergence'] as const;
/**
 * `ratio`: log₁₀(‖δ‖ of the first hidden layer / ‖δ‖ of the last) at initialization, over the first
 * batch, or its first four examples;
 * `loss`: mean loss of the last tenth of the steps (at least one); `divergence`: the first step
 * whose loss was DIVERGED times that of step 0, or in which a value overflowed.
 */
export type PhaseOutcome = (typeof PHASE_OUTCOMES)[number];

/** Updates that each network of a diagram takes, at most. */
export const MAX_PHASE_STEPS = 10_000;

/** How many times its first one a loss has to be for the run to count as diverged. */
export const DIVERGED = 10;

/** Values of an axis in `count` places, the ends among them. */
export function axisValues({ from, to, scale }: PhaseAxis, count: number): Float64Array {
  const last = Math.max(1, count - 1);
  return Float64Array.from({ length: count }, (_, at) => {
    // Exactly the ends, so that a zoom back arrives where it came from.
    if (at === 0) return from;
    if (at === count - 1) return to;
    const share = at / last;
    return scale === 'log' ? from * (to / from) ** share : from + (to - from) * share;
  });
}

/**
 * Pixels in the order in which they are computed: every eighth of each direction, then every
 * fourth, every second, and all, so that one sees the whole early and coarse, then finer. Pixel
 * `row · columns + column`; each stands in one pass.
 */
export function refinementPasses(columns: number, rows: number): Uint32Array[] {
  const passes: Uint32Array[] = [];
  for (let stride = COARSEST; stride >= 1; stride /= 2) {
    const pass: number[] = [];
    for (let row = 0; row < rows; row += stride)
      for (let column = 0; column < columns; column += stride) {
        const isEarlier =
          stride < COARSEST && row % (2 * stride) === 0 && column % (2 * stride) === 0;
        if (!isEarlier) pass.push(row * columns + column);
      }
    passes.push(Uint32Array.from(pass));
  }
  return passes;
}

/** Stride of the first pass. */
export const COARSEST = 8;

/**
 * The computed pixel that stands for one that is not computed yet: the nearest up and left, on the
 * finest grid that has one; null where there is none.
 */
export function coarseIndex(
  index: number,
  columns: number,
  isKnown: (index: number) => boolean,
): number | null {
  const row = Math.floor(index / columns);
  const column = index % columns;
  for (let stride = 1; stride <= COARSEST; stride *= 2) {
    const at = (row - (row % stride)) * columns + column - (column % stride);
    if (isKnown(at)) return at;
  }
  return null;
}
