import { describe, expect, it } from 'vitest';
import { createRandom } from '../../src/core/random.ts';
import { answerOf } from '../../src/speed/results/answer.ts';
import {
  compareEngines,
  crossoversOf,
  duelsOf,
} from '../../src/speed/results/compare-engines.ts';
import { sampleResult } from './sample-result.ts';

describe('comparing engines', () => {
  const random = createRandom(3, 'noise');
  /** Times with the drift of a machine that slows down, and 3 % of noise. */
  const times = (factor: number) => (round: number) =>
    factor * (1 + 0.05 * round) * random.between(0.97, 1.03);

  it('finds a planted slowdown of 20 %, with an interval that excludes 1', () => {
    for (let trial = 0; trial < 50; trial++) {
      const { points } = sampleResult({
        rounds: 5,
        times: { cpu: [times(2)], 'cpu-slowed': [times(2.4)] },
      });
      const found = compareEngines(points[0], 'cpu', 'cpu-slowed', 'step')!;
      expect(found.verdict).toBe('slower');
      expect(found.ratio.low).toBeGreaterThan(1);
      expect(Math.abs(found.ratio.value - 1.2)).toBeLessThan(0.06);
    }
  });

  it('finds two copies of one engine equal', () => {
    const verdicts = Array.from({ length: 50 }, () => {
      const { points } = sampleResult({
        rounds: 15,
        times: { cpu: [times(2)], 'cpu-again': [times(2)] },
      });
      return compareEngines(points[0], 'cpu', 'cpu-again', 'step')!.verdict;
    });
    expect(verdicts.filter((verdict) => verdict !== 'equal')).toEqual([]);
  });

  it('has nothing to say where one has no samples', () => {
    const { points } = sampleResult({ rounds: 3, times: { cpu: [() => 1], webgpu: [] } });
    expect(compareEngines(points[0], 'cpu', 'webgpu', 'step')).toBeNull();
  });
});

describe('the crossover', () => {
  const crossing = sampleResult({
    rounds: 5,
    values: [16, 64, 256, 1024],
    times: {
      cpu: [0.1, 1, 10, 100].map((time) => () => time),
      'tfjs-cpu': [1, 4, 30, 300].map((time) => () => time),
      webgpu: [2, 2, 2, 8].map((time) => () => time),
    },
  });

  it('lies on the line through the logarithms of both neighbours', () => {
    const crossovers = crossoversOf(duelsOf(crossing, 'step'));
    expect(crossovers).toHaveLength(1);
    // The ratio goes from 1/2 to 5 between 64 and 256.
    const expected = 64 * 4 ** (Math.log(2) / Math.log(10));
    expect(crossovers[0].x).toBeCloseTo(expected, 9);
    expect(crossovers[0]).toMatchObject({ faster: 'gpu', certain: true });
  });

  it('is said in a sentence with the figures, by the fastest engine of each', () => {
    const answer = answerOf(crossing, 'step')!;
    expect(answer.headline).toBe(
      'On this machine the GPU overtakes the CPU at width\u00a097; at width\u00a01,024 the GPU is 13 times as fast.',
    );
    expect(answer.detail).toContain('Nabla, WebGPU against Nabla, CPU.');
  });

  it('is not claimed where there is none', () => {
    const slow = sampleResult({
      rounds: 5,
      values: [16, 64],
      times: { cpu: [() => 1, () => 2], webgpu: [() => 5, () => 4] },
      softwareAdapter: true,
    });
    const answer = answerOf(slow, 'step')!;
    expect(answer.headline).toBe(
      'On this machine the CPU is faster at every size measured: 5.0 times as fast at width\u00a016, 2.0 times at width\u00a064.',
    );
    expect(answer.detail).toContain('is software');
    const equal = sampleResult({
      rounds: 5,
      times: { cpu: [() => 1], webgpu: [() => 1.001] },
    });
    expect(answerOf(equal, 'step')!.headline).toContain('the same time');
  });

  it('needs both a CPU and a GPU', () => {
    const one = sampleResult({ rounds: 2, times: { cpu: [() => 1] } });
    expect(answerOf(one, 'step')!.headline).toContain('No GPU engine');
    expect(answerOf(sampleResult({ rounds: 2, times: {} }), 'step')).toBeNull();
    const controls = sampleResult({
      rounds: 2,
      times: { 'finite-differences': [() => 1] },
    });
    expect(answerOf(controls, 'step')!.headline).toContain('Neither');
  });
});
