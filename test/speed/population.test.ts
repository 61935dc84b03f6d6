import { describe, expect, it } from 'vitest';
import type { TimedEngine, PopulationRun } from '../../src/speed/timed-engine.ts';
import { selectCases } from '../../bench/cases/catalogue.ts';
import {
  memberOf,
  parametersOf,
  populationCase,
  populationProblemOf,
} from '../../src/speed/cases/population-case.ts';
import { networks } from '../../bench/cases/networks.ts';
import { problemOf } from '../../src/speed/cases/training-case.ts';
import { createTimedEngines } from '../../src/speed/engines/catalogue.ts';
import { createOwnEngine } from '../../src/speed/engines/ours.ts';
import { formatReport } from '../../bench/format-report.ts';
import { PARITY_TOLERANCE } from '../../src/speed/contest/parity.ts';
import { populationContest } from '../../src/speed/contest/population-contest.ts';
import { createReport } from '../../bench/report.ts';
import { runCases } from '../../bench/run-cases.ts';
import { parameterOf } from '../../src/core/choice.ts';
import { createSequentialPopulation } from '../../src/core/sequential-population.ts';
import { cpuEngine } from '../../src/engines/cpu/index.ts';
import { environment } from '../bench/sample-report.ts';

const SIZE = 6;
const small = populationCase(SIZE);
const problem = populationProblemOf(small);
const engines = createTimedEngines({ findGpu: async () => undefined, wasmPaths: {} });

/** An engine that has populations, with a planted mistake where one is given. */
function populated(
  change: (run: PopulationRun) => Partial<PopulationRun> = () => ({}),
): TimedEngine {
  const engine = createOwnEngine('populated', 'for the test', async () => ({
    engine: cpuEngine,
    populate: (options) => createSequentialPopulation(cpuEngine, options),
  }));
  return {
    ...engine,
    async populate(given) {
      const run = await engine.populate(given);
      return run && { ...run, ...change(run) };
    },
  };
}

async function entered(engine: TimedEngine): Promise<number | undefined> {
  await engine.start();
  const { run } = await (await populationContest(small)).enter(engine);
  run.dispose();
  return run.stepsAtOnce;
}

/** Parameters of a network off by a share of how far a tensor of it was taken. */
const wrongParameters = (network: number, share: number) =>
  populated((run) => ({
    async readParameters() {
      const all = Float64Array.from(await run.readParameters());
      const start = parametersOf(problem, problem.parameters, network);
      const { parameterCount, tensors } = problem.plans[network];
      const { offset, size } = tensors[2];
      const changes = Array.from(
        { length: size },
        (_, at) => all[network * parameterCount + offset + at] - start[offset + at],
      );
      all[network * parameterCount + offset + 3] += share * Math.hypot(...changes);
      return all;
    },
  }));

describe('the population', () => {
  it('has 4096 networks, each with its own parameters and learning rate, on the same batches', () => {
    const [set, ...others] = selectCases(['population']);
    expect(others).toEqual([]);
    expect(set.cases).toEqual([populationCase(4096)]);
    const rates = problem.plans.map(({ training }) =>
      parameterOf(training.optimizer, 'learningRate'),
    );
    expect(new Set(rates).size).toBe(SIZE);
    expect(Math.min(...rates)).toBeGreaterThanOrEqual(0.003);
    expect(Math.max(...rates)).toBeLessThan(0.1);
    const first = Array.from(
      { length: SIZE },
      (_, k) => memberOf(problem, k).parameters[0],
    );
    expect(new Set(first).size).toBe(SIZE);
    expect(new Set(problem.plans.map(({ training }) => training.seed)).size).toBe(1);
  });

  it('begins with the parameters and batches of tiny', () => {
    const tiny = problemOf(networks.find(({ id }) => id === 'tiny')!);
    const { parameters, batches } = memberOf(problem, 0);
    expect(parameters).toEqual(tiny.parameters);
    expect(batches).toEqual(tiny.batches);
  });
});

describe('the parity gate of populations', () => {
  it('lets engines in that train side by side', async () => {
    for (const engine of [populated(), engines.get('jax-wasm')])
      expect(await entered(engine)).toBe(SIZE);
  });

  it('lets engines in that train one network', async () => {
    expect(await entered(engines.get('cpu'))).toBeUndefined();
    expect(await engines.get('tfjs-cpu').populate(problem)).toBeNull();
  });

  it('refuses a network whose parameters are off, and names it', async () => {
    await expect(
      entered(wrongParameters(SIZE - 1, 3 * PARITY_TOLERANCE)),
    ).rejects.toThrow(
      /The change of dense_1\/kernel of network 5 in 2 steps is off by [23]\.\de-3/,
    );
    await entered(wrongParameters(SIZE - 1, PARITY_TOLERANCE / 2));
  });

  it('refuses losses that are no numbers, or stay', async () => {
    const nan = populated(() => ({ advance: async () => [] }));
    await expect(entered(nan)).rejects.toThrow(
      'loss of network 0 in step 1 is off by NaN',
    );
    const still = populated((run) => {
      let first: Promise<ArrayLike<number>> | null = null;
      return { advance: () => (first ??= run.advance()) };
    });
    await expect(entered(still)).rejects.toThrow(
      'The loss of network 0 in step 2 is off',
    );
  });
});

it('is measured in steps of one network, whatever trains it', async () => {
  const counts: number[] = [];
  const counted = populated((run) => ({
    async step(count) {
      counts.push(count);
      return run.step(count);
    },
  }));
  const run = await runCases(
    [{ names: ['population'], cases: [small] }],
    [counted, engines.get('cpu')],
    { rounds: 1, progress: () => undefined },
  );
  expect(counts.every((count) => count > 0 && count % SIZE === 0)).toBe(true);
  const text = formatReport(createReport(run, environment, 1, null));
  expect(text).toContain('6 networks 2-8-8-1');
  expect(text).toMatch(/^populated .* 6 at once/m);
  expect(text).toMatch(/^cpu /m);
  const [together, alone] = run.cases[0].results;
  expect(together.stepsAtOnce).toBe(SIZE);
  expect(alone.stepsAtOnce).toBeUndefined();
});
