import { describe, expect, it } from 'vitest';
import type { Engine } from '../../src/core/engine.ts';
import { createSequentialPopulation } from '../../src/core/sequential-population.ts';
import { cpuEngine, cpuFloat64Engine } from '../../src/engines/cpu/index.ts';
import { checkGradients } from '../../src/session/check-gradients.ts';
import { compareWithOwnLoss } from '../../src/session/compare-with-own-loss.ts';
import { firstBatch, prepareRun } from '../../src/session/prepare-run.ts';
import { tinySpec } from './sample-runs.ts';

/** The float32 engine, with populations. */
const populating: Engine = {
  ...cpuEngine,
  populate: (options) => createSequentialPopulation(cpuEngine, options),
};

const run = prepareRun(tinySpec());
const positions = Array.from({ length: run.plan.parameterCount }, (_, at) => at);

async function comparison(change: (gradients: Float32Array) => void) {
  const executor = await cpuEngine.compile(run);
  const gradients = Float32Array.from(
    (await executor.gradients(firstBatch(run))).gradients,
  );
  change(gradients);
  return compareWithOwnLoss(
    run,
    populating,
    firstBatch(run),
    gradients,
    [positions],
    1e-3,
  );
}

describe('a gradient and the engine’s own loss', () => {
  it('agree where the gradient is right', async () => {
    const [own] = (await comparison(() => undefined)) ?? [];
    expect(own.refuted).toBe(false);
    expect(own.error).toBeLessThan(1e-2);
  });

  it('refute one that is a twentieth too large', async () => {
    const [own] =
      (await comparison((gradients) => {
        gradients.forEach((g, at) => (gradients[at] = 1.05 * g));
      })) ?? [];
    expect(own.refuted).toBe(true);
    expect(own.error).toBeGreaterThan(0.04);
  });

  it('are compared in the gradient check where the engine makes populations', async () => {
    const check = (engine: Engine) => checkGradients(run, engine, cpuFloat64Engine);
    const [first] = (await check(populating)).tensors;
    expect(first.verdict).toBe('ok');
    expect(first.ownError).toBeLessThan(1e-2);
    expect((await check(cpuEngine)).tensors[0].ownError).toBeNull();
  });
});
