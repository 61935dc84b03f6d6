import { describe, expect, it } from 'vitest';
import { UserError } from '../../src/core/errors.ts';
import {
  familyCase,
  networkAt,
  parametersOf,
} from '../../src/speed/cases/family-case.ts';
import { problemOf } from '../../src/speed/cases/training-case.ts';
import { createTimedEngines } from '../../src/speed/engines/catalogue.ts';
import type { TimedEngine, TimedNetwork } from '../../src/speed/timed-engine.ts';
import { StepTimes } from '../../src/speed/step-times.ts';
import { sampleResult } from './sample-result.ts';
import { Disturbances } from '../../src/speed/disturbances.ts';
import { measureCurve } from '../../src/speed/measure-curve.ts';
import { collectNews } from '../../src/speed/results/collect-news.ts';
import type {
  SpeedNews,
  SpeedQuestion,
  SpeedResult,
} from '../../src/speed/results/speed-result.ts';

const base = { inputs: 3, width: 4, depth: 1, outputs: 2, batchSize: 4 };
const host = { findGpu: async () => undefined, wasmPaths: {} };

const registry = createTimedEngines(host);
/** `cpu` with something changed. */
const changed = (change: (run: TimedNetwork) => Partial<TimedNetwork>): TimedEngine => ({
  ...registry.get('cpu'),
  id: 'tfjs-cpu',
  async prepare(problem) {
    const run = await registry.get('cpu').prepare(problem);
    return { ...run, ...change(run) };
  },
});

interface Options {
  readonly disturbances?: Disturbances;
  readonly listen?: (news: SpeedNews) => void;
  /** In the place of `tfjs-cpu`. */
  readonly stranger?: TimedEngine;
}

async function run(
  question: Partial<SpeedQuestion>,
  { disturbances = new Disturbances(), listen, stranger }: Options = {},
): Promise<SpeedResult> {
  const asked: SpeedQuestion = {
    base,
    axis: 'width',
    values: [2, 4],
    engines: ['cpu'],
    rounds: 2,
    ...question,
  };
  let result: SpeedResult = {
    ...sampleResult({ rounds: 0, values: [], times: {} }),
    question: asked,
    complete: false,
  };
  await measureCurve(
    { host, disturbances },
    asked,
    (news) => {
      result = collectNews(result, news);
      listen?.(news);
    },
    {
      get: (id) =>
        stranger && id === stranger.id ? { ...stranger, label: '' } : registry.get(id),
    },
  );
  return result;
}

const entryOf = ({ points }: SpeedResult, at: number, id: string) =>
  points[at].entries.find(({ engine }) => engine === id)!;

describe('measuring a family of networks', () => {
  it('times gradients, steps and single steps of every engine at every size', async () => {
    const result = await run({ engines: ['cpu', 'finite-differences', 'tfjs-cpu'] });
    expect(result.complete).toBe(true);
    for (const { entries } of result.points)
      for (const { samples, parity } of entries) {
        expect(parity).toBeLessThan(1e-4);
        for (const times of Object.values(samples!)) {
          expect(times).toHaveLength(2);
          for (const time of times) expect(time).toBeGreaterThan(0);
        }
      }
  });

  it('gives no time to an engine that is wrong, and says by how much', async () => {
    const result = await run({ engines: ['cpu', 'cpu-broken'] });
    const broken = entryOf(result, 0, 'cpu-broken');
    expect(broken.samples).toBeUndefined();
    expect(broken.parity).toBeGreaterThan(1e-3);
    expect(broken.refused).toMatch(/gradient of .*bias is off by/);
    expect(entryOf(result, 0, 'cpu').samples?.step).toHaveLength(2);
  });

  it('leaves the others alone where one throws in the midst of a round', async () => {
    let calls = 0;
    const stranger = changed((inner) => ({
      step: async (count) => {
        if (++calls > 12) throw new Error('The device was lost.');
        return inner.step(count);
      },
    }));
    const result = await run({ engines: ['cpu', 'tfjs-cpu'], values: [2] }, { stranger });
    expect(result.complete).toBe(true);
    expect(entryOf(result, 0, 'tfjs-cpu').refused).toContain('The device was lost.');
    expect(entryOf(result, 0, 'cpu').samples?.step).toHaveLength(2);
  });

  it('says which engine is missing here, and measures the rest', async () => {
    const result = await run({ engines: ['webgpu', 'cpu'], values: [2] });
    expect(result.engines[0].failed).toContain('WebGPU is missing');
    expect(result.points[0].entries.map(({ engine }) => engine)).toEqual(['cpu']);
  });

  it('leaves sizes out that are beyond all bounds, with a note', async () => {
    const result = await run({
      base: { ...base, depth: 128, batchSize: 4096 },
      values: [2, 8192],
      rounds: 1,
    });
    expect(result.points.map(({ value }) => value)).toEqual([2]);
    expect(result.notes[0]).toMatch(
      /^width 8192 is left out: 3-\[128 × 8192\]-2 with a batch of 4096/,
    );
    expect(result.complete).toBe(true);
  });

  it('leaves out what an engine cannot hold, with its reason', async () => {
    const stranger: TimedEngine = {
      ...changed(() => ({})),
      async prepare() {
        throw new UserError('This network needs 9 GiB in one buffer.');
      },
    };
    const result = await run({ engines: ['cpu', 'tfjs-cpu'] }, { stranger });
    expect(entryOf(result, 1, 'tfjs-cpu').refused).toContain('9 GiB');
  });

  it('takes a round again in which the page was hidden', async () => {
    const disturbances = new Disturbances();
    let hid = false;
    const result = await run(
      { values: [2], rounds: 3 },
      {
        disturbances,
        listen: (news) => {
          // Told when the first round has been taken.
          if (news.kind !== 'entry' || news.entry.samples === undefined || hid) return;
          hid = true;
          disturbances.noteVisibility(true);
          disturbances.noteVisibility(false);
        },
      },
    );
    expect(result.voidRounds).toEqual([{ round: 2, reason: 'The page was hidden' }]);
    expect(entryOf(result, 0, 'cpu').samples?.step).toHaveLength(3);
    expect(result.complete).toBe(true);
  });

  it('waits while the page is hidden', async () => {
    const disturbances = new Disturbances();
    let waits = 0;
    const result = await run(
      { values: [2], rounds: 2 },
      {
        disturbances,
        listen: (news) => {
          if (
            waits === 0 &&
            news.kind === 'entry' &&
            news.entry.samples?.step.length === 1
          )
            disturbances.noteVisibility(true);
          if (news.kind !== 'progress' || !news.doing.startsWith('Waiting')) return;
          waits++;
          setTimeout(() => disturbances.noteVisibility(false));
        },
      },
    );
    expect(waits).toBe(1);
    expect(result.voidRounds).toHaveLength(1);
    expect(entryOf(result, 0, 'cpu').samples?.step).toHaveLength(2);
  });

  it.each([
    [{ values: [] }, '1 to 16 sizes'],
    [{ values: [0] }, 'from 1 to 8192'],
    [{ engines: [] }, 'Choose an engine'],
    [{ rounds: 0 }, '1 to 99 rounds'],
    [{ base: { ...base, inputs: -1 } }, "network's inputs is -1"],
  ])('refuses a question that is not right: %j', async (question, reason) => {
    await expect(run(question)).rejects.toThrow(reason);
  });
});

describe('a network of a number of parameters', () => {
  it('has the width that comes closest', () => {
    for (const depth of [1, 2, 5])
      for (const wanted of [500, 10_000, 250_000]) {
        const given = { ...base, depth };
        const { width } = networkAt(given, 'parameters', wanted);
        const miss = (units: number) =>
          Math.abs(parametersOf({ ...given, width: units }) - wanted);
        expect(miss(width)).toBeLessThanOrEqual(
          Math.min(miss(width - 1), miss(width + 1)),
        );
      }
  });

  it('counts its parameters as its plan does', () => {
    const network = { ...base, width: 7, depth: 3 };
    const { plan } = problemOf(familyCase('case', network));
    expect(parametersOf(network)).toBe(plan.parameterCount);
  });
});

describe('an engine that is too slow', () => {
  it('is left out where a step took too long, and at sizes that would take longer', () => {
    const times = new StepTimes();
    expect(times.expectation('slow', 1e9)).toBeNull();
    // One short step may have been disturbed: it rules out nothing.
    expect(times.note('slow', 1e3, 100)).toBeNull();
    expect(times.note('slow', 1e5, 400)).toBeNull();
    expect(times.expectation('slow', 1e9)).toBeNull();
    expect(times.note('slow', 1e6, 700)).toBeNull();
    expect(times.expectation('slow', 3e6)).toBeNull();
    // What a step costs to start does not grow.
    expect(times.expectation('slow', 8e6)).toContain(
      'about 4.9 s, by the times of smaller sizes',
    );
    expect(times.note('slow', 5e6, 3100)).toContain('one step took 3.1 s');
    expect(times.expectation('other', 8e6)).toBeNull();
  });
});
