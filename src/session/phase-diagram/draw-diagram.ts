import type { Engine } from '../../core/engine.ts';
import { CapacityError } from '../../core/errors.ts';
import { refinementPasses } from '../../core/phase-diagram.ts';
import { createPopulation } from '../../core/sequential-population.ts';
import { DeviceLostError } from '../../gpu/device-lost-error.ts';
import type { EngineCatalogue } from '../engine-catalogue.ts';
import type { PhaseNews, PhaseQuestion, PhaseSummary } from '../phase-handle.ts';
import { yieldToEvents } from '../yield-to-events.ts';
import { DiagramNetworks } from './diagram-networks.ts';
import { createOutcomeCounter, type OutcomeCounter } from './outcomes.ts';

/** Networks of the first population, and of any. */
const FIRST_NETWORKS = 64;
const MOST_NETWORKS = 4096;
/** Parameters that the networks of a population may have together: 64 MiB. */
const MOST_NUMBERS = 2 ** 24;
/** Milliseconds that a population should take: news come after each. */
const POPULATION_MS = 1000;
/** Milliseconds between two chances to cancel it. */
const SUBMISSION_MS = 250;
/** Devices lost over the same networks before the CPU takes over. */
const MOST_LOSSES = 2;

export interface DrawOptions {
  readonly catalogue: EngineCatalogue;
  readonly question: PhaseQuestion;
  /** Pixels that are not to be computed. */
  readonly known?: Uint32Array;
  readonly onNews: (news: PhaseNews) => void;
  readonly isCancelled: () => boolean;
  readonly now: () => number;
}

/** @throws as `PhaseHandle.draw` */
export function drawDiagram(options: DrawOptions): Promise<PhaseSummary> {
  return new Drawing(options).draw();
}

class Drawing {
  readonly #options: DrawOptions;
  readonly #networks: DiagramNetworks;
  #engine!: Engine;
  #adapter = '';
  #networksAtOnce = FIRST_NETWORKS;
  #done = 0;
  /** Devices lost since the last networks that were completed. */
  #losses = 0;

  constructor(options: DrawOptions) {
    this.#options = options;
    this.#networks = new DiagramNetworks(options.question);
  }

  async draw(): Promise<PhaseSummary> {
    const { catalogue, question, known, now, isCancelled } = this.#options;
    const started = now();
    await this.#take((await catalogue.resolve(question.engine)).engine);
    const isKnown = new Set(known);
    this.#done = isKnown.size;
    this.#tell();
    for (const pass of refinementPasses(question.columns, question.rows))
      for (const group of this.#networks.group(
        pass.filter((pixel) => !isKnown.has(pixel)),
      )) {
        let at = 0;
        while (at < group.length && !isCancelled())
          at += await this.#compute(group.subarray(at));
      }
    return {
      complete: this.#done === question.columns * question.rows,
      milliseconds: now() - started,
    };
  }

  async #take(engine: Engine): Promise<void> {
    const availability = await engine.probe();
    this.#engine = engine;
    this.#adapter = availability.available ? availability.adapter : '';
  }

  /** @returns how many of the pixels were computed, from the first on */
  async #compute(pixels: Uint32Array): Promise<number> {
    const first = this.#networks.plan(pixels[0]);
    const most = Math.max(1, Math.floor(MOST_NUMBERS / first.parameterCount));
    const own = pixels.subarray(0, Math.min(this.#networksAtOnce, most));
    try {
      const values = await this.#train(own);
      if (!values) return 0;
      this.#done += own.length;
      this.#losses = 0;
      this.#tell({ pixels: own.slice(), values });
      return own.length;
    } catch (error) {
      await this.#recover(error, own.length);
      return 0;
    }
  }

  /** The outcome of each pixel, or null where it was cancelled. */
  async #train(pixels: Uint32Array): Promise<Float32Array | null> {
    const { question, isCancelled, now } = this.#options;
    const plans = Array.from(pixels, (pixel) => this.#networks.plan(pixel));
    const [{ parameterCount, layers }] = plans;
    const parameters = new Float32Array(plans.length * parameterCount);
    plans.forEach((plan, k) =>
      parameters.set(this.#networks.parameters(plan), k * parameterCount),
    );
    const counter = createOutcomeCounter(question, plans.length, layers.length);
    const population = await createPopulation(this.#engine, {
      plans,
      parameters,
      training: this.#networks.training,
      metricsEvery: counter.metricsEvery,
      steps: counter.steps,
    });
    // What a kernel takes to compile says nothing of the next population.
    const begun = now();
    try {
      let steps = 1;
      let taken = 0;
      while (taken < counter.steps && !counter.isSettled) {
        const started = now();
        counter.take(await population.train(steps));
        taken += steps;
        this.#tellShare(pixels.length, taken, counter);
        await yieldToEvents();
        if (isCancelled()) return null;
        const elapsed = Math.max(0.1, now() - started);
        const fitting = Math.floor((SUBMISSION_MS / elapsed) * steps);
        steps = Math.max(1, Math.min(fitting, 4 * steps, counter.steps - taken));
      }
      this.#adapt(pixels.length, now() - begun);
      return counter.values();
    } finally {
      population.dispose();
    }
  }

  #adapt(networks: number, elapsed: number): void {
    const fitting = Math.floor((POPULATION_MS / Math.max(1, elapsed)) * networks);
    this.#networksAtOnce = Math.max(
      1,
      Math.min(MOST_NETWORKS, 4 * this.#networksAtOnce, fitting),
    );
  }

  /** @throws what cannot be recovered from */
  async #recover(error: unknown, networks: number): Promise<void> {
    if (error instanceof CapacityError && networks > 1) {
      this.#networksAtOnce = Math.min(networks >> 1, error.most ?? Infinity);
      return;
    }
    if (!(error instanceof DeviceLostError) || error.reason === 'destroyed') throw error;
    const { label } = this.#engine;
    this.#losses++;
    if (this.#losses < MOST_LOSSES) {
      this.#tell(
        null,
        `${label} lost its device. It was restored, and the diagram goes on where it was.`,
      );
      return;
    }
    const { engine } = await this.#options.catalogue.resolve('cpu');
    await this.#take(engine);
    this.#tell(
      null,
      `${label} lost its device again. The diagram goes on on ${engine.label}.`,
    );
  }

  #tell(tile: PhaseNews['tile'] = null, notice: string | null = null): void {
    this.#news(this.#done, tile, notice);
  }

  #tellShare(networks: number, taken: number, { steps }: OutcomeCounter): void {
    if (taken < steps) this.#news(this.#done + networks * (taken / steps), null, null);
  }

  #news(done: number, tile: PhaseNews['tile'], notice: string | null): void {
    const { columns, rows } = this.#options.question;
    const { id: engine } = this.#engine;
    this.#options.onNews({
      done,
      total: columns * rows,
      tile,
      notice,
      engine,
      adapter: this.#adapter,
    });
  }
}
