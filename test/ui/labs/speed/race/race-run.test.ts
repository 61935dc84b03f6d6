import { describe, expect, it } from 'vitest';
import type { SpeedHandle } from '../../../../../src/speed/handle.ts';
import type { RaceNews, RaceSummary } from '../../../../../src/speed/race-handle.ts';
import { DEFAULT_RACE, RACE_DATASETS } from '../../../../../src/state/race-options.ts';
import { rangesOf } from '../../../../../src/ui/labs/speed/race/race-chart-painter.ts';
import { raceData } from '../../../../../src/ui/labs/speed/race/race-data.ts';
import { RaceRun } from '../../../../../src/ui/labs/speed/race/race-run.ts';

const race = { ...DEFAULT_RACE, engines: ['cpu', 'tfjs-cpu'] };

/** A handle whose races the test runs. */
function fakeHandle() {
  const asked: {
    tell: (news: RaceNews) => void;
    end: (summary: RaceSummary | null) => void;
    fail: (error: Error) => void;
  }[] = [];
  const handle: Pick<SpeedHandle, 'race' | 'cancel'> = {
    race: (_, tell) =>
      new Promise((end, fail) => {
        asked.push({ tell, end, fail });
      }),
    cancel: () => asked.at(-1)?.end(null),
  };
  return { handle: handle as SpeedHandle, asked };
}

const runner = (step: number, loss: number, grid: Float32Array | null): RaceNews => ({
  kind: 'runner',
  runner: {
    engine: 'cpu',
    step,
    clock: 10 * step,
    steps: Uint32Array.of(step - 1),
    losses: Float32Array.of(loss),
    clocks: Float32Array.of(10 * step),
    grid,
  },
});

describe('a race as the panel knows it', () => {
  it('collects what is told of each runner', async () => {
    const { handle, asked } = fakeHandle();
    let changes = 0;
    const run = new RaceRun(handle, () => changes++);
    const over = run.start(race);
    const [{ tell, end }] = asked;
    expect(run.phase).toBe('preparing');
    tell({ kind: 'progress', doing: 'Loading cpu' });
    tell({ kind: 'entry', engine: 'cpu', adapter: 'here', parity: 1e-7, firstUse: 5 });
    tell({ kind: 'refused', engine: 'tfjs-cpu', reason: 'It cannot.' });
    tell({ kind: 'start' });
    expect(run.phase).toBe('racing');
    const grid = Float32Array.of(1);
    tell(runner(1, 0.5, grid));
    tell(runner(3, 0.25, null));
    tell({ kind: 'note', note: 'Something happened.' });
    const summary = { arrivals: [], commonSteps: 0, lossDifference: null };
    end(summary);
    await over;
    expect(run.phase).toBe('over');
    expect(run.summary).toBe(summary);
    expect(run.notes).toEqual(['Something happened.']);
    const [cpu, tfjs] = run.lanes;
    expect(cpu).toMatchObject({ step: 3, clock: 30, steps: [0, 2], losses: [0.5, 0.25] });
    expect(cpu.grid).toBe(grid);
    expect(tfjs.refused).toBe('It cannot.');
    expect(changes).toBe(9);
    expect(run.isOf({ ...race })).toBe(true);
    expect(run.isOf({ ...race, target: 0.5 })).toBe(false);
  });

  it('keeps how far they came where it is stopped, and says why where it fails', async () => {
    const { handle, asked } = fakeHandle();
    const run = new RaceRun(handle, () => undefined);
    const stopped = run.start(race);
    asked[0].tell(runner(2, 0.5, null));
    run.stop();
    await stopped;
    expect(run).toMatchObject({ phase: 'over', summary: null, problem: null });
    expect(run.lanes[0].step).toBe(2);
    const failed = run.start(race);
    expect(run.lanes[0].step).toBe(0);
    asked[1].fail(new Error('It broke down.'));
    await failed;
    expect(run).toMatchObject({ phase: 'over', problem: 'It broke down.' });
  });
});

it('knows what every data set that can be raced on looks like', () => {
  for (const { id, task, domain } of RACE_DATASETS) {
    const { points, meaning, domain: own } = raceData({ ...race, dataset: id });
    expect(own).toEqual(domain);
    expect(points.plane).toHaveLength(2 * points.count);
    expect(points.labels).toHaveLength(points.count);
    expect(meaning.task).toBe(task);
    expect(meaning.outputs).toBe(
      task === 'classification' ? Math.max(...points.labels) + 1 : 1,
    );
  }
});

it('draws a race from 0 to its last step over whole decades, the target among them', () => {
  const line = { colour: '', dash: [], width: 1 };
  const lines = [
    { ...line, xs: [0, 40], losses: [0.7, 0.2] },
    { ...line, xs: [0, 90], losses: [0.7, 0.1] },
  ];
  expect(rangesOf({ lines, target: 0.02 })).toEqual({ most: 90, decades: [-2, 0] });
  expect(rangesOf({ lines: [], target: 0.02 }).most).toBe(1);
});
