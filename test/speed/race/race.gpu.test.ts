import { expect, it } from 'vitest';
import { createNodeSpeedHost } from '../../../bench/hosts/node.ts';
import { Disturbances } from '../../../src/speed/disturbances.ts';
import { runRace } from '../../../src/speed/race/run-race.ts';
import type { RaceNews } from '../../../src/speed/race-handle.ts';
import { DEFAULT_RACE, raceSpec } from '../../../src/state/race-options.ts';

it('races webgpu against the CPU, and the curves coincide', async () => {
  const news: RaceNews[] = [];
  const race = { ...DEFAULT_RACE, dataset: 'circle', hidden: [6, 4], learningRate: 0.02 };
  const summary = await runRace(
    { host: createNodeSpeedHost(''), disturbances: new Disturbances() },
    {
      spec: raceSpec(race),
      engines: ['webgpu', 'cpu'],
      target: 0.3,
      gridSize: 8,
    },
    (item) => news.push(item),
  );
  expect(news.filter(({ kind }) => kind === 'refused')).toEqual([]);
  expect(summary.arrivals.length).toBeGreaterThan(0);
  expect(summary.commonSteps).toBeGreaterThan(0);
  expect(summary.lossDifference).toBeLessThan(1e-3);
});
