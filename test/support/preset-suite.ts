import { afterAll, describe, expect, it } from 'vitest';
import { createEngineCatalogue } from '../../src/session/engine-catalogue.ts';
import { nodeHost } from '../../src/session/node-host.ts';
import { TrainingSession } from '../../src/session/training-session.ts';
import { PRESETS } from '../../src/state/presets.ts';

const SEEDS = [1, 2, 3];

/** Trains every preset from three seeds on an engine and compares with what it promises. */
export function testPresets(engine: string): void {
  const engines = createEngineCatalogue(nodeHost);
  const session = new TrainingSession(engines, { evaluates: false });
  afterAll(async () => {
    session.dispose();
    await engines.close();
  });

  describe(`on ${engine}`, () => {
    // One test for the seeds of a preset: its kernels are compiled once.
    it.each(PRESETS.map((preset) => [preset.id, preset] as const))(
      '%s reaches its loss from each seed',
      { timeout: 300_000 },
      async (_, { spec, loss, steps }) => {
        for (const seed of SEEDS) {
          const request = { spec: { ...spec, seed }, engine, metricsEvery: 0 };
          const description = await session.configure(request);
          expect(description.engine).toBe(engine);
          await session.advance(steps);
          const evaluation = await session.evaluate();
          expect(evaluation.step).toBe(steps);
          expect(evaluation.test.loss, `seed ${seed}`).toBeLessThan(loss);
        }
      },
    );
  });
}
