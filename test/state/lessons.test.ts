import { afterAll, describe, expect, it } from 'vitest';
import { diagnoseFlow, type GradientFlow } from '../../src/core/gradient-flow.ts';
import type { Overflow } from '../../src/core/metrics.ts';
import type { TrainingSpec } from '../../src/core/spec.ts';
import { PhaseDrawer } from '../../src/session/phase-diagram/phase-drawer.ts';
import { TrainingSession } from '../../src/session/training-session.ts';
import { criticalDeviation } from '../../src/ops/mean-field.ts';
import { axisValues } from '../../src/core/phase-diagram.ts';
import { decodeUrl } from '../../src/state/decode-url.ts';
import { encodeUrl } from '../../src/state/encode-url.ts';
import type { LessonId } from '../../src/state/flow-options.ts';
import { LESSONS } from '../../src/state/lessons.ts';
import { FLOW_QUANTITIES } from '../../src/ui/flow/flow-scales.ts';
import { catalogueWith } from '../session/sample-runs.ts';

/** What came of one network of a lesson. */
interface Outcome {
  /** Before the first update, and after the last. */
  readonly flow: GradientFlow;
  readonly end: GradientFlow;
  readonly overflow: Overflow | null;
}

const catalogue = catalogueWith();
afterAll(() => catalogue.close());

async function outcomeOf(spec: TrainingSpec, steps: number): Promise<Outcome> {
  const session = new TrainingSession(catalogue, { evaluates: false });
  let overflow: Overflow | null = null;
  session.subscribe((update) => (overflow = update.overflow ?? overflow));
  await session.configure({ spec, engine: 'cpu', metricsEvery: 0 });
  const flow = await session.gradientFlow();
  if (steps > 0) await session.advance(steps);
  const end = await session.gradientFlow();
  session.dispose();
  return { flow, end, overflow };
}

const outcomes = new Map<LessonId, Promise<Outcome[]>>();
/** Of each network of a lesson, trained for as long as the lesson says. */
function outcomesOf(id: LessonId): Promise<Outcome[]> {
  const lesson = LESSONS.get(id);
  const known =
    outcomes.get(id) ??
    Promise.all(lesson.networks().map((spec) => outcomeOf(spec, lesson.steps)));
  outcomes.set(id, known);
  return known;
}

const ratio = (flow: GradientFlow) => diagnoseFlow(flow).ratio;
const hidden = ({ layers }: GradientFlow) => layers.slice(0, -1);

describe.each(LESSONS.entries)('the lesson "$label"', (lesson) => {
  it('is a link', () => {
    const [spec, ...beside] = lesson.networks();
    const flow = {
      beside,
      lesson: lesson.id,
      phase: lesson.phase ?? decodeUrl('', []).flow!.phase,
    };
    const state = {
      spec,
      engine: 'auto',
      executor: 'auto' as const,
      playing: true,
      lab: 'gradient-flow' as const,
      flow,
    };
    const { hash, omitted } = encodeUrl(state);
    expect(omitted).toBeNull();
    const decoded = decodeUrl(hash, []);
    expect(decoded.problems).toEqual([]);
    expect(decoded).toMatchObject(state);
  });

  it('has one difference in each network beside the first, in three sentences', () => {
    for (const sentence of lesson.watch) expect(sentence).toMatch(/^[A-Z].*\.$/);
    const networks = lesson.networks();
    expect(networks.length).toBeLessThanOrEqual(4);
    expect(new Set(networks.map(({ seed }) => seed)).size).toBe(1);
    if (lesson.shows !== undefined)
      expect(FLOW_QUANTITIES.map(({ id }) => id)).toContain(lesson.shows);
    expect(new Set(networks.map(({ data }) => JSON.stringify(data))).size).toBe(1);
  });
});

it('sigmoid: a quarter at most a layer, a hundred-thousandth after ten, and tanh a hundredth', async () => {
  const [sigmoid, tanh] = await outcomesOf('sigmoid');
  for (const { throughActivation } of hidden(sigmoid.flow))
    expect(throughActivation).toBeLessThanOrEqual(0.25);
  expect(ratio(sigmoid.flow)).toBeLessThan(1e-5);
  expect(ratio(tanh.flow)).toBeGreaterThan(0.01);
  expect(diagnoseFlow(sigmoid.flow)).toMatchObject({
    condition: 'vanishing',
    cause: 'activation',
  });
});

it('doubling: overflows in the first step near the end, and gain 1 changes nothing', async () => {
  const [doubling, keeping] = await outcomesOf('doubling');
  expect(doubling.overflow).toMatchObject({ step: 0, stage: 'forward' });
  expect(doubling.overflow?.layer).toBeGreaterThan(115);
  for (const { throughKernel } of hidden(doubling.flow).slice(0, -1))
    expect(throughKernel).toBeCloseTo(2, 5);
  expect(keeping.overflow).toBeNull();
  for (const { throughKernel, throughActivation } of hidden(keeping.flow).slice(0, -1)) {
    expect(throughKernel).toBeCloseTo(1, 5);
    expect(throughActivation).toBe(1);
  }
  expect(ratio(keeping.flow)).toBeCloseTo(1, 4);
});

it('critical gain: halves, keeps within a thousand, and grows', async () => {
  const [half, critical, twice] = (await outcomesOf('critical-gain')).map(
    ({ flow }) => flow,
  );
  expect(diagnoseFlow(half).factor).toBeGreaterThan(0.4);
  expect(diagnoseFlow(half).factor).toBeLessThan(0.6);
  expect(diagnoseFlow(half).condition).toBe('vanishing');
  expect(ratio(critical)).toBeGreaterThan(1e-3);
  expect(ratio(critical)).toBeLessThan(1e3);
  expect(ratio(twice)).toBeGreaterThan(1);
  expect(criticalDeviation({ id: 'tanh' }, 0)).toBeCloseTo(1, 2);
});

it('He and Glorot: √2 a layer, a thousand over 30, and within a hundred', async () => {
  const [glorot, he] = (await outcomesOf('he-glorot')).map(({ flow }) => flow);
  expect(diagnoseFlow(glorot).factor * Math.SQRT2).toBeGreaterThan(0.85);
  expect(diagnoseFlow(glorot).factor * Math.SQRT2).toBeLessThan(1.15);
  expect(ratio(glorot)).toBeLessThan(1e-3);
  expect(ratio(he)).toBeGreaterThan(0.01);
  expect(ratio(he)).toBeLessThan(100);
});

it('dying ReLU: more than half of a layer dead, none of leaky ReLU', async () => {
  const [relu, leaky] = await outcomesOf('dying-relu');
  const dead = ({ end }: Outcome) =>
    Math.max(...hidden(end).map(({ deadFraction }) => deadFraction));
  expect(dead(relu)).toBeGreaterThan(0.5);
  expect(dead(leaky)).toBe(0);
  expect(leaky.overflow).toBeNull();
});

it('clipping: without it up or away, with it below the start', async () => {
  const [plain, clipped] = await outcomesOf('clipping');
  expect(plain.overflow !== null || plain.end.loss > plain.flow.loss).toBe(true);
  expect(clipped.overflow).toBeNull();
  expect(clipped.end.loss).toBeLessThan(clipped.flow.loss);
  const norm = Math.hypot(
    ...clipped.flow.layers.map(({ kernelGradient }) => kernelGradient),
  );
  expect(norm).toBeGreaterThan(5);
});

it('normalization: a thousand times as much for the first layer, whatever the scale of the weights', async () => {
  const [plain, normalized] = (await outcomesOf('normalization')).map(({ flow }) => flow);
  expect(ratio(normalized) / ratio(plain)).toBeGreaterThan(1000);
  const [, spec] = LESSONS.get('normalization').networks();
  const scaled = {
    ...spec,
    network: {
      ...spec.network,
      hidden: spec.network.hidden.map((layer) => ({
        ...layer,
        initializer: { ...layer.initializer, gain: 3 },
      })),
    },
  };
  const { flow } = await outcomeOf(scaled, 0);
  expect(ratio(flow) / ratio(normalized)).toBeCloseTo(1, 1);
});

it('residual: guessing on the left, less than half of it on the right', async () => {
  const [plain, residual] = await outcomesOf('residual');
  expect(plain.end.loss).toBeGreaterThan(0.6);
  expect(plain.end.loss).toBeLessThan(0.8);
  expect(residual.end.loss).toBeLessThan(plain.end.loss / 2);
  expect(ratio(residual.end)).toBeGreaterThan(1e-3);
});

it('learning rate: two lower the loss, one raises it', async () => {
  const [slow, middle, fast] = await outcomesOf('learning-rate');
  for (const { flow, end } of [slow, middle]) expect(end.loss).toBeLessThan(flow.loss);
  expect(fast.overflow !== null || fast.end.loss > fast.flow.loss).toBe(true);
});

it('the edge of chaos: vanishes left of the line, explodes right of it, and the line leans right', async () => {
  const lesson = LESSONS.get('edge-of-chaos');
  const [spec] = lesson.networks();
  const { x, y } = lesson.phase!;
  const size = 16;
  const values = new Float32Array(size * size);
  await new PhaseDrawer(catalogue).draw(
    { spec, engine: 'cpu', x, y, columns: size, rows: size, outcome: 'ratio', steps: 1 },
    ({ tile }) => tile?.pixels.forEach((pixel, at) => (values[pixel] = tile.values[at])),
  );
  const gains = axisValues(x, size);
  const biases = axisValues(y, size);
  const edges = Array.from(biases, (bias) => criticalDeviation({ id: 'tanh' }, bias));
  const mean = (side: (gain: number, edge: number) => boolean) => {
    const chosen = [...values].filter((_, at) =>
      side(gains[at % size], edges[Math.floor(at / size)]),
    );
    return chosen.reduce((sum, value) => sum + value, 0) / chosen.length;
  };
  expect(mean((gain, edge) => gain < 0.8 * edge)).toBeLessThan(-0.5);
  expect(mean((gain, edge) => gain > 1.25 * edge)).toBeGreaterThan(0.3);
  expect(edges).toEqual([...edges].sort((a, b) => a - b));
});
