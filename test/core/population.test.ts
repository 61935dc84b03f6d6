import { describe, expect, it } from 'vitest';
import { checkPopulation, type PopulationOptions } from '../../src/core/population.ts';
import { createPopulation } from '../../src/core/sequential-population.ts';
import { cpuFloat64Engine } from '../../src/engines/cpu/index.ts';
import {
  examplesFor,
  parametersFor,
  planOf,
  type NetworkCase,
} from '../support/networks.ts';

const BASE: NetworkCase = {
  name: 'member',
  inputs: 2,
  hidden: [3],
  outputs: 1,
  batchSize: 4,
  examples: 10,
};

function optionsOf(members: readonly Partial<NetworkCase>[]): PopulationOptions {
  const plans = members.map((member) => planOf({ ...BASE, ...member }));
  const parameters = plans.flatMap((plan) => [...parametersFor(plan)]);
  return {
    plans,
    parameters: Float64Array.from(parameters),
    training: examplesFor(plans[0], 10),
  };
}

describe('checkPopulation', () => {
  it('lets numbers differ', () => {
    const options = optionsOf([
      {},
      { seed: 2, optimizer: ['sgd', { learningRate: 1 }], schedule: 'cosine' },
      { initializer: ['he-normal', { gain: 3 }], biasDeviation: 0.5 },
      { regularization: ['l2', { rate: 0.1 }], clipping: ['norm', { limit: 1 }] },
    ]);
    expect(() => checkPopulation(options)).not.toThrow();
  });

  it.each<[string, Partial<NetworkCase>, string]>([
    ['units', { hidden: [4] }, 'same units in layer 1: network 1 has 4, network 0 has 3'],
    ['layers', { hidden: [3, 3] }, 'same number of layers: network 1 has 3'],
    ['batch size', { batchSize: 5 }, 'same batch size: network 1 has 5'],
    ['loss', { loss: 'huber' }, 'same loss: network 1 has huber'],
    ['optimizer', { optimizer: 'adam' }, 'same optimizer: network 1 has adam'],
    ['activation', { activation: 'relu' }, 'same activation in layer 1: network 1 has'],
    ['frozen', { hidden: [3], frozen: [0] }, 'same freezing of layer 1'],
    ['residual', { hidden: [3], residual: true }, 'same residual connection in layer 1'],
  ])('refuses another %s', (_what, member, message) => {
    const plans = [planOf(BASE), planOf({ ...BASE, ...member })];
    const parameters = new Float64Array(2 * plans[0].parameterCount);
    const options = { plans, parameters, training: examplesFor(plans[0], 10) };
    expect(() => checkPopulation(options)).toThrow(message);
  });

  it('refuses none, and parameters that are not as many', () => {
    const options = optionsOf([{}, {}]);
    expect(() => checkPopulation({ ...options, plans: [] })).toThrow('given none');
    const parameters = options.parameters.slice(1);
    expect(() => checkPopulation({ ...options, parameters })).toThrow(
      'needs 26 numbers; it was given 25',
    );
  });
});

describe('a population on an engine without populations', () => {
  it('trains each network as it would alone', async () => {
    const options = optionsOf([{}, { seed: 3 }]);
    const population = await createPopulation(cpuFloat64Engine, options);
    const { losses } = await population.train(5);
    const alone = await cpuFloat64Engine.compile({
      plan: options.plans[1],
      parameters: options.parameters.slice(13),
      training: options.training,
    });
    expect(losses.subarray(5)).toEqual(Float32Array.from((await alone.train(5)).losses));
    population.dispose();
    alone.dispose();
  });
});
