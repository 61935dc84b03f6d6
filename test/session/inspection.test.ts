import { afterEach, describe, expect, it } from 'vitest';
import { UserError } from '../../src/core/errors.ts';
import { MAX_INSPECTED } from '../../src/session/handle.ts';
import { serveSession } from '../../src/session/serve-session.ts';
import { SessionClient } from '../../src/session/session-client.ts';
import { TrainingSession } from '../../src/session/training-session.ts';
import {
  catalogueWith,
  explodingSpec,
  record,
  request,
  tinySpec,
  untilUpdate,
} from './sample-runs.ts';

const closers: (() => void)[] = [];
afterEach(() => {
  for (const close of closers.splice(0)) close();
});

function createSession(): TrainingSession {
  const session = new TrainingSession(catalogueWith());
  closers.push(() => session.dispose());
  return session;
}

const points = Float32Array.of(0.5, -1, 2, 3, -4, 0);

describe('inspect', () => {
  it.each(['none', 'batch', 'layer'])(
    'gives the outputs of every layer, normalization %s',
    async (normalization) => {
      const session = createSession();
      const hidden = [4, 3].map((units) => ({
        units,
        activation: 'tanh',
        normalization,
        residual: true,
      }));
      const network = { hidden, output: { activation: 'softmax' } };
      await session.configure(request({ spec: tinySpec({ network }) }));
      await session.advance(20);
      const { step, parameters, layers } = await session.inspect(points);
      expect(step).toBe(20);
      expect(parameters).toEqual(await session.readParameters());
      expect(layers.map(({ length }) => length)).toEqual([12, 9, 6]);
      const predictions = await session.predict(points);
      layers[2].forEach((value, at) => expect(value).toBeCloseTo(predictions[at], 6));
      expect(layers[0].some((value) => value < 0)).toBe(true);
    },
  );

  it('refuses inputs of another width, and more than it hands out', async () => {
    const session = createSession();
    await session.configure(request());
    await expect(session.inspect(new Float32Array(3))).rejects.toThrow(
      'There are 3 inputs to inspect; an example of this network has 2.',
    );
    const many = new Float32Array(2 * (Math.floor(MAX_INSPECTED / 6) + 1));
    await expect(session.inspect(many)).rejects.toThrow(UserError);
  });
});

describe('differentiate', () => {
  it('gives the slope of the loss over the training part', async () => {
    const session = createSession();
    await session.configure(request({ engine: 'cpu-f64' }));
    await session.advance(10);
    const { step, count, loss, gradients } = await session.differentiate();
    expect({ step, count }).toEqual({ step: 10, count: 30 });
    expect(loss).toBeCloseTo((await session.evaluate()).train.loss, 12);
    const parameters = await session.readParameters();
    // Along one parameter, by a central difference.
    const shifted = async (change: number) => {
      const moved = parameters.slice();
      moved[3] += change;
      await session.writeParameters(moved);
      return (await session.evaluate()).train.loss;
    };
    const numeric = ((await shifted(1e-4)) - (await shifted(-1e-4))) / 2e-4;
    expect(gradients[3] / numeric).toBeCloseTo(1, 6);
  });
});

describe('writeParameters', () => {
  it('replaces the parameters, reports what they answer, and reset undoes it', async () => {
    const session = createSession();
    const { last } = record(session);
    const { plan } = await session.configure(request());
    const initial = await session.readParameters();
    const before = last().evaluations.at(-1)?.train.loss;
    await session.advance(5);
    const zeros = new Float32Array(plan.parameterCount);
    await session.writeParameters(zeros);
    expect(await session.readParameters()).toEqual(zeros);
    expect(last()).toMatchObject({ state: 'paused', step: 5 });
    // All outputs equal: the loss of a coin.
    expect(last().evaluations.at(-1)?.train.loss).toBeCloseTo(Math.log(2), 6);
    await session.reset();
    expect(await session.readParameters()).toEqual(initial);
    expect(last().evaluations.at(-1)?.train.loss).toBe(before);
  });

  it('does not stop a run that trains', async () => {
    const session = createSession();
    const { plan } = await session.configure(request());
    await session.play();
    await session.writeParameters(new Float32Array(plan.parameterCount).fill(0.1));
    const { step } = await untilUpdate(session, (update) => update.step > 0);
    expect((await untilUpdate(session, (update) => update.step > step)).state).toBe(
      'running',
    );
  });

  it('lets a run go on that an overflow stopped', async () => {
    const session = createSession();
    const { last } = record(session);
    const { plan } = await session.configure(request({ spec: explodingSpec() }));
    await session.advance(1);
    expect(last().state).toBe('stopped');
    await session.writeParameters(new Float32Array(plan.parameterCount));
    expect(last().state).toBe('paused');
    await session.advance(2);
    expect(last()).toMatchObject({ state: 'paused', step: 2 });
  });

  it.each([
    [new Float32Array(3), 'There are 3 parameters; this network has 22.'],
    [new Float32Array(22).fill(NaN, 7), 'Parameter 7 is NaN'],
    [new Float64Array(22).fill(1e39, 21), 'Parameter 21 is 1e+39'],
  ])('refuses what is no set of parameters, and changes nothing', async (given, why) => {
    const session = createSession();
    await session.configure(request());
    const before = await session.readParameters();
    await expect(session.writeParameters(given)).rejects.toThrow(why);
    expect(await session.readParameters()).toEqual(before);
  });
});

describe('readModel', () => {
  const batchNormalized = () => {
    const hidden = [{ units: 4, activation: 'tanh', normalization: 'batch' }];
    return tinySpec({ network: { hidden, output: { activation: 'softmax' } } });
  };

  it('reads a network that another session continues with the same predictions', async () => {
    const session = createSession();
    await session.configure(request({ spec: batchNormalized() }));
    await session.advance(20);
    const model = await session.readModel(points);
    expect(model.step).toBe(20);
    expect(model.parameters).toEqual(await session.readParameters());
    expect(model.statistics.length).toBe(8);
    expect(model.outputs).toEqual((await session.inspect(points)).layers[1]);

    const other = createSession();
    await other.configure(request({ spec: batchNormalized() }));
    await other.writeParameters(model.parameters);
    expect((await other.readModel(points)).outputs).not.toEqual(model.outputs);
    await other.writeParameters(model.parameters, model.statistics);
    expect(await other.readModel(points)).toEqual({ ...model, step: 0 });
  });

  it.each([
    [[1, 2, 3], 'There are 3 running statistics; this network has 8.'],
    [[0, 0, 0, 0, 1, NaN, 1, 1], 'Running statistic 5 is NaN'],
    [[0, 0, 0, 0, 1, 1, -1, 1], 'unit 2 of dense_0 is -1; a variance is never negative'],
  ])('refuses statistics that cannot be, and changes nothing: %o', async (given, why) => {
    const session = createSession();
    const { plan } = await session.configure(request({ spec: batchNormalized() }));
    const before = await session.readModel(points);
    const zeros = new Float32Array(plan.parameterCount);
    await expect(
      session.writeParameters(zeros, Float32Array.from(given)),
    ).rejects.toThrow(why);
    expect(await session.readModel(points)).toEqual(before);
  });
});

it('all of them work across a channel', async () => {
  const { port1, port2 } = new MessageChannel();
  const session = createSession();
  serveSession(session, port2);
  port1.start();
  port2.start();
  closers.push(() => port1.close());
  const remote = new SessionClient(port1);
  await remote.configure(request());
  await remote.writeParameters(new Float32Array(22).fill(0.25));
  expect(await remote.inspect(points)).toEqual(await session.inspect(points));
  expect(await remote.readModel(points)).toEqual(await session.readModel(points));
  expect(await remote.differentiate()).toEqual(await session.differentiate());
});

describe('a change of how a run is trained', () => {
  it.each([
    { optimizer: { id: 'sgd', learningRate: 0.1 } },
    { optimizer: { id: 'adam', learningRate: 0.5 } },
    { schedule: { id: 'step', every: 10, factor: 0.5 } },
    { regularization: { id: 'l2', rate: 0.1 } },
    { clipping: { id: 'norm', limit: 0.01 } },
    { batchSize: 3 },
  ])('goes on from the same weights: %o', async (change) => {
    const session = createSession();
    const { last } = record(session);
    await session.configure(request());
    const initial = await session.readParameters();
    await session.advance(12);
    const weights = await session.readParameters();
    const { step } = await session.configure(request({ spec: tinySpec(change) }));
    expect(step).toBe(12);
    expect(await session.readParameters()).toEqual(weights);
    await session.advance(3);
    expect(last()).toMatchObject({ state: 'paused', step: 15 });
    await session.reset();
    expect(await session.readParameters()).toEqual(initial);
  });

  it.each([{ seed: 8 }, { loss: 'binary-cross-entropy' }])(
    'to another network, data or loss starts anew: %o',
    async (change) => {
      const session = createSession();
      await session.configure(request());
      await session.advance(12);
      const output = { activation: 'loss' in change ? 'sigmoid' : 'softmax' };
      const network = { ...tinySpec().network, output };
      const { step } = await session.configure(
        request({ spec: tinySpec({ network, ...change }) }),
      );
      expect(step).toBe(0);
    },
  );
});
