import { beforeEach, describe, expect, it } from 'vitest';
import { UserError } from '../../../src/core/errors.ts';
import { DEFAULT_SPEC } from '../../../src/spec/default-spec.ts';
import { Run } from '../../../src/ui/run/run.ts';
import { FakeSession, metricsWithNorms } from '../support/fake-session.ts';

const request = (engine: string) => ({ spec: DEFAULT_SPEC, engine, metricsEvery: 10 });
const evaluation = (step: number) => ({
  step,
  train: { loss: 0.5, accuracy: 0.75 },
  test: { loss: 0.6, accuracy: 0.7 },
  trainCount: 10,
  testCount: 10,
});

let session: FakeSession;
let run: Run;

beforeEach(() => {
  session = new FakeSession();
  run = new Run(session);
});

describe('configuring', () => {
  it('starts training by itself', async () => {
    await run.configure(request('cpu'), 'page');
    expect(session.calls).toEqual(['configure cpu', 'play']);
    expect(run.description?.engine).toBe('cpu');
  });

  it('leaves a run paused that was paused', async () => {
    run = new Run(session, false);
    await run.configure(request('cpu'), 'page');
    expect(session.calls).toEqual(['configure cpu']);
  });

  it('skips requests that were overtaken', async () => {
    const first = run.configure(request('a'), 'engine');
    void run.configure(request('b'), 'engine');
    void run.configure(request('c'), 'engine');
    await first;
    expect(session.calls).toEqual(['configure a', 'configure c', 'play']);
  });

  it('keeps the run and tells the problem where it came from', async () => {
    await run.configure(request('cpu'), 'page');
    session.send({ state: 'running', step: 20 });
    session.failure = new UserError('There is no adapter.');
    await run.configure(request('webgpu'), 'engine');
    expect(run.problem).toEqual({ message: 'There is no adapter.', origin: 'engine' });
    expect(run.description?.engine).toBe('cpu');
    expect(run.step).toBe(20);

    await run.configure(request('cpu'), 'engine');
    expect(run.problem).toBeNull();
  });
});

describe('news', () => {
  beforeEach(async () => {
    await run.configure(request('cpu'), 'page');
  });

  it('is gathered for drawing', () => {
    session.send({ evaluations: [evaluation(0)] });
    session.send({
      state: 'running',
      step: 2,
      firstStep: 0,
      losses: Float32Array.of(1, 0.5),
      metrics: [metricsWithNorms([1, 2])],
      stepsPerSecond: 100,
    });
    expect(run.running).toBe(true);
    expect(run.metrics?.layers.length).toBeGreaterThan(0);
    expect(run.history.columns()).toMatchObject({
      steps: [0, 1],
      batch: [1, 0.5],
      train: [0.5, null],
    });
  });

  it('keeps the history where another engine goes on', async () => {
    const losses = Float32Array.of(1, 0.5);
    session.send({ state: 'running', step: 2, firstStep: 0, losses });
    session.startingStep = 2;
    await run.configure(request('cpu-f64'), 'engine');
    expect(run.step).toBe(2);
    expect(run.history.columns().batch).toEqual([1, 0.5]);
    session.startingStep = 0;
    await run.configure(request('cpu'), 'data');
    expect(run.step).toBe(0);
    expect(run.history.columns().batch).toEqual([]);
  });

  it('tells which executor trains now and why, and renders it', () => {
    const method = { id: 'tiled', reason: 'It was asked for.' } as const;
    session.send({ step: 1, method: { id: 'fused', reason: 'It is small.' } });
    let changes = 0;
    run.changes.add(() => changes++);
    session.send({ step: 1, method });
    expect(run.method).toEqual(method);
    expect(changes).toBe(1);
    session.send({ step: 1, method: { ...method } });
    expect(changes).toBe(1);
  });

  it('tells which engine computes now and why, and renders it', () => {
    let renders = 0;
    run.changes.add(() => renders++);
    const engineReason = 'WebGPU lost its device twice, so the CPU took over.';
    session.send({ state: 'running', step: 1, engine: 'webgpu' });
    session.send({ state: 'running', step: 2, engine: 'cpu', engineReason });
    expect(run).toMatchObject({ engine: 'cpu', engineReason });
    expect(renders).toBe(2);
  });

  it('of step 0 begins a new history', () => {
    session.send({
      state: 'running',
      step: 2,
      firstStep: 0,
      losses: Float32Array.of(1, 1),
    });
    session.send({ evaluations: [evaluation(0)] });
    expect(run.history.columns().steps).toEqual([0]);
    expect(run.evaluation?.step).toBe(0);
    expect(run.metrics).toBeNull();
  });

  it('renders only what is slow to change', () => {
    let renders = 0;
    run.changes.add(() => renders++);
    session.send({ state: 'running', step: 1 });
    session.send({ state: 'running', step: 2 });
    session.send({ state: 'running', step: 3 });
    expect(renders).toBe(1);
  });

  it('keeps the sentence of a run that was stopped until it goes on', () => {
    session.send({ state: 'stopped', step: 5, notice: 'The loss overflowed.' });
    session.send({ state: 'stopped', step: 5 });
    expect(run.stopMessage).toBe('The loss overflowed.');
    expect(run.notice).toBeNull();
    session.send({ evaluations: [evaluation(0)] });
    expect(run.stopMessage).toBeNull();
  });

  it('shows a notice until it is dismissed', () => {
    session.send({ state: 'running', step: 5, notice: 'The device was restored.' });
    session.send({ state: 'running', step: 6 });
    expect(run.notice).toBe('The device was restored.');
    run.dismissNotice();
    expect(run.notice).toBeNull();
  });
});

describe('transport', () => {
  beforeEach(async () => {
    await run.configure(request('cpu'), 'page');
    session.calls.length = 0;
  });

  it('pauses what runs and plays what is paused', () => {
    session.send({ state: 'running', step: 1 });
    run.toggle();
    session.send({ state: 'paused', step: 1 });
    run.toggle();
    expect(session.calls).toEqual(['pause', 'play']);
  });

  it('stays paused after a step, even through a new configuration', async () => {
    run.advance();
    await run.configure(request('cpu'), 'network');
    expect(session.calls).toEqual(['advance 1', 'configure cpu']);
  });

  it('stays paused after the reset of a run that stopped, until it is changed', async () => {
    session.send({ state: 'running', step: 10 });
    session.send({ state: 'stopped', step: 12, notice: 'The loss overflowed.' });
    run.reset();
    await new Promise(setImmediate);
    expect(session.calls).toEqual(['reset']);
    session.send({ evaluations: [evaluation(0)] });
    run.reset();
    await run.configure(request('cpu'), 'training');
    expect(session.calls).toEqual(['reset', 'reset', 'configure cpu', 'play']);
  });

  it('trains what is configured after a run stopped, without a reset', async () => {
    session.send({ state: 'stopped', step: 12, notice: 'The loss overflowed.' });
    await run.configure(request('cpu'), 'training');
    expect(session.calls).toEqual(['configure cpu', 'play']);
  });

  it('does not, where a single step stopped it', async () => {
    run.advance();
    session.send({ state: 'stopped', step: 1, notice: 'The loss overflowed.' });
    run.reset();
    await run.configure(request('cpu'), 'training');
    expect(session.calls).toEqual(['advance 1', 'reset', 'configure cpu']);
  });

  it('goes on after a reset where it was running', async () => {
    session.send({ state: 'running', step: 10 });
    run.reset();
    await new Promise(setImmediate);
    expect(session.calls).toEqual(['reset', 'play']);
  });
});
