import type { Plan } from '../../../../../core/plan.ts';
import type { RunDescription } from '../../../../../session/handle.ts';
import type { Run } from '../../../../run/run.ts';
import { PacedLoop } from '../../../../run/paced-loop.ts';
import { DistributionHistory } from './distribution-history.ts';
import {
  QuantityReader,
  QUANTITIES,
  sourceOf,
  type QuantityId,
  type Source,
} from './quantities.ts';

const SOURCES: readonly Source[] = ['parameters', 'gradients', 'activations'];

/**
 * Milliseconds: where reading all sources is quicker, those that are not shown are sampled too,
 * and their past is there when they are chosen.
 */
const QUICK = 60;

/** Twice a second at most, and a quarter of the time. */
const PACE = { interval: 500, rest: 3 } as const;

/** Samples the quantities of a run while somebody looks at them, and keeps their past. */
export class DistributionSampler {
  quantity: QuantityId = 'weights';
  readonly #run: Run;
  readonly #onSample: () => void;
  readonly #loop = new PacedLoop(() => this.#sample(), PACE);
  readonly #histories = new Map<QuantityId, DistributionHistory>(
    QUANTITIES.map(({ id }) => [id, new DistributionHistory()]),
  );
  #reader: QuantityReader | null = null;
  #described: RunDescription | null = null;
  /** Milliseconds that each source took last. */
  readonly #durations = new Map<Source, number>();

  /** @param onSample called after each sample */
  constructor(run: Run, onSample: () => void) {
    this.#run = run;
    this.#onSample = onSample;
    this.#loop.stop();
  }

  get history(): DistributionHistory {
    const history = this.#histories.get(this.quantity);
    if (!history) throw new Error(`There is no quantity ${this.quantity}.`);
    return history;
  }

  start(): void {
    document.addEventListener('visibilitychange', this.#onVisibility);
    this.#onVisibility();
    this.#loop.start();
    this.request();
  }

  stop(): void {
    document.removeEventListener('visibilitychange', this.#onVisibility);
    this.#loop.stop();
  }

  /** Says that the run has gone on, or that another quantity is looked at. */
  request(): void {
    this.#loop.request();
  }

  readonly #onVisibility = (): void => {
    this.#loop.hidden = document.hidden;
  };

  async #sample(): Promise<void> {
    const { description } = this.#run;
    if (!description) return;
    const reader = this.#readerFor(description);
    const shown = sourceOf(this.quantity);
    const total = SOURCES.reduce(
      (sum, source) => sum + (this.#durations.get(source) ?? 0),
      0,
    );
    const others = total < QUICK ? SOURCES.filter((source) => source !== shown) : [];
    for (const source of [shown, ...others]) {
      const began = performance.now();
      const readings = await reader.read(source, () => this.#run.step);
      this.#durations.set(source, performance.now() - began);
      // The run was replaced meanwhile; its own news asks for the next sample.
      if (reader !== this.#reader || this.#run.description !== description) return;
      for (const { id } of QUANTITIES) {
        const values = readings[id];
        if (values) this.#histories.get(id)?.add(values.step, values.layers);
      }
      if (source === shown) this.#onSample();
    }
  }

  /** Another network, or the same from the beginning, has another past. */
  #readerFor(description: RunDescription): QuantityReader {
    const before = this.#described;
    if (this.#reader && before === description) return this.#reader;
    const goesOn =
      before && description.step > 0 && sameShape(before.plan, description.plan);
    if (!goesOn) for (const history of this.#histories.values()) history.clear();
    this.#durations.clear();
    this.#described = description;
    this.#reader = new QuantityReader(
      this.#run.session,
      description.plan,
      description.points.train,
    );
    return this.#reader;
  }
}

function sameShape(a: Plan, b: Plan): boolean {
  const shape = ({ layers }: Plan) =>
    layers.map(({ inputs, units }) => `${inputs} ${units}`);
  return shape(a).join() === shape(b).join();
}
