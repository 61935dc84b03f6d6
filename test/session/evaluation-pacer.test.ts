import { expect, it } from 'vitest';
import { EvaluationPacer } from '../../src/session/evaluation-pacer.ts';

/** When a run of `rate` steps a millisecond is evaluated, at `duration` each, up to `end`. */
function evaluationsOf(rate: number, duration: number, end: number) {
  const pacer = new EvaluationPacer();
  const evaluations: { step: number; time: number }[] = [];
  let step = 0;
  for (let now = 0; now < end; now++, step += rate) {
    if (!pacer.isDue(step, now)) continue;
    evaluations.push({ step, time: now });
    pacer.record(step, now, now + duration);
    now += duration;
  }
  return evaluations;
}

it('evaluates at once, then after ever more steps, then twice a second', () => {
  const evaluations = evaluationsOf(100, 0, 3000);
  const steps = evaluations.map(({ step }) => step);
  expect(steps.slice(0, 6)).toEqual([0, 100, 200, 300, 500, 800]);
  for (let at = 2; at < evaluations.length; at++) {
    // One tick of 100 steps is the least that time and step advance by.
    expect(steps[at]).toBeLessThanOrEqual(1.5 * steps[at - 1] + 100);
    const pause = evaluations[at].time - evaluations[at - 1].time;
    expect(pause).toBeLessThanOrEqual(500);
  }
  const late = evaluations.filter(({ time }) => time >= 1500);
  expect(late.length).toBe(3);
});

it('spends at most a fifth of the time, however long an evaluation takes', () => {
  for (const duration of [1, 10, 300]) {
    const evaluations = evaluationsOf(1000, duration, 10_000);
    // The one that begins at the end has not rested yet.
    expect(evaluations.length * duration).toBeLessThanOrEqual(10_000 / 5 + duration);
  }
});

it('does not evaluate the same step twice', () => {
  const pacer = new EvaluationPacer();
  pacer.record(7, 0, 1);
  expect(pacer.isDue(7, 10_000)).toBe(false);
  expect(pacer.isDue(8, 10_000)).toBe(true);
});

it('waits for no step number that a run has been put back from', () => {
  const pacer = new EvaluationPacer();
  pacer.record(1000, 0, 1);
  expect(pacer.isDue(10, 100)).toBe(false);
  expect(pacer.isDue(20, 501)).toBe(true);
});
