import { describe, expect, it } from 'vitest';
import { Disturbances } from '../../../src/speed/disturbances.ts';
import { createTimedEngines } from '../../../src/speed/engines/catalogue.ts';
import type { RaceNews, RaceSummary } from '../../../src/speed/race-handle.ts';
import { raceGrid } from '../../../src/speed/race/race-grid.ts';
import { raceProblem } from '../../../src/speed/race/race-problem.ts';
import { race, runRace } from '../../../src/speed/race/run-race.ts';
import type { TimedEngine, TimedNetwork } from '../../../src/speed/timed-engine.ts';
import { DEFAULT_RACE, raceSpec } from '../../../src/state/race-options.ts';

const host = { findGpu: async () => undefined, wasmPaths: {} };
const registry = createTimedEngines(host);
const spec = raceSpec({
  ...DEFAULT_RACE,
  dataset: 'circle',
  hidden: [6, 4],
  learningRate: 0.005,
});
const SIDE = 8;

/** A clock that only work moves on. */
class SimulatedClock {
  time = 0;
  readonly now = () => this.time;
}

/** An engine whose steps take so many milliseconds of the simulated clock. */
function paced(
  engine: TimedEngine,
  clock: SimulatedClock,
  stepTime: number,
  change: (run: TimedNetwork) => Partial<TimedNetwork> = () => ({}),
): TimedEngine {
  return {
    ...engine,
    async prepare(problem) {
      const run = await engine.prepare(problem);
      const step = (count: number) => {
        clock.time += stepTime * count;
        return run.step(count);
      };
      return { ...run, step, ...change({ ...run, step }) };
    },
  };
}

async function raceOf(
  clock: SimulatedClock,
  engines: readonly TimedEngine[],
  target: number,
  disturbances = new Disturbances(clock.now),
): Promise<{ summary: RaceSummary; news: RaceNews[] }> {
  const news: RaceNews[] = [];
  const summary = await race(
    raceProblem(spec),
    {
      engines,
      target,
      grid: raceGrid(spec, SIDE),
      now: clock.now,
      warmUp: 0,
      disturbances,
    },
    (item) => news.push(item),
  );
  return { summary, news };
}

const ofKind = <Kind extends RaceNews['kind']>(news: readonly RaceNews[], kind: Kind) =>
  news.filter((item): item is Extract<RaceNews, { kind: Kind }> => item.kind === kind);
const lastOf = (news: readonly RaceNews[], engine: string) =>
  ofKind(news, 'runner')
    .filter(({ runner }) => runner.engine === engine)
    .at(-1)!.runner;
const again = (id: string): TimedEngine => ({ ...registry.get('cpu'), id });

describe('a race', () => {
  it('shows that the loss curves of three engines coincide', async () => {
    const clock = new SimulatedClock();
    const engines = [
      paced(registry.get('cpu'), clock, 1),
      paced(registry.get('tfjs-cpu'), clock, 1.7),
      paced(registry.get('jax-wasm'), clock, 0.9),
    ];
    const { summary, news } = await raceOf(clock, engines, 0.05);
    expect(summary.lossDifference).toBeLessThan(1e-3);
    expect(summary.commonSteps).toBeGreaterThan(50);
    expect(ofKind(news, 'entry').map(({ engine }) => engine)).toEqual([
      'cpu',
      'tfjs-cpu',
      'jax-wasm',
    ]);
    for (const { parity } of ofKind(news, 'entry')) expect(parity).toBeLessThan(1e-4);
    const [winner] = summary.arrivals;
    expect(winner.engine).toBe('jax-wasm');
    expect(winner.step).toBeGreaterThan(100);
    expect(winner.loss).toBeLessThanOrEqual(0.05);
    // Two outputs in each cell, told at least at the end.
    for (const id of ['cpu', 'tfjs-cpu', 'jax-wasm'])
      expect(lastOf(news, id).grid).toHaveLength(2 * SIDE * SIDE);
  });

  it('is won by the smallest own clock, whatever the order of the turns', async () => {
    for (const [slow, quick] of [
      ['a', 'b'],
      ['b', 'a'],
    ]) {
      const clock = new SimulatedClock();
      const engines = ['a', 'b'].map((id) =>
        paced(again(id), clock, id === slow ? 2 : 1.9),
      );
      const { summary, news } = await raceOf(clock, engines, 0.1);
      expect(summary.arrivals[0].engine).toBe(quick);
      // The other one was let go on until its clock showed as much.
      expect(lastOf(news, slow).clock).toBeGreaterThanOrEqual(summary.arrivals[0].clock);
      expect(summary.arrivals[0].clock).toBeCloseTo(
        1.9 * (summary.arrivals[0].step + 1),
        6,
      );
    }
  });

  it('reads the losses of quick and slow runners after the same steps', async () => {
    const clock = new SimulatedClock();
    const engines = [paced(again('quick'), clock, 0.05), paced(again('slow'), clock, 11)];
    const { summary, news } = await raceOf(clock, engines, 0.1);
    expect(summary.lossDifference).toBe(0);
    const [winner] = summary.arrivals;
    expect(winner.engine).toBe('quick');
    const slow = lastOf(news, 'slow');
    expect(slow.clock).toBeGreaterThanOrEqual(winner.clock);
    expect(slow.step).toBeLessThan(winner.step);
  });

  it('does not let an engine start whose gradient is wrong, and tells why', async () => {
    const clock = new SimulatedClock();
    const engines = ['cpu', 'cpu-broken'].map((id) => paced(registry.get(id), clock, 1));
    const { summary, news } = await raceOf(clock, engines, 0.3);
    expect(ofKind(news, 'refused')).toEqual([
      {
        kind: 'refused',
        engine: 'cpu-broken',
        reason: expect.stringContaining('is off by') as string,
      },
    ]);
    expect(summary.arrivals.map(({ engine }) => engine)).toEqual(['cpu']);
    expect(summary.lossDifference).toBeNull();
    expect(
      news.some((item) => item.kind === 'runner' && item.runner.engine !== 'cpu'),
    ).toBe(false);
  });

  it.each([
    [
      'throws',
      async () => {
        throw new Error('The device was lost.');
      },
      'The device was lost.',
    ],
    ['overflows', async () => NaN, 'its loss is not a finite number any more'],
  ])('goes on without a runner that %s', async (_, fail, reason) => {
    const clock = new SimulatedClock();
    let calls = 0;
    const failing = paced(again('failing'), clock, 0.5, (run) => ({
      step: (count) => (++calls > 12 ? fail() : run.step(count)),
    }));
    const engines = [failing, paced(registry.get('cpu'), clock, 1)];
    const { summary, news } = await raceOf(clock, engines, 0.3);
    expect(ofKind(news, 'refused')).toEqual([
      {
        kind: 'refused',
        engine: 'failing',
        reason: expect.stringContaining(reason) as string,
      },
    ]);
    expect(summary.arrivals.map(({ engine }) => engine)).toEqual(['cpu']);
  });

  it('ends without a winner where the loss does not fall any more', async () => {
    const clock = new SimulatedClock();
    const still = paced(again('still'), clock, 1, (run) => {
      let steps = 0;
      return {
        async step(count) {
          steps += count;
          if (steps < 10) return run.step(count);
          clock.time += count;
          return 0.5;
        },
      };
    });
    const { summary, news } = await raceOf(clock, [still], 0.01);
    expect(summary.arrivals).toEqual([]);
    expect(ofKind(news, 'note')[0].note).toContain('had not fallen for long');
  });

  it('counts no turn in which the page was hidden, and waits until it is shown', async () => {
    const clock = new SimulatedClock();
    const disturbances = new Disturbances(clock.now);
    let calls = 0;
    const hiding = paced(again('hiding'), clock, 1, (run) => ({
      async step(count) {
        if (++calls === 40) {
          disturbances.noteVisibility(true);
          clock.time += 1e5;
        }
        return run.step(count);
      },
    }));
    let waited = 0;
    const untilVisible = disturbances.untilVisible.bind(disturbances);
    disturbances.untilVisible = () => {
      waited++;
      disturbances.noteVisibility(false);
      return untilVisible();
    };
    const { summary, news } = await raceOf(clock, [hiding], 0.1, disturbances);
    expect(waited).toBe(1);
    const notes = ofKind(news, 'note').map(({ note }) => note);
    expect(notes[0]).toContain('waits until the page is shown');
    expect(notes[1]).toContain('The page was hidden: what that turn of hiding took');
    const [{ step, clock: own }] = summary.arrivals;
    expect(own).toBeCloseTo(step + 1, 6);
  });
});

describe('the question of a race', () => {
  const ask = (change: object) =>
    runRace(
      { host, disturbances: new Disturbances() },
      { spec, engines: ['cpu', 'tfjs-cpu'], target: 0.1, gridSize: 4, ...change },
      () => undefined,
    );
  const hidden = (change: object) => ({
    spec: {
      ...spec,
      network: {
        ...spec.network,
        hidden: spec.network.hidden.map((layer) => ({ ...layer, ...change })),
      },
    },
  });

  it.each([
    ['one engine', { engines: ['cpu'] }, 'Two or three different engines'],
    ['an engine twice', { engines: ['cpu', 'cpu'] }, 'Two or three different engines'],
    ['an unknown engine', { engines: ['cpu', 'abacus'] }, 'There is no engine "abacus"'],
    ['a target of 0', { target: 0 }, 'must be above 0'],
    ['normalization', hidden({ normalization: 'layer' }), 'layers of a race are plain'],
    ['dropout', hidden({ dropout: 0.5 }), 'layers of a race are plain'],
    [
      'another activation',
      hidden({ activation: { id: 'gelu' } }),
      '"gelu" is not among them',
    ],
    [
      'another optimizer',
      {
        spec: {
          ...spec,
          optimizer: { id: 'momentum', learningRate: 0.1, momentum: 0.9 },
        },
      },
      'As an optimizer a race can have "sgd" or "adam"',
    ],
    [
      'no plane',
      { spec: { ...spec, data: { ...spec.data, dataset: 'digits' } } },
      'over the plane',
    ],
  ])('is refused with %s', async (_, change, reason) => {
    await expect(ask(change)).rejects.toThrow(reason);
  });
});
