import { beforeEach, expect, it } from 'vitest';
import { DEFAULT_SPEC } from '../../../src/spec/default-spec.ts';
import { RunRecorder } from '../../../src/ui/run/run-recorder.ts';
import { ARCHIVE_LIMITS } from '../../../src/ui/run/run-record.ts';
import { RunStopper } from '../../../src/ui/run/run-stopper.ts';
import { Run } from '../../../src/ui/run/run.ts';
import { FakeSession } from '../support/fake-session.ts';

const request = (spec = DEFAULT_SPEC, engine = 'cpu') => ({
  spec,
  engine,
  metricsEvery: 10,
});
const evaluation = (step: number, loss: number) => ({
  step,
  train: { loss, accuracy: 0.5 },
  test: { loss: 2 * loss, accuracy: 0.75 },
  trainCount: 10,
  testCount: 10,
});

let session: FakeSession;
let run: Run;
let now: number;

beforeEach(async () => {
  session = new FakeSession();
  run = new Run(session);
  now = 1_000_000;
  new RunRecorder(run, run.archive, {
    asked: () => ({ engine: 'auto', executor: 'auto' }),
    engineLabel: (id) => id.toUpperCase(),
    now: () => now,
  });
  await run.configure(request(), 'page');
});

/** News of a run in training at `step`, some milliseconds later. */
const train = (step: number, loss: number, engine = 'cpu') => {
  now += 100;
  session.send({
    state: 'running',
    step,
    engine,
    losses: Float32Array.of(loss),
    firstStep: step - 1,
    millisecondsPerStep: 0.25,
    evaluations: [evaluation(step, loss)],
  });
};

it('lists a run from its first step on, with its figures', () => {
  expect(run.archive.records).toEqual([]);
  train(10, 0.5);
  train(20, 0.25);
  expect(run.archive.records).toMatchObject([
    {
      number: 1,
      started: 1_000_100,
      steps: 20,
      milliseconds: 100,
      figures: {
        trainLoss: 0.25,
        testLoss: 0.5,
        testAccuracy: 0.75,
        testDetermination: null,
      },
      times: [{ engine: 'cpu', executor: null, millisecondsPerStep: 0.25 }],
      curve: { steps: [10, 20], train: [0.5, 0.25], test: [1, 0.5] },
    },
  ]);
});

it('begins another for a new configuration and a reset, and keeps what the last came to', async () => {
  train(10, 0.5);
  // As a session does it: the first news of the new run come before it is described.
  const changed = { ...DEFAULT_SPEC, batchSize: 32 };
  session.send({ step: 0, evaluations: [evaluation(0, 9)] });
  await run.configure(request(changed), 'training');
  train(5, 0.75);
  run.reset();
  await new Promise(setImmediate);
  train(7, 0.7);
  expect(
    run.archive.records.map(({ steps, changes, figures }) => [
      steps,
      changes,
      figures.trainLoss,
    ]),
  ).toEqual([
    [10, [], 0.5],
    [5, ['batch size 10 → 32'], 0.75],
    [7, [], 0.7],
  ]);
});

it('does not list what was configured and never trained', async () => {
  await run.configure(request({ ...DEFAULT_SPEC, batchSize: 32 }), 'training');
  await run.configure(request({ ...DEFAULT_SPEC, batchSize: 64 }), 'training');
  train(1, 1);
  expect(run.archive.records).toHaveLength(1);
  expect(run.archive.records[0].configuration.spec.batchSize).toBe(64);
});

it('marks other settings and another engine in mid-run', async () => {
  train(10, 0.5);
  session.startingStep = 10;
  const optimizer = { ...DEFAULT_SPEC.optimizer, learningRate: 0.1 };
  await run.configure(request({ ...DEFAULT_SPEC, optimizer }), 'training');
  train(20, 0.4);
  train(30, 0.3, 'webgpu');
  train(40, 0.2, 'webgpu');
  expect(run.archive.records).toHaveLength(1);
  expect(run.archive.current).toMatchObject({
    steps: 40,
    events: [
      { step: 10, text: 'learning rate 0.03 → 0.1' },
      { step: 30, text: 'engine CPU → WEBGPU' },
    ],
    times: [{ engine: 'cpu' }, { engine: 'webgpu' }],
  });
  expect(run.archive.current?.configuration.spec.optimizer).toEqual(optimizer);
});

it('counts the time in which it trained, not that in which it was paused', () => {
  train(10, 0.5);
  now += 300;
  session.send({ state: 'paused', step: 12 });
  now += 60_000;
  train(13, 0.4);
  train(14, 0.4);
  expect(run.archive.current?.milliseconds).toBe(400);
});

it('keeps why a run stopped', () => {
  train(10, 0.5);
  session.send({ state: 'stopped', step: 12, notice: 'The loss overflowed.' });
  expect(run.archive.current?.failure).toBe('The loss overflowed.');
});

it('thins out a long curve', () => {
  for (let step = 1; step <= 3000; step++) train(step, 1 / step);
  const curve = run.archive.current?.curve;
  expect(curve?.steps.length).toBeLessThanOrEqual(ARCHIVE_LIMITS.curvePoints);
  expect(curve?.steps.length).toBeGreaterThan(100);
  expect(curve?.train[0]).toBe(1);
});

it('pauses by itself, stays so in mid-run, and trains what is configured next', async () => {
  const stopper = new RunStopper(run);
  stopper.conditions = { trainLoss: 0.3 };
  train(10, 0.5);
  train(20, 0.25);
  expect(run.haltMessage).toBe(
    'The run has paused: the training loss is below 0.3 (0.2500 in step 20).',
  );
  expect(session.calls.at(-1)).toBe('pause');
  session.send({ state: 'paused', step: 21 });

  session.startingStep = 21;
  await run.configure(request({ ...DEFAULT_SPEC, batchSize: 32 }), 'training');
  expect(session.calls.at(-1)).toBe('configure cpu');
  run.play();
  expect(run.haltMessage).toBeNull();
  expect(session.calls.at(-1)).toBe('play');
  train(30, 0.2);
  expect(run.haltMessage).toBeNull();

  session.startingStep = 0;
  await run.configure(request(), 'training');
  expect(session.calls.at(-1)).toBe('play');
  train(10, 0.29);
  expect(run.haltMessage).not.toBeNull();
});
