import type { Engine, Executor } from './engine.ts';
import { LAYER_FIGURES, type Overflow } from './metrics.ts';
import {
  checkPopulation,
  type Population,
  type PopulationOptions,
  type PopulationResult,
} from './population.ts';

/** A population on an engine, in the best way it has. @throws as `Engine.populate` */
export function createPopulation(
  engine: Engine,
  options: PopulationOptions,
): Promise<Population> {
  return engine.populate?.(options) ?? createSequentialPopulation(engine, options);
}

/**
 * A population on any engine: one network after the other.
 * @throws UserError as `checkPopulation`, and what the engine's `compile` throws
 */
export async function createSequentialPopulation(
  engine: Engine,
  options: PopulationOptions,
): Promise<Population> {
  checkPopulation(options);
  const { plans, training } = options;
  const P = plans[0].parameterCount;
  const parameters = options.parameters.slice();
  const executors: Executor[] = [];
  const dispose = () => {
    for (const executor of executors) executor.dispose();
  };
  try {
    for (const [k, plan] of plans.entries())
      executors.push(
        await engine.compile({
          plan,
          parameters: parameters.slice(k * P, (k + 1) * P),
          training,
        }),
      );
  } catch (error) {
    dispose();
    throw error;
  }
  return new SequentialPopulation(executors, options.metricsEvery ?? 0);
}

class SequentialPopulation implements Population {
  step = 0;
  readonly #executors: readonly Executor[];
  readonly #metricsEvery: number;
  readonly #overflows: (Overflow | null)[];

  constructor(executors: readonly Executor[], metricsEvery: number) {
    this.#executors = executors;
    this.#metricsEvery = metricsEvery;
    this.#overflows = executors.map(() => null);
  }

  get size(): number {
    return this.#executors.length;
  }

  async train(steps: number): Promise<PopulationResult> {
    const firstStep = this.step;
    const every = this.#metricsEvery;
    const measuredSteps = Array.from({ length: steps }, (_, at) => firstStep + at).filter(
      (step) => every > 0 && step % every === 0,
    );
    const row = this.#executors[0].plan.layers.length * LAYER_FIGURES.length;
    const losses = new Float32Array(this.size * steps).fill(NaN);
    const figures = new Float32Array(this.size * measuredSteps.length * row).fill(NaN);
    for (const [k, executor] of this.#executors.entries()) {
      if (this.#overflows[k]) continue;
      const result = await executor.train(steps, { metricsEvery: every });
      losses.set(result.losses, k * steps);
      result.metrics.forEach(({ layers }, at) =>
        figures.set(layers, (k * measuredSteps.length + at) * row),
      );
      this.#overflows[k] = result.overflow;
    }
    this.step += steps;
    return {
      firstStep,
      losses,
      overflows: [...this.#overflows],
      measuredSteps,
      figures,
    };
  }

  async readParameters(): Promise<Float32Array> {
    const P = this.#executors[0].plan.parameterCount;
    const all = new Float32Array(this.size * P);
    for (const [k, executor] of this.#executors.entries())
      all.set(await executor.readParameters(), k * P);
    return all;
  }

  dispose(): void {
    for (const executor of this.#executors) executor.dispose();
  }
}
