import { afterAll, describe, expect, it } from 'vitest';
import {
  populationCase,
  populationProblemOf,
} from '../../src/speed/cases/population-case.ts';
import { createTimedEngines } from '../../src/speed/engines/catalogue.ts';
import { createNodeSpeedHost } from '../../bench/hosts/node.ts';
import { populationContest } from '../../src/speed/contest/population-contest.ts';

const engines = createTimedEngines(createNodeSpeedHost(''));
const together = engines.get('webgpu');
const tiled = engines.get('webgpu-tiled');
afterAll(async () => {
  await together.close();
  await tiled.close();
});

describe('the population of webgpu', () => {
  it('trains side by side what float64 makes of each network', async () => {
    await together.start();
    const { run } = await (await populationContest(populationCase(5))).enter(together);
    expect(run.stepsAtOnce).toBe(5);
    await run.step(10);
    run.dispose();
  });

  it('is none of the tiled executor, which trains one network', async () => {
    await tiled.start();
    expect(await tiled.populate(populationProblemOf(populationCase(2)))).toBeNull();
  });
});
