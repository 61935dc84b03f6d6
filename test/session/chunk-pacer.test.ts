import { describe, expect, it } from 'vitest';
import { ChunkPacer } from '../../src/session/chunk-pacer.ts';
import { StepRate } from '../../src/session/step-rate.ts';

describe('chunk pacer', () => {
  it('starts with one step and grows to the target, at most fourfold at a time', () => {
    const pacer = new ChunkPacer(20);
    const sizes = Array.from({ length: 6 }, () => {
      const { steps } = pacer;
      pacer.record(steps, 0.1 * steps);
      return steps;
    });
    expect(sizes).toEqual([1, 4, 16, 64, 200, 200]);
  });

  it('shrinks at once when steps become slow, down to a single one', () => {
    const pacer = new ChunkPacer(20);
    for (let i = 0; i < 5; i++) pacer.record(pacer.steps, 0.1 * pacer.steps);
    pacer.record(pacer.steps, 2000);
    expect(pacer.steps).toBe(2);
    pacer.record(2, 900);
    expect(pacer.steps).toBe(1);
  });

  it('learns nothing from a short remainder', () => {
    const pacer = new ChunkPacer(20);
    for (let i = 0; i < 5; i++) pacer.record(pacer.steps, 0.1 * pacer.steps);
    pacer.record(1, 5);
    expect(pacer.steps).toBe(200);
  });

  it('survives a clock that stands still', () => {
    const pacer = new ChunkPacer(20);
    for (let i = 0; i < 100; i++) pacer.record(pacer.steps, 0);
    expect(pacer.steps).toBe(65536);
  });
});

describe('step rate', () => {
  it('is the rate over the last second', () => {
    const rate = new StepRate();
    rate.restart(0);
    expect(rate.perSecond).toBe(0);
    expect(rate.millisecondsPerStep).toBeNaN();
    for (let now = 100; now <= 1000; now += 100) rate.add(10, now, 25);
    expect(rate.perSecond).toBeCloseTo(100, 9);
    // A quarter of each chunk's time was training.
    expect(rate.millisecondsPerStep).toBeCloseTo(2.5, 9);
    for (let now = 1100; now <= 4000; now += 100) rate.add(50, now, 50);
    expect(rate.perSecond).toBeCloseTo(500, 9);
    expect(rate.millisecondsPerStep).toBeCloseTo(1, 9);
  });
});
