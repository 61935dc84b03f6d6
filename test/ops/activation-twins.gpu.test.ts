import { readFileSync } from 'node:fs';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { activations } from '../../src/ops/activations/index.ts';
import { losses } from '../../src/ops/losses/index.ts';
import { requestTestDevice, runKernel } from '../support/gpu-device.ts';
import { soleDefault } from './support.ts';

let device: GPUDevice;
beforeAll(async () => {
  device = await requestTestDevice();
});
afterAll(() => device?.destroy());

const readShader = (path: string) =>
  readFileSync(new URL(`../../shaders/${path}.wgsl`, import.meta.url), 'utf8');

/** Runs two functions of (x, y, parameter) over all points: [first…, second…]. */
function tabulate(
  source: string,
  calls: readonly [string, string],
  points: readonly (readonly [number, number])[],
): Promise<Float32Array> {
  const code = `${source}
    @group(0) @binding(0) var<storage, read> points: array<vec2f>;
    @group(0) @binding(1) var<storage, read_write> results: array<f32>;
    @compute @workgroup_size(64)
    fn main(@builtin(global_invocation_id) id: vec3u) {
      if (id.x >= ${points.length}u) { return; }
      let point = points[id.x];
      results[id.x] = ${calls[0]};
      results[id.x + ${points.length}u] = ${calls[1]};
    }`;
  const inputs = new Float32Array(points.flat());
  return runKernel(
    device,
    code,
    inputs,
    2 * points.length,
    Math.ceil(points.length / 64),
  );
}

/** Dense where the functions bend, then far into saturation on both sides. */
const GRID = [
  ...Array.from({ length: 801 }, (_, i) => (i - 400) / 40),
  ...[1e-30, 1e-20, 1e-10, 1e-7, 1e-5, 1e-3, 0.01].flatMap((x) => [x, -x]),
  ...[12, 13.2, 15, 20, 30, 40, 60, 80, 87, 100, 200, 8000, 1e6, 1e30].flatMap((x) => [
    x,
    -x,
  ]),
].map(Math.fround);

/** The smallest normal float: what is smaller may be flushed to zero. */
const FLUSHED = 2 ** -126;

/**
 * The error allowed to a result whose terms have the size `scale`. WGSL grants exp(−a) an
 * error of 3 + 2a units in the last place (2^-23); the divisions and polynomials around it
 * stay below 16 of them.
 */
function bound(exponent: number, scale: number): number {
  return (3 + 2 * exponent + 16) * 2 ** -23 * scale + 4 * FLUSHED;
}

/** The largest exponent that the functions at x put into exp. */
function exponentOf(id: string, x: number): number {
  if (['linear', 'relu', 'leaky-relu', 'sine'].includes(id)) return 0;
  if (id === 'gelu') return Math.min(x * x, 220) / 2;
  return Math.min((id === 'tanh' ? 2 : 1) * Math.abs(x), 110);
}

/** Size of the terms of φ′ where they cancel around its root, as a multiple of |φ′|. */
function cancellation(id: string, x: number, slope: number): number {
  const { df } = activations.get('sigmoid');
  if (id === 'silu') return Math.max(Math.abs(slope), Math.abs(x) * df(x, 0));
  if (id === 'gelu')
    return Math.max(Math.abs(slope), Math.abs(x) * Math.exp((-x * x) / 2) * 0.4);
  return Math.abs(slope);
}

/**
 * What the error of sine and cosine is measured against: the result where the argument needs
 * no reduction; beyond that the reduced argument is rounded, so an absolute error of 2^-22
 * remains (stated as a share of `bound(0, 1)`).
 */
const sineScale = (x: number, value: number) =>
  Math.abs(x) < 0.7 ? Math.abs(value) : 2 ** -22 / bound(0, 1);

describe.each(activations.entries.map((entry) => [entry.id, entry] as const))(
  'activation/%s.wgsl',
  (id, { f, df, parameters }) => {
    it('agrees with float64, in saturation too', async () => {
      const parameter = soleDefault(parameters) && 0.3;
      const grid = id === 'sine' ? GRID.filter((x) => Math.abs(x) <= 8000) : GRID;
      const results = await tabulate(
        readShader(`activation/${id}`),
        ['activation(point.x, point.y)', 'activation_derivative(point.x, point.y)'],
        grid.map((x) => [x, parameter]),
      );
      const alpha = Math.fround(parameter);
      grid.forEach((x, i) => {
        const value = f(x, alpha);
        const slope = df(x, alpha);
        const exponent = exponentOf(id, x);
        const isSine = id === 'sine';
        const valueScale = isSine ? sineScale(x, value) : Math.abs(value);
        const slopeScale = isSine ? sineScale(x, slope) : cancellation(id, x, slope);
        const [foundValue, foundSlope] = [results[i], results[grid.length + i]];
        expect(Math.abs(foundValue - value), `f(${x}): ${foundValue}`).toBeLessThan(
          bound(exponent, valueScale),
        );
        expect(Math.abs(foundSlope - slope), `df(${x}): ${foundSlope}`).toBeLessThan(
          bound(exponent, slopeScale),
        );
      });
    });
  },
);

describe.each(
  losses.entries.flatMap((entry) =>
    entry.kind === 'elementwise' ? [[entry.id, entry] as const] : [],
  ),
)('loss/%s.wgsl', (id, { value, derivative, parameters }) => {
  it('agrees with float64, in saturation too', async () => {
    const parameter = soleDefault(parameters);
    const targets = id === 'binary-cross-entropy' ? [0, 1, 0.25] : [-1, 0, 1, 0.25];
    // A square of 1e30 is no float.
    const grid = GRID.filter((x) => Math.abs(x) < 1e18);
    const points = grid.flatMap((u) => targets.map((t) => [u, t] as const));
    const results = await tabulate(
      readShader(`loss/${id}`),
      [
        `loss_value(point.x, point.y, ${parameter}f)`,
        `loss_derivative(point.x, point.y, ${parameter}f)`,
      ],
      points,
    );
    points.forEach(([u, t], i) => {
      const fromLogits = id === 'binary-cross-entropy';
      const exponent = fromLogits ? Math.min(Math.abs(u), 110) : 0;
      // With a target between the classes σ(u) and t really differ by less than either.
      const isSoft = fromLogits && t === 0.25;
      const expected = value(u, t, parameter);
      const slope = derivative(u, t, parameter);
      const scale = Math.abs(slope) + (isSoft ? 0.25 : 0);
      // y − t is rounded once; where it is tiny its square is tiny twice over.
      expect(
        Math.abs(results[i] - expected),
        `value(${u}, ${t}): ${results[i]}, ${expected}`,
      ).toBeLessThan(bound(exponent, Math.abs(expected)));
      const found = results[points.length + i];
      expect(
        Math.abs(found - slope),
        `derivative(${u}, ${t}): ${found}, ${slope}`,
      ).toBeLessThan(bound(exponent, scale));
    });
  });
});

describe('lib/numerics.wgsl', () => {
  it('tells finite numbers from infinities and NaN', async () => {
    const cases: [number, number][] = [
      [0, 1],
      [-0, 1],
      [1e-45, 1],
      [-3.4028234663852886e38, 1],
      [Infinity, 0],
      [-Infinity, 0],
      [NaN, 0],
    ];
    const results = await tabulate(
      readShader('lib/numerics'),
      ['select(0.0, 1.0, is_finite_f32(point.x))', 'point.y'],
      cases,
    );
    expect([...results.subarray(0, cases.length)]).toEqual(cases.map(([, is]) => is));
  });
});
