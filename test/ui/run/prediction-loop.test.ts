import { afterEach, beforeEach, expect, it, vi } from 'vitest';
import { PredictionLoop } from '../../../src/ui/run/prediction-loop.ts';
import { FakeSession } from '../support/fake-session.ts';

beforeEach(() => {
  vi.useFakeTimers();
});
afterEach(() => {
  vi.useRealTimers();
});

const job = (shown: unknown[]) => () => ({
  inputs: new Float32Array(2),
  show: (predictions: unknown) => shown.push(predictions),
});

it('asks for one prediction at a time, however often it is told of news', async () => {
  const session = new FakeSession();
  let resolve: (predictions: Float32Array) => void = () => undefined;
  session.answer = new Promise((settle) => {
    resolve = settle;
  });
  const shown: unknown[] = [];
  const loop = new PredictionLoop(session, job(shown));
  for (let i = 0; i < 5; i++) loop.request();
  expect(session.calls).toEqual(['predict 2']);
  resolve(new Float32Array(1));
  await vi.advanceTimersByTimeAsync(0);
  expect(shown).toHaveLength(1);
  await vi.advanceTimersByTimeAsync(1000);
  expect(session.calls).toEqual(['predict 2', 'predict 2']);
  loop.stop();
});

it('asks at most 20 times a second', async () => {
  const session = new FakeSession();
  const loop = new PredictionLoop(session, job([]));
  for (let millisecond = 0; millisecond < 999; millisecond++) {
    loop.request();
    await vi.advanceTimersByTimeAsync(1);
  }
  expect(session.calls.length).toBeGreaterThan(10);
  expect(session.calls.length).toBeLessThanOrEqual(20);
  loop.stop();
});

it('goes on after a prediction that failed', async () => {
  const session = new FakeSession();
  session.answer = Promise.reject(new Error('The run was replaced.'));
  const shown: unknown[] = [];
  const loop = new PredictionLoop(session, job(shown));
  loop.request();
  await vi.advanceTimersByTimeAsync(100);
  session.answer = Promise.resolve(new Float32Array(1));
  loop.request();
  await vi.advanceTimersByTimeAsync(100);
  expect(shown).toHaveLength(1);
  loop.stop();
});
