import { expect, it } from 'vitest';
import { Determination } from '../../src/session/determination.ts';
import { TrainingSession } from '../../src/session/training-session.ts';
import { catalogueWith, request, tinySpec } from './sample-runs.ts';

it('compares the residual with that of the mean', () => {
  // By hand: mean 2.5, total 5, residual 0.25 + 0.25 + 0 + 1.
  const fit = new Determination(Float32Array.of(1, 2, 3, 4));
  fit.add(Float32Array.of(1.5, 1.5), Float32Array.of(1, 2));
  fit.add(Float32Array.of(3, 5), Float32Array.of(3, 4));
  expect(fit.value).toBeCloseTo(1 - 1.5 / 5, 12);
});

it('is 0 for the mean, 1 for the targets, and nothing where targets are equal', () => {
  const targets = Float32Array.of(-1, 0, 4);
  const mean = new Determination(targets);
  mean.add(Float32Array.of(1, 1, 1), targets);
  expect(mean.value).toBeCloseTo(0, 12);
  const exact = new Determination(targets);
  exact.add(targets, targets);
  expect(exact.value).toBe(1);
  expect(new Determination(Float32Array.of(2, 2)).value).toBeNull();
});

it.each(['half-squared-error', 'mean-squared-error', 'huber'])(
  'comes with evaluations in regression, whatever the loss (%s)',
  async (loss) => {
    const session = new TrainingSession(catalogueWith());
    const data = { dataset: 'plane', samples: 60, noise: 0.2, testFraction: 0.5 };
    const network = {
      hidden: [{ units: 4, activation: 'tanh' }],
      output: { activation: 'linear' },
    };
    const spec = tinySpec({ data, network, loss });
    const { points } = await session.configure(request({ spec }));
    await session.advance(20);
    const { train, test } = await session.evaluate();
    for (const [part, { inputs, labels }] of [
      [train, points.train],
      [test, points.test],
    ] as const) {
      const outputs = await session.predict(inputs);
      const mean = labels.reduce((sum, label) => sum + label, 0) / labels.length;
      const total = labels.reduce((sum, label) => sum + (label - mean) ** 2, 0);
      const left = labels.reduce((sum, label, at) => sum + (label - outputs[at]) ** 2, 0);
      expect(part.determination).toBeCloseTo(1 - left / total, 9);
    }
    session.dispose();
  },
);

it('does not come in classification', async () => {
  const session = new TrainingSession(catalogueWith());
  await session.configure(request());
  expect((await session.evaluate()).train).not.toHaveProperty('determination');
  session.dispose();
});
