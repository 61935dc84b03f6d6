import { expect, it } from 'vitest';
import { DEFAULT_SPEC } from '../../../src/spec/default-spec.ts';
import { EngineTimes } from '../../../src/ui/run/engine-times.ts';
import { describeRequest } from '../support/fake-session.ts';

const description = (spec = DEFAULT_SPEC) =>
  describeRequest({ spec, engine: 'cpu', metricsEvery: 0 });

it('keeps the last time of each engine and executor, until the work is another', () => {
  const times = new EngineTimes();
  times.begin(description());
  times.record({ engine: 'cpu', executor: null, millisecondsPerStep: 2 });
  times.record({ engine: 'cpu', executor: null, millisecondsPerStep: 1 });
  times.record({ engine: 'webgpu', executor: 'fused', millisecondsPerStep: 0.1 });
  times.record({ engine: 'webgpu', executor: 'tiled', millisecondsPerStep: NaN });
  const measured = ['cpu 1', 'webgpu 0.1'];
  const list = () =>
    times.list.map(
      ({ engine, millisecondsPerStep }) => `${engine} ${millisecondsPerStep}`,
    );
  expect(list()).toEqual(measured);
  // Another seed or learning rate takes as long.
  const optimizer = { ...DEFAULT_SPEC.optimizer, learningRate: 0.5 };
  times.begin(description({ ...DEFAULT_SPEC, seed: 3, optimizer }));
  expect(list()).toEqual(measured);
  times.begin(description({ ...DEFAULT_SPEC, batchSize: 11 }));
  expect(list()).toEqual([]);
});
