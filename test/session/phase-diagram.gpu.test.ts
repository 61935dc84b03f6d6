import { afterAll, describe, expect, it } from 'vitest';
import { axisValues } from '../../src/core/phase-diagram.ts';
import { createPopulation } from '../../src/core/sequential-population.ts';
import { gradientFlow } from '../../src/engines/cpu/gradient-flow.ts';
import { createEngineCatalogue } from '../../src/session/engine-catalogue.ts';
import { nodeHost } from '../../src/session/node-host.ts';
import { DiagramNetworks } from '../../src/session/phase-diagram/diagram-networks.ts';
import { createOutcomeCounter } from '../../src/session/phase-diagram/outcomes.ts';
import { PhaseDrawer } from '../../src/session/phase-diagram/phase-drawer.ts';
import type { PhaseQuestion } from '../../src/session/phase-handle.ts';
import { firstBatch, prepareRun } from '../../src/session/prepare-run.ts';
import { tinySpec } from './sample-runs.ts';

const catalogue = createEngineCatalogue(nodeHost);
afterAll(() => catalogue.close());

/** Depth 10, width 16, gain against deviation of the biases. */
const question: PhaseQuestion = {
  spec: tinySpec({
    network: {
      hidden: Array.from({ length: 10 }, () => ({
        units: 16,
        activation: 'tanh',
        initializer: 'lecun-normal',
      })),
      output: { activation: 'softmax' },
    },
    optimizer: 'sgd',
    batchSize: 10,
  }),
  engine: 'webgpu',
  x: { id: 'gain', from: 0.25, to: 4, scale: 'linear' },
  y: { id: 'bias', from: 0, to: 1.5, scale: 'linear' },
  columns: 64,
  rows: 64,
  outcome: 'ratio',
  steps: 1,
};

/** A draw with all its pixels in place. @param on the engines that compute it */
async function draw(asked: PhaseQuestion, on = catalogue) {
  const values = new Float32Array(asked.columns * asked.rows).fill(NaN);
  const engines = new Set<string>();
  const summary = await new PhaseDrawer(on).draw(asked, ({ tile, engine }) => {
    engines.add(engine);
    tile?.pixels.forEach((pixel, at) => (values[pixel] = tile.values[at]));
  });
  return { values, summary, engines: [...engines] };
}

/** A pixel as a population of its own. */
async function alone(asked: PhaseQuestion, pixel: number): Promise<number> {
  const networks = new DiagramNetworks(asked);
  const plan = networks.plan(pixel);
  const counter = createOutcomeCounter(asked, 1, plan.layers.length);
  const population = await createPopulation(await catalogue.load('webgpu'), {
    plans: [plan],
    parameters: networks.parameters(plan),
    training: networks.training,
    metricsEvery: counter.metricsEvery,
  });
  counter.take(await population.train(counter.steps));
  population.dispose();
  return counter.values()[0];
}

/** What a whole picture may take on a software adapter, and how often that is tried. */
const LIMIT_MS = 10_000;
const ATTEMPTS = 3;

/** Spread over the picture, no two in the same column or row. */
const SAMPLE = Array.from(
  { length: 20 },
  (_, k) => 64 * (3 * k + 2) + ((k * 37 + 11) % 64),
);

describe('a diagram of 64 × 64 networks of depth 10 and width 16', () => {
  it('is complete in under 10 s, and any 20 of its pixels are what they are alone', async () => {
    const { values, summary, engines } = await draw(question);
    expect(summary.complete).toBe(true);
    expect(engines).toEqual(['webgpu']);
    const times = [summary.milliseconds];
    // Something else may have kept the machine busy: then it is tried again, each time on a device
    // of its own, which has compiled nothing yet.
    while (Math.min(...times) >= LIMIT_MS && times.length < ATTEMPTS) {
      const fresh = createEngineCatalogue(nodeHost);
      times.push((await draw(question, fresh)).summary.milliseconds);
      await fresh.close();
    }
    console.log(`64 × 64 networks: ${times.map(Math.round).join(', ')} ms`);
    expect(Math.min(...times)).toBeLessThan(LIMIT_MS);
    for (const pixel of SAMPLE) {
      expect(values[pixel]).toBe(await alone(question, pixel));
      const run = prepareRun(new DiagramNetworks(question).spec(pixel));
      const { layers } = gradientFlow(
        run.plan,
        run.parameters,
        firstBatch({ ...run, plan: new DiagramNetworks(question).plan(pixel) }),
        0,
      );
      const exact = Math.log10(layers[0].delta / layers[9].delta);
      expect(Math.abs(values[pixel] - exact)).toBeLessThan(1e-3);
    }
    // Ordered where both are small, chaotic where the gain is large.
    const { columns, rows, x } = question;
    const gains = axisValues(x, columns);
    const row = (at: number) => values.subarray(at * columns, (at + 1) * columns);
    expect(row(0)[gains.findIndex((gain) => gain > 0.5)]).toBeLessThan(-1.5);
    expect(row(0)[gains.findIndex((gain) => gain > 2)]).toBeGreaterThan(0);
    expect(row(rows - 1)[0]).toBeLessThan(-3);
  });
});

describe('a diagram over the depth', () => {
  it('has a population for each, with the same values as alone', async () => {
    const y = { id: 'depth', from: 2, to: 9, scale: 'linear' } as const;
    const asked = { ...question, y, columns: 8, rows: 8 };
    const { values } = await draw(asked);
    for (const pixel of [0, 13, 38, 63])
      expect(values[pixel]).toBe(await alone(asked, pixel));
  });
});
