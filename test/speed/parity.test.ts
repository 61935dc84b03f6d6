import { describe, expect, it } from 'vitest';
import type { TimedEngine, TimedNetwork } from '../../src/speed/timed-engine.ts';
import { selectCases } from '../../bench/cases/catalogue.ts';
import { networks } from '../../bench/cases/networks.ts';
import { problemOf } from '../../src/speed/cases/training-case.ts';
import { createTimedEngines } from '../../src/speed/engines/catalogue.ts';
import { PARITY_TOLERANCE } from '../../src/speed/contest/parity.ts';
import { runCases } from '../../bench/run-cases.ts';
import { enter, referenceOf } from '../../src/speed/contest/training-contest.ts';

const host = { findGpu: async () => undefined, wasmPaths: {} };
const cpu = createTimedEngines(host).get('cpu');
const problem = problemOf(networks[0]);

/** The CPU engine with a planted mistake. */
function broken(change: (run: TimedNetwork) => Partial<TimedNetwork>): TimedEngine {
  return {
    ...cpu,
    id: 'broken',
    async prepare(given) {
      const run = await cpu.prepare(given);
      return { ...run, ...change(run) };
    },
  };
}

/** One element of the second layer's kernel is off by a small share of that tensor's norm. */
const wrongGradient = (share: number) =>
  broken((run) => ({
    async gradients() {
      const gradients = Float64Array.from(await run.gradients());
      const { offset, size } = problem.plan.tensors[2];
      const norm = Math.hypot(...gradients.subarray(offset, offset + size));
      gradients[offset + 5] += share * norm;
      return gradients;
    },
  }));

async function entered(engine: TimedEngine): Promise<void> {
  await engine.start();
  const { run } = await enter(engine, problem, await referenceOf(problem));
  run.dispose();
}

describe('the parity gate', () => {
  it('lets sound engines in', async () => {
    for (const id of ['cpu', 'tfjs-cpu']) await entered(createTimedEngines(host).get(id));
  });

  it('refuses an engine with one wrong tensor and names it', async () => {
    await expect(entered(wrongGradient(2 * PARITY_TOLERANCE))).rejects.toThrow(
      /gradient of dense_1\/kernel is off by 2\.0e-3/,
    );
    await entered(wrongGradient(PARITY_TOLERANCE / 2));
  });

  it('refuses gradients that are not numbers, or too few', async () => {
    const nan = broken(() => ({
      gradients: async () => new Float32Array(problem.plan.parameterCount).fill(NaN),
    }));
    await expect(entered(nan)).rejects.toThrow('is off by NaN');
    const few = broken(() => ({ gradients: async () => new Float32Array(7) }));
    await expect(entered(few)).rejects.toThrow('7 gradients instead of 105');
  });

  it('refuses an optimizer that does not update', async () => {
    const still = broken((run) => {
      let first: Promise<number> | null = null;
      return { step: (count) => (first ??= run.step(count)) };
    });
    await expect(entered(still)).rejects.toThrow('The loss of step 2 is off');
  });
});

describe('a run', () => {
  it('gives no time to an engine that is off or does not start, and measures the rest', async () => {
    const missing: TimedEngine = {
      ...cpu,
      id: 'missing',
      start: async () => {
        throw new Error('There is none here.');
      },
    };
    const engines = [missing, wrongGradient(0.1), cpu];
    const run = await runCases(selectCases(['tiny-10']), engines, {
      rounds: 2,
      progress: () => undefined,
    });
    expect(run.engines.map(({ engine, failed }) => [engine, failed])).toEqual([
      ['missing', 'There is none here.'],
      ['broken', undefined],
      ['cpu', undefined],
    ]);
    const [wrong, sound] = run.cases[0].results;
    expect(wrong.times).toBeUndefined();
    expect(wrong.refused).toMatch('dense_1/kernel');
    expect(sound.times?.throughput).toHaveLength(2);
    expect(sound.refused).toBeUndefined();
  });
});
