import { afterEach, expect, it } from 'vitest';
import { diagnoseFlow } from '../../src/core/gradient-flow.ts';
import { figureOfLayers } from '../../src/core/metrics.ts';
import { TrainingSession } from '../../src/session/training-session.ts';
import { catalogueWith, request, tinySpec } from './sample-runs.ts';

const closers: (() => void)[] = [];
afterEach(() => {
  for (const close of closers.splice(0)) close();
});

function createSession(): TrainingSession {
  const session = new TrainingSession(catalogueWith());
  closers.push(() => session.dispose());
  return session;
}

it('is that of the network as it is now', async () => {
  const session = createSession();
  const { plan } = await session.configure(request());
  const before = await session.gradientFlow();
  expect(before.step).toBe(0);
  expect(before.layers.length).toBe(plan.layers.length);
  await session.advance(20);
  const after = await session.gradientFlow();
  expect(after.step).toBe(20);
  expect(after.layers[0].delta).not.toBe(before.layers[0].delta);
});

it('has the figures of a step whose batch is all of it', async () => {
  const session = createSession();
  // At most as many examples as are taken.
  const data = { dataset: 'circle', samples: 60, testFraction: 0.5 };
  const metrics: number[][] = [];
  session.subscribe((update) => {
    for (const figures of update.metrics)
      metrics.push([...figureOfLayers(figures, 'deltaNorm')]);
  });
  await session.configure(
    request({
      spec: tinySpec({ data, batchSize: 30 }),
      engine: 'cpu-f64',
      metricsEvery: 1,
    }),
  );
  const { count, layers } = await session.gradientFlow();
  expect(count).toBe(30);
  await session.advance(1);
  layers.forEach(({ delta }, index) =>
    expect(delta / metrics[0][index]).toBeCloseTo(1, 10),
  );
  expect(diagnoseFlow({ step: 0, count, loss: 1, layers }).condition).toBe('healthy');
});
