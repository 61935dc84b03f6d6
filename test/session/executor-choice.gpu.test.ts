import { afterAll, beforeAll, expect, it } from 'vitest';
import { createEngineCatalogue } from '../../src/session/engine-catalogue.ts';
import { nodeHost } from '../../src/session/node-host.ts';
import { TrainingSession } from '../../src/session/training-session.ts';
import { record, request, tinySpec } from './sample-runs.ts';

const engines = createEngineCatalogue(nodeHost);
const session = new TrainingSession(engines);
const { losses, last } = record(session);
const ask = (executor: 'auto' | 'fused' | 'tiled') =>
  request({ engine: 'webgpu', executor });

beforeAll(async () => {
  await session.configure(ask('fused'));
  await session.advance(30);
});
afterAll(async () => {
  session.dispose();
  await engines.close();
});

it('goes on from the same state with the other executor', async () => {
  const weights = await session.readParameters();
  const { step, method } = await session.configure(ask('tiled'));
  expect({ step, method }).toEqual({
    step: 30,
    method: { id: 'tiled', reason: 'It was asked for.' },
  });
  expect(await session.readParameters()).toEqual(weights);
  await session.advance(10);

  const alone = new TrainingSession(engines);
  const reference = record(alone);
  await alone.configure(request());
  await alone.advance(40);
  alone.dispose();
  expect(losses).toHaveLength(40);
  losses.forEach((loss, at) => {
    expect(Math.abs(loss / reference.losses[at] - 1)).toBeLessThan(1e-3);
  });
});

it('takes the one that the engine chooses, with a reason', async () => {
  const { method } = await session.configure(ask('auto'));
  expect(method?.id).toBe('fused');
  expect(method?.reason).toMatch(/^A step takes about \d+ multiply-adds a layer, little/);
});

it('leaves the run alone where the executor cannot train the network', async () => {
  const before = last();
  const hidden = [{ units: 4, activation: 'tanh', normalization: 'batch' }];
  const network = { hidden, output: { activation: 'softmax' } };
  const impossible = { ...ask('fused'), spec: tinySpec({ network }) };
  await expect(session.configure(impossible)).rejects.toThrow(
    /cannot train this network: batch normalization.* tiled one, .*\("auto"\)/,
  );
  await session.advance(1);
  expect(last()).toMatchObject({ step: before.step + 1, method: before.method });
});
