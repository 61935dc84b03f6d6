import { describe, expect, it } from 'vitest';
import { measure, MINIMUM_SAMPLE, type Times } from '../../src/speed/measure.ts';
import { roundOrder } from '../../src/speed/schedule.ts';
import { pairedRatio } from '../../src/speed/statistics.ts';
import { createRandom } from '../../src/core/random.ts';

/** A clock that only subjects move. */
function simulate() {
  let time = 0;
  const calls: { id: string; steps: number; elapsed: number }[] = [];
  const random = createRandom(8, 'noise');
  return {
    calls,
    now: () => time,
    /** A subject whose calls take `overhead` plus `perStep` a step, within 4 %. */
    subject: (id: string, perStep: number, overhead = 0.5) => ({
      id,
      step: async (steps: number) => {
        const noise = random.between(0.98, 1.02);
        const elapsed = (overhead + perStep * steps) * noise;
        time += elapsed;
        calls.push({ id, steps, elapsed });
      },
    }),
  };
}

function timesOf(results: Awaited<ReturnType<typeof measure>>): Map<string, Times> {
  return new Map(
    results.flatMap((result) =>
      'times' in result ? [[result.id, result.times] as const] : [],
    ),
  );
}

describe('the order of a round', () => {
  it('goes forward and backward in turn', () => {
    const order = [0, 1, 2, 3].flatMap((round) => roundOrder(['A', 'B'], round));
    expect(order.join('')).toBe('ABBAABBA');
    expect(roundOrder(['A', 'B', 'C'], 1)).toEqual(['C', 'B', 'A']);
  });
});

describe('measuring', () => {
  it('takes as many steps as fill a sample, and single steps for the latency', async () => {
    const { now, subject, calls } = simulate();
    const results = await measure([subject('fast', 0.5)], { now, rounds: 15 });
    const times = timesOf(results).get('fast')!;
    expect(times.settled).toBe(true);
    expect(times.throughput).toHaveLength(15);
    expect(times.latency).toHaveLength(15);
    const samples = calls.slice(-30).filter(({ steps }) => steps > 1);
    expect(samples).toHaveLength(15);
    for (const { elapsed } of samples)
      expect(elapsed).toBeGreaterThanOrEqual(MINIMUM_SAMPLE);
    for (const value of times.throughput)
      expect(Math.abs(value - 0.5)).toBeLessThan(0.02);
    // The overhead of a call counts fully in a single step.
    for (const value of times.latency) expect(Math.abs(value - 1)).toBeLessThan(0.03);
  });

  it('takes steps that come at once in whole groups, each a share of their time', async () => {
    for (const [perStep, group] of [
      [0.1, 64],
      [2, 64],
    ]) {
      const { now, subject, calls } = simulate();
      const together = { ...subject('together', perStep), stepsAtOnce: group };
      const results = await measure([together], { now, rounds: 4 });
      const times = timesOf(results).get('together')!;
      for (const { steps } of calls) expect(steps % group).toBe(0);
      expect(Math.min(...calls.map(({ steps }) => steps))).toBe(group);
      expect(times.stepsPerSample % group).toBe(0);
      for (const value of [...times.throughput, ...times.latency])
        expect(Math.abs(value - perStep)).toBeLessThan(0.1 * perStep + 0.5 / group);
    }
  });

  it('interleaves the samples of all rounds', async () => {
    const { now, subject, calls } = simulate();
    const subjects = [subject('A', 200), subject('B', 300), subject('C', 400)];
    await measure(subjects, { now, rounds: 3 });
    const rounds = calls.slice(-9).map(({ id }) => id);
    expect(rounds.join('')).toBe('ABCCBAABC');
  });

  it('finds a planted slowdown of 20 %, and none between equals', async () => {
    const { now, subject } = simulate();
    const subjects = [subject('base', 2), subject('equal', 2), subject('slow', 2.4)];
    const times = timesOf(await measure(subjects, { now, rounds: 15 }));
    const ratioOf = (id: string) =>
      pairedRatio(times.get('base')!.throughput, times.get(id)!.throughput);
    expect(ratioOf('slow').low).toBeGreaterThan(1.15);
    expect(ratioOf('equal').low).toBeLessThanOrEqual(1);
    expect(ratioOf('equal').high).toBeGreaterThanOrEqual(1);
  });

  it('warms up until the times have settled, and says so when they do not', async () => {
    let time = 0;
    let calls = 0;
    const now = () => time;
    const settling = {
      id: 'settling',
      step: async () => {
        time += calls++ < 4 ? 1000 / (calls + 1) : 150;
      },
    };
    const restless = {
      id: 'restless',
      step: async () => {
        time += calls++ % 2 === 0 ? 100 : 300;
      },
    };
    const settled = timesOf(await measure([settling], { now, rounds: 2 }));
    expect(settled.get('settling')).toMatchObject({
      settled: true,
      throughput: [150, 150],
    });
    const unsettled = timesOf(await measure([restless], { now, rounds: 2 }));
    expect(unsettled.get('restless')!.settled).toBe(false);
  });

  it('takes a sample again that turns out too short', async () => {
    let time = 0;
    let calls = 0;
    const times = timesOf(
      await measure(
        [
          {
            id: 'faster',
            step: async (steps: number) => {
              // A compiler that takes its time: fast from the tenth call on.
              time += steps * (calls++ < 10 ? 50 : 5);
            },
          },
        ],
        { now: () => time, rounds: 8 },
      ),
    ).get('faster')!;
    expect(times.stepsPerSample).toBeGreaterThanOrEqual(MINIMUM_SAMPLE / 5);
    expect(times.throughput.at(-1)).toBe(5);
  });

  it('drops an engine that fails midway and goes on with the others', async () => {
    const { now, subject } = simulate();
    let left = 6;
    const failing = {
      id: 'failing',
      step: async () => {
        if (left-- === 0) throw new Error('The device was lost.');
        await subject('failing', 200).step(1);
      },
    };
    const results = await measure([failing, subject('sound', 200)], { now, rounds: 5 });
    expect(results[0]).toEqual({ id: 'failing', failed: 'The device was lost.' });
    expect(timesOf(results).get('sound')!.throughput).toHaveLength(5);
  });

  it('takes a round again that was disturbed, and keeps nothing of it', async () => {
    const { now, subject, calls } = simulate();
    const asked: number[] = [];
    const results = await measure([subject('A', 200), subject('B', 300)], {
      now,
      rounds: 3,
      // 0 is the warm-up; the second round is disturbed twice.
      disturbed: async (round) => {
        asked.push(round);
        return round === 2 && asked.filter((each) => each === 2).length < 3
          ? 'Hidden'
          : null;
      },
    });
    expect(asked).toEqual([0, 1, 2, 2, 2, 3]);
    expect(
      calls
        .slice(-10)
        .map(({ id }) => id)
        .join(''),
    ).toBe('ABBABABAAB');
    for (const { throughput, latency } of timesOf(results).values()) {
      expect(throughput).toHaveLength(3);
      expect(latency).toHaveLength(3);
    }
  });

  it('gives up where no round counts', async () => {
    const { now, subject } = simulate();
    const measuring = measure([subject('A', 200)], {
      now,
      rounds: 3,
      disturbed: async () => 'Hidden',
    });
    await expect(measuring).rejects.toThrow('10 rounds in a row were disturbed');
  });

  it('reports what it has after each round that counts', async () => {
    const { now, subject } = simulate();
    const reports: [rounds: number, samples: number][] = [];
    await measure([subject('A', 200)], {
      now,
      rounds: 2,
      report: (measured, rounds) =>
        reports.push([rounds, timesOf([...measured]).get('A')!.throughput.length]),
    });
    expect(reports).toEqual([
      [0, 0],
      [1, 1],
      [2, 2],
    ]);
  });
});
