import { afterEach, beforeEach, describe, expect, it, vi } from 'vitest';
import { SamplingLoop } from '../../../src/ui/run/sampling-loop.ts';

beforeEach(() => {
  vi.useFakeTimers();
});

afterEach(() => {
  vi.useRealTimers();
});

/** A loop whose samples take that many milliseconds. */
function createLoop(duration: number) {
  const began: number[] = [];
  let open = 0;
  let mostOpen = 0;
  const loop = new SamplingLoop(async () => {
    began.push(performance.now());
    mostOpen = Math.max(mostOpen, ++open);
    await new Promise((resolve) => setTimeout(resolve, duration));
    open--;
  });
  return { loop, began, mostOpen: () => mostOpen };
}

/** Asks for a sample every 10 ms. */
async function pass(loop: SamplingLoop, milliseconds: number): Promise<void> {
  for (let passed = 0; passed < milliseconds; passed += 10) {
    loop.request();
    await vi.advanceTimersByTimeAsync(10);
  }
}

describe('the sampling loop', () => {
  it('takes at most two samples a second', async () => {
    const { loop, began } = createLoop(1);
    loop.start();
    await pass(loop, 2990);
    expect(began).toHaveLength(6);
  });

  it('takes one at a time, and rests three times as long', async () => {
    const { loop, began, mostOpen } = createLoop(400);
    loop.start();
    await pass(loop, 4000);
    expect(mostOpen()).toBe(1);
    expect(began).toHaveLength(3);
    expect(began[1] - began[0]).toBeGreaterThanOrEqual(1600);
  });

  it('takes none without news, before its start, after its end, and while hidden', async () => {
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

  it('goes on after a sample that failed', async () => {
    let calls = 0;
    const loop = new SamplingLoop(() => {
      calls++;
      return Promise.reject(new Error('The run was replaced.'));
    });
    loop.start();
    await pass(loop, 1200);
    expect(calls).toBe(3);
    loop.stop();
  });
});
