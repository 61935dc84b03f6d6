import { describe, expect, it } from 'vitest';
import { costsOf, parallelismOf, type ProbeId } from '../../bench/costs/costs.ts';
import { formatCosts, type CostsReport } from '../../bench/costs/costs-report.ts';
import { measureSlopes, type Probe } from '../../bench/costs/slopes.ts';
import { predict, stepProducts, workOf } from '../../bench/costs/step-products.ts';
import { networks } from '../../bench/cases/networks.ts';
import { operationsPerStep, problemOf } from '../../src/speed/cases/training-case.ts';
import { environment } from './sample-report.ts';

/** Takes `fixed` milliseconds and `each` for every unit, and now and then much longer. */
function fakeProbe(fixed: number, each: number, units = 1) {
  const sizes: number[] = [];
  let calls = 0;
  const probe: Probe = {
    units,
    time: async (scale, size) => {
      sizes.push(scale * size);
      return fixed + each * units * scale * size + (calls++ % 3 === 0 ? 50 : 0);
    },
  };
  return { probe, sizes };
}

const options = { rounds: 4, progress: () => undefined };

describe('slopes', () => {
  it('are what a unit adds, whatever is fixed and whatever comes between', async () => {
    const slopes = await measureSlopes(
      {
        cheap: fakeProbe(3, 20e-6).probe,
        dear: fakeProbe(0.1, 30).probe,
        // As much fixed as would be long enough.
        late: fakeProbe(40, 5e-3, 8).probe,
      },
      options,
    );
    const expected = { cheap: 20, dear: 30e6, late: 5e3 };
    for (const [id, nanoseconds] of Object.entries(expected)) {
      const found = slopes[id as keyof typeof expected];
      expect(found).toHaveLength(options.rounds);
      for (const slope of found)
        expect(Math.abs(slope / nanoseconds - 1)).toBeLessThan(1e-6);
    }
  });

  it('are taken where most of the time is not fixed', async () => {
    const { probe, sizes } = fakeProbe(40, 5e-3);
    await measureSlopes({ probe }, options);
    // 40 + 5e-3 · 2n ≥ 1.5 · (40 + 5e-3 · n)
    expect(sizes.at(-1)!).toBeGreaterThanOrEqual(2 * 8000);
  });

  it('end where nothing is slow enough', async () => {
    const { probe, sizes } = fakeProbe(0, 0);
    const { still } = await measureSlopes({ still: probe }, options);
    expect(still).toEqual([0, 0, 0, 0]);
    expect(Math.max(...sizes)).toBe(2 ** 25);
  });
});

/** A round on a made-up adapter. */
const slopes: Record<ProbeId, number[]> = {
  loop: [10, 12],
  'load-storage': [10 + 16 * 15, 12 + 16 * 17],
  'load-quad': [10 + 16 * 14, 12 + 16 * 14],
  'load-workgroup': [10 + 16 * 13, 12 + 16 * 13],
  'multiply-add-few': [10 + 256 * 0.4, 12 + 256 * 0.4],
  'multiply-add-many': [10 + 128 * 2.5, 12 + 128 * 3.5],
  'multiply-add-shared': [32 * (10 + 128 * 2.5), 64 * (12 + 128 * 3.5)],
  'barrier-one': [50 + 4 * 100, 50 + 4 * 100],
  'barrier-many': [800 + 4 * 2000, 800 + 4 * 2000],
  'no-barrier-one': [50, 50],
  'no-barrier-many': [800, 800],
  workgroup: [300, 300],
  'workgroup-barrier-one': [9000, 9000],
  'workgroup-barrier-many': [130000, 130000],
  dispatch: [5000, 5000],
};

describe('costs', () => {
  it('are those of single operations, without the loops around them', () => {
    const found = costsOf(slopes).map(({ id, nanoseconds: { median } }) => [
      id,
      Number(median.toPrecision(6)),
    ]);
    expect(Object.fromEntries(found)).toEqual({
      'loop-round': 11,
      'load-storage': 16,
      'load-quad': 14,
      'load-workgroup': 13,
      'multiply-add-few': 0.4,
      'multiply-add-many': 3,
      'barrier-one': 100,
      'barrier-many': 2000,
      workgroup: 300,
      'workgroup-barrier-one': 9000,
      'workgroup-barrier-many': 130000,
      dispatch: 5000,
    });
    // 64 workgroups take 32 times as long as one in the first round and 64 times in the other.
    expect(parallelismOf(slopes)).toEqual({ lower: 1.25, median: 1.5, upper: 1.75 });
  });
});

describe('the products of a step of digits', () => {
  it('are those whose operations the benchmark counts', () => {
    const operations = stepProducts().reduce(
      (sum, { shape: { M, K, N } }) => sum + 2 * M * K * N,
      0,
    );
    const digits = networks.find(({ id }) => id === 'digits-sgd')!;
    expect(operations).toBe(operationsPerStep(problemOf(digits).plan));
    expect(stepProducts()).toHaveLength(8);
  });

  it('are counted in subgroups, with those at the edges', () => {
    // 8 × 8 subgroups of 16 rows and 4 · 8 columns.
    expect(workOf({ M: 128, K: 784, N: 256 }, 4)).toEqual({
      rounds: 64 * 784,
      loads: 24 * 64 * 784,
      multiplyAdds: 128 * 64 * 784,
    });
    expect(workOf({ M: 17, K: 5, N: 33 }, 4).rounds).toBe(2 * 2 * 5);
    expect(workOf({ M: 17, K: 5, N: 33 }, 8).rounds).toBe(2 * 5);
    // Every multiply-add once where all invocations work.
    expect(workOf({ M: 64, K: 10, N: 64 }, 4).multiplyAdds).toBe((64 * 10 * 64) / 4);
  });

  it('are predicted by the costs of their loads, multiply-adds and loops', () => {
    const work = { rounds: 1e6, loads: 2e6, multiplyAdds: 4e6 };
    const { loads, multiplyAdds, rounds } = predict(work, costsOf(slopes), 2);
    expect(loads).toBe(16);
    expect(multiplyAdds).toBeCloseTo(6, 9);
    expect(rounds).toBe(5.5);
  });
});

describe('the report of the costs', () => {
  const shape = { M: 64, K: 10, N: 64 };
  const report: CostsReport = {
    format: 1,
    environment,
    void: null,
    rounds: 2,
    adapter: 'An adapter',
    subgroupSize: 4,
    largeWorkgroup: 64,
    clockResolution: 1e-4,
    costs: costsOf(slopes),
    parallelism: parallelismOf(slopes),
    products: ['forward', 'kernel-gradient'].map((id) => ({
      id,
      shape,
      work: { rounds: 1e6, loads: 2e6, multiplyAdds: 4e6 },
      predicted: { loads: 16, multiplyAdds: 6, rounds: 5.5 },
      measured: { lower: 25, median: 28, upper: 30 },
    })),
  };

  it('gives the costs, and prediction beside measurement with their sums', () => {
    const text = formatCosts(report);
    expect(text).toContain('subgroups of 4; clock: of the GPU, 0.1 µs');
    expect(text).toMatch(/^a load of one f32, from storage +16\.0 +15\.5 to 16\.5$/m);
    expect(text).toContain('run at the same time: 1.50, quartiles 1.25 to 1.75');
    expect(text).toMatch(
      /^forward, 64 × 10 × 64 +2\.00 +4\.00 +16\.0 +6\.00 +5\.50 +27\.5 +28\.0$/m,
    );
    expect(text).toMatch(/^all +4\.00 +8\.00 +32\.0 +12\.0 +11\.0 +55\.0 +56\.0$/m);
  });

  it('predicts nothing on a GPU, and gives no figure of a void run', () => {
    const onGpu = formatCosts({ ...report, products: null, clockResolution: null });
    expect(onGpu).toContain('on software adapters only');
    expect(onGpu).toContain('clock: on the wall');
    const voided = formatCosts({ ...report, void: 'the page was hidden.' });
    expect(voided).toContain('This run is void: the page was hidden.');
    expect(voided).not.toContain('f32');
  });
});
