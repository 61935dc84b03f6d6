import { afterAll, describe, expect, test } from 'vitest';
import {
  createPopulation,
  createSequentialPopulation,
} from '../../src/core/sequential-population.ts';
import type { Population } from '../../src/core/population.ts';
import { cpuFloat64Engine } from '../../src/engines/cpu/index.ts';
import { createWebgpuEngine } from '../../src/engines/webgpu/index.ts';
import {
  PROPAGATIONS,
  unrollingObstacle,
} from '../../src/engines/webgpu/fused/propagation.ts';
import { expectClose } from '../support/compare.ts';
import { createTestManager } from '../support/gpu-run.ts';
import {
  examplesFor,
  parametersFor,
  planOf,
  type NetworkCase,
} from '../support/networks.ts';

/*
 * A population is held by two promises: network k is, bit for bit, what the fused executor
 * makes of it alone, and all of them are what the float64 reference says.
 */
const manager = createTestManager();
afterAll(() => manager.close());

const EXAMPLES = 23;

const BASE: NetworkCase = {
  name: 'member',
  inputs: 3,
  hidden: [5, 4],
  outputs: 2,
  batchSize: 7,
  examples: EXAMPLES,
  activation: ['leaky-relu', { alpha: 0.1 }],
  loss: ['huber', { delta: 1 }],
  optimizer: ['momentum', { learningRate: 0.05, momentum: 0.9 }],
};

/** One network for each number in which members may differ. */
const MEMBERS: readonly Partial<NetworkCase>[] = [
  {},
  { seed: 2 },
  { optimizer: ['momentum', { learningRate: 0.01, momentum: 0.9 }] },
  { optimizer: ['momentum', { learningRate: 0.05, momentum: 0.5 }], seed: 2 },
  { schedule: ['cosine', {}] },
  { regularization: ['l1', { rate: 0.01 }] },
  { regularization: ['l2', { rate: 0.02 }] },
  { clipping: ['norm', { limit: 0.1 }] },
  { clipping: ['value', { limit: 0.01 }] },
  { loss: ['huber', { delta: 0.25 }] },
  { activation: ['leaky-relu', { alpha: 0.4 }] },
  { initializer: ['glorot-uniform', { gain: 2 }] },
];

function optionsOf(networks: readonly NetworkCase[], metricsEvery?: number) {
  const plans = networks.map(planOf);
  const each = plans.map(parametersFor);
  const P = plans[0].parameterCount;
  const parameters = new Float32Array(plans.length * P);
  each.forEach((values, k) => parameters.set(values, k * P));
  return { plans, parameters, training: examplesFor(plans[0], EXAMPLES), metricsEvery };
}

/** Steps in pieces, so that submissions begin at different steps. */
async function trainInPieces(population: Population) {
  const pieces = [];
  for (const steps of [1, 2, 6]) pieces.push(await population.train(steps));
  return pieces;
}

test('the networks of these tests can be unrolled', () => {
  expect(unrollingObstacle(planOf(BASE))).toBeNull();
});

describe.each(PROPAGATIONS)('population, %s', (propagation) => {
  const engine = createWebgpuEngine(manager, 'fused', propagation);
  const populate = (options: ReturnType<typeof optionsOf>) => {
    if (!engine.populate) throw new Error('The engine makes no populations.');
    return engine.populate(options);
  };

  test.each([0, 2])(
    'each network is what it is alone, bit for bit; metrics every %i',
    async (every) => {
      const networks = MEMBERS.map((member) => ({ ...BASE, ...member }));
      const options = optionsOf(networks, every);
      const population = await populate(options);
      const alone = await createSequentialPopulation(engine, options);
      expect(await trainInPieces(population)).toEqual(await trainInPieces(alone));
      expect(await population.readParameters()).toEqual(await alone.readParameters());
      expect(population.step).toBe(9);
      population.dispose();
      alone.dispose();
    },
  );

  test('agrees with the float64 reference', async () => {
    const networks = MEMBERS.map((member) => ({ ...BASE, ...member }));
    const options = optionsOf(networks, 3);
    const population = await populate(options);
    const reference = await createSequentialPopulation(cpuFloat64Engine, options);
    const actual = await population.train(9);
    const expected = await reference.train(9);
    expectClose('losses', actual.losses, expected.losses, 1e-3);
    expect(actual.measuredSteps).toEqual([0, 3, 6]);
    expectClose('figures', actual.figures, expected.figures, 1e-3);
    expectClose(
      'parameters',
      await population.readParameters(),
      await reference.readParameters(),
      1e-3,
    );
    population.dispose();
    reference.dispose();
  });

  test.each([[[0]], [[1, 2]]])(
    'frozen layers %j stay, and the others train as alone, bit for bit',
    async (frozen) => {
      const networks = MEMBERS.map((member) => ({ ...BASE, ...member, frozen }));
      const options = optionsOf(networks, 2);
      const population = await populate(options);
      const alone = await createSequentialPopulation(engine, options);
      expect(await trainInPieces(population)).toEqual(await trainInPieces(alone));
      const after = await population.readParameters();
      expect(after).toEqual(await alone.readParameters());
      const [{ layers, tensors, parameterCount: P }] = options.plans;
      networks.forEach((_, k) => {
        for (const { layer, name, offset, size } of tensors) {
          const [is, was] = [after, options.parameters].map((all) =>
            all.subarray(k * P + offset, k * P + offset + size),
          );
          if (layers[layer].frozen) expect(is, name).toEqual(was);
          else expect(is, name).not.toEqual(was);
        }
      });
      population.dispose();
      alone.dispose();
    },
  );

  test('a network that overflows stops, and the others go on', async () => {
    const wild = ['momentum', { learningRate: 1e4, momentum: 0.9 }] as const;
    const networks = [{}, { optimizer: wild }, { seed: 5 }].map((member) => ({
      ...BASE,
      loss: 'mean-squared-error',
      ...member,
    }));
    const options = optionsOf(networks, 1);
    const population = await populate(options);
    const alone = await createSequentialPopulation(engine, options);
    const result = await population.train(40);
    expect(result).toEqual(await alone.train(40));
    const [first, second, third] = result.overflows;
    expect(first).toBeNull();
    expect(second?.step).toBeGreaterThan(1);
    expect(third).toBeNull();
    expect(result.losses.subarray(80).every(Number.isFinite)).toBe(true);
    expect(await population.readParameters()).toEqual(await alone.readParameters());
    const more = await population.train(2);
    expect(more.losses.subarray(2, 4)).toEqual(Float32Array.of(NaN, NaN));
    expect(more.overflows[1]).toEqual(second);
    population.dispose();
    alone.dispose();
  });
});

test('networks of which only one has dropout are trained one after the other', async () => {
  const networks = [0, 0.5].map((dropout) => ({ ...BASE, dropout }));
  const options = optionsOf(networks);
  const population = await createPopulation(createWebgpuEngine(manager), options);
  const reference = await createSequentialPopulation(cpuFloat64Engine, options);
  const { losses } = await population.train(3);
  expectClose('losses', losses, (await reference.train(3)).losses, 1e-3);
  population.dispose();
  reference.dispose();
});
