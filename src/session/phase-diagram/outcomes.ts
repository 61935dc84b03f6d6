import { LAYER_FIGURES } from '../../core/metrics.ts';
import { DIVERGED } from '../../core/phase-diagram.ts';
import type { PopulationResult } from '../../core/population.ts';
import type { PhaseQuestion } from '../phase-handle.ts';

const DELTA = LAYER_FIGURES.indexOf('deltaNorm');

/** Takes in the steps of a population and says what became of each network. */
export interface OutcomeCounter {
  readonly steps: number;
  /** As `PopulationOptions.metricsEvery`. */
  readonly metricsEvery: number;
  /** Whether nothing that is still to come changes anything. */
  readonly isSettled: boolean;
  take(result: PopulationResult): void;
  /** [networks] */
  values(): Float32Array;
}

/** @param layers of each network, the output layer among them */
export function createOutcomeCounter(
  { outcome, steps }: Pick<PhaseQuestion, 'outcome' | 'steps'>,
  networks: number,
  layers: number,
): OutcomeCounter {
  if (outcome === 'ratio') return new RatioCounter(networks, layers);
  return outcome === 'loss'
    ? new LossCounter(networks, steps)
    : new DivergenceCounter(networks, steps);
}

class RatioCounter implements OutcomeCounter {
  readonly steps = 1;
  readonly metricsEvery = 1;
  isSettled = false;
  readonly #layers: number;
  readonly #values: Float32Array;

  constructor(networks: number, layers: number) {
    this.#layers = layers;
    this.#values = new Float32Array(networks).fill(NaN);
  }

  take({ figures, overflows }: PopulationResult): void {
    const width = LAYER_FIGURES.length;
    overflows.forEach((overflow, k) => {
      const row = k * this.#layers * width + DELTA;
      const first = figures[row];
      const last = figures[row + (this.#layers - 2) * width];
      // A difference of logarithms: the ratio itself may be beyond what a float32 holds. Where
      // nothing came back to either end, nothing came back.
      this.#values[k] = overflow
        ? Infinity
        : first === 0
          ? -Infinity
          : Math.log10(first) - Math.log10(last);
    });
    this.isSettled = true;
  }

  values(): Float32Array {
    return this.#values;
  }
}

/** Share of the steps over whose losses the mean is taken. */
const LAST_SHARE = 0.1;

class LossCounter implements OutcomeCounter {
  readonly metricsEvery = 0;
  readonly isSettled = false;
  readonly #sums: Float64Array;
  readonly #from: number;

  constructor(
    networks: number,
    readonly steps: number,
  ) {
    this.#sums = new Float64Array(networks);
    this.#from = steps - Math.max(1, Math.floor(LAST_SHARE * steps));
  }

  take({ losses, firstStep }: PopulationResult): void {
    const networks = this.#sums.length;
    const taken = losses.length / networks;
    for (let k = 0; k < networks; k++)
      for (let at = Math.max(0, this.#from - firstStep); at < taken; at++) {
        const loss = losses[k * taken + at];
        // NaN stands for a step that was not taken, because the network overflowed.
        this.#sums[k] += Number.isNaN(loss) ? Infinity : loss;
      }
  }

  values(): Float32Array {
    return Float32Array.from(this.#sums, (sum) => sum / (this.steps - this.#from));
  }
}

class DivergenceCounter implements OutcomeCounter {
  readonly metricsEvery = 0;
  readonly #first: Float64Array;
  readonly #at: Float32Array;

  constructor(
    networks: number,
    readonly steps: number,
  ) {
    this.#first = new Float64Array(networks).fill(NaN);
    this.#at = new Float32Array(networks).fill(Infinity);
  }

  get isSettled(): boolean {
    return this.#at.every((step) => step < Infinity);
  }

  take({ losses, firstStep }: PopulationResult): void {
    const networks = this.#at.length;
    const taken = losses.length / networks;
    for (let k = 0; k < networks; k++) {
      if (firstStep === 0) this.#first[k] = losses[k * taken];
      for (let at = 0; at < taken && this.#at[k] === Infinity; at++) {
        const loss = losses[k * taken + at];
        // An overflow leaves NaN, with which no comparison holds.
        if (!(loss <= DIVERGED * this.#first[k])) this.#at[k] = firstStep + at;
      }
    }
  }

  values(): Float32Array {
    return this.#at;
  }
}
