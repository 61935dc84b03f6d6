import { afterEach, beforeEach, describe, expect, it, vi } from 'vitest';
import { PacedLoop } from '../../../src/ui/run/paced-loop.ts';

beforeEach(() => {
  vi.useFakeTimers();
});

afterEach(() => {
  vi.useRealTimers();
});

const PACE = { interval: 500, rest: 3 };

/** A stopped loop whose jobs take that many milliseconds. */
function createLoop(duration: number) {
  const began: number[] = [];
  let open = 0;
  let mostOpen = 0;
  const loop = new PacedLoop(async () => {
    began.push(performance.now());
    mostOpen = Math.max(mostOpen, ++open);
    await new Promise((resolve) => setTimeout(resolve, duration));
    open--;
  }, PACE);
  loop.stop();
  return { loop, began, mostOpen: () => mostOpen };
}

/** Asks for a job every 10 ms. */
async function pass(loop: PacedLoop, milliseconds: number): Promise<void> {
  for (let passed = 0; passed < milliseconds; passed += 10) {
    loop.request();
    await vi.advanceTimersByTimeAsync(10);
  }
}

describe('the paced loop', () => {
  it('keeps to its interval', async () => {
    const { loop, began } = createLoop(1);
    loop.start();
    await pass(loop, 2990);
    expect(began).toHaveLength(6);
  });

  it('does one at a time, and rests three times as long', async () => {
    const { loop, began, mostOpen } = createLoop(400);
    loop.start();
    await pass(loop, 4000);
    expect(mostOpen()).toBe(1);
    expect(began).toHaveLength(3);
    expect(began[1] - began[0]).toBeGreaterThanOrEqual(1600);
  });

  it('does none without news, before its start, after its end, and while hidden', async () => {
    const { loop, began } = createLoop(1);
    await pass(loop, 1000);
    expect(began).toHaveLength(0);
    loop.hidden = true;
    loop.start();
    await pass(loop, 1000);
    expect(began).toHaveLength(0);
    loop.hidden = false;
    await vi.advanceTimersByTimeAsync(5000);
    expect(began).toHaveLength(1);
    loop.stop();
    await pass(loop, 1000);
    expect(began).toHaveLength(1);
  });

  it('goes on after a job that failed', async () => {
    let calls = 0;
    const loop = new PacedLoop(() => {
      calls++;
      return Promise.reject(new Error('The run was replaced.'));
    }, PACE);
    await pass(loop, 1200);
    expect(calls).toBe(3);
    loop.stop();
  });

  it('tells the next job how long the last one took, and starts again where there was nothing to do', async () => {
    const told: number[] = [];
    let ready = false;
    const loop = new PacedLoop((lastDuration) => {
      if (!ready) return null;
      told.push(lastDuration);
      return new Promise((resolve) => {
        setTimeout(resolve, 30);
      });
    }, PACE);
    await pass(loop, 100);
    expect(told).toHaveLength(0);
    ready = true;
    await pass(loop, 700);
    expect(told).toHaveLength(2);
    expect(told[0]).toBe(0);
    expect(told[1]).toBeGreaterThanOrEqual(30);
    loop.stop();
  });
});
