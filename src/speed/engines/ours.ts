import type { Engine } from '../../core/engine.ts';
import type { Population, PopulationOptions } from '../../core/population.ts';
import type {
  TimedEngine,
  TimedNetwork,
  DeviceClock,
  PopulationRun,
  ProductRun,
} from '../timed-engine.ts';
import type { PopulationProblem } from '../cases/population-case.ts';
import type { Product } from '../cases/product-case.ts';
import type { Problem } from '../cases/training-case.ts';
import { initialStatistics } from '../../ops/initial-parameters.ts';
import { optimizers } from '../../ops/optimizers/index.ts';

interface Loaded {
  readonly engine: Engine;
  /** Absent where networks are trained one after the other. */
  populate?(options: PopulationOptions): Promise<Population>;
  /** Absent where the products are those of another engine. */
  multiply?(product: Product): Promise<ProductRun>;
  /** Of the device that it computes on. */
  openClock?(): Promise<DeviceClock | null>;
  close?(): Promise<void>;
}

/** Nothing speaks against it. */
export const noObstacle = async (): Promise<null> => null;

/** An engine of this project: the data lies with it and it draws its own batches. */
export function createOwnEngine(
  id: string,
  form: string,
  load: () => Promise<Loaded>,
  obstacle: () => Promise<string | null> = noObstacle,
): TimedEngine {
  let loaded: Loaded | null = null;
  return {
    id,
    form,
    obstacle,
    async start() {
      loaded = await load();
      const availability = await loaded.engine.probe();
      if (!availability.available) throw new Error(availability.reason);
      return availability.adapter;
    },
    async prepare(problem) {
      if (!loaded) throw new Error(`${id} was not started.`);
      return prepare(loaded, problem);
    },
    async populate(problem) {
      if (!loaded) throw new Error(`${id} was not started.`);
      if (!loaded.populate) return null;
      return populationRun(await loaded.populate(problem), problem, loaded.openClock);
    },
    async multiply(product) {
      if (!loaded) throw new Error(`${id} was not started.`);
      if (!loaded.multiply) throw new Error('Its matrix products are those of webgpu.');
      return loaded.multiply(product);
    },
    async close() {
      await loaded?.close?.();
      loaded = null;
    },
  };
}

async function prepare(
  { engine, openClock }: Loaded,
  problem: Problem,
): Promise<TimedNetwork> {
  const { plan, parameters, training, batches } = problem;
  const executor = await engine.compile({ plan, parameters, training });
  const metricsEvery = problem.case.layerNorms ? 1 : 0;
  return {
    async step(count) {
      const { losses, overflow } = await executor.train(count, { metricsEvery });
      if (overflow || losses.length < count) throw new Error('A value overflowed.');
      return losses[count - 1];
    },
    async differentiate(count) {
      const losses = await executor.differentiate(count);
      return losses[count - 1];
    },
    gradients: async () => (await executor.gradients(batches[0])).gradients,
    predict: (inputs) => executor.predict(inputs),
    restart() {
      const { slots } = optimizers.get(plan.training.optimizer.id);
      return executor.writeState({
        step: 0,
        parameters,
        slots: new Float32Array(slots.length * plan.parameterCount),
        statistics: initialStatistics(plan),
      });
    },
    openClock,
    dispose: () => executor.dispose(),
  };
}

function populationRun(
  population: Population,
  { plans }: PopulationProblem,
  openClock: Loaded['openClock'],
): PopulationRun {
  const size = plans.length;
  const train = async (steps: number) => {
    const { losses, overflows } = await population.train(steps);
    if (overflows.some((overflow) => overflow !== null))
      throw new Error('A value overflowed.');
    return losses;
  };
  return {
    stepsAtOnce: size,
    advance: () => train(1),
    step: (count) => train(Math.ceil(count / size)),
    readParameters: () => population.readParameters(),
    openClock,
    dispose: () => population.dispose(),
  };
}
