import { describe, expect, it } from 'vitest';
import { selectCases } from '../../bench/cases/catalogue.ts';
import { scalingCases } from '../../bench/cases/scaling.ts';
import { operationsPerStep, problemOf } from '../../src/speed/cases/training-case.ts';
import { exponentsOf } from '../../bench/exponents.ts';
import { formatReport } from '../../bench/format-report.ts';
import { createReport } from '../../bench/report.ts';
import type { CaseResult } from '../../bench/run-cases.ts';
import { slope } from '../../src/speed/statistics.ts';
import { environment } from './sample-report.ts';

describe('the slope', () => {
  it('is that of the line of least squares', () => {
    expect(slope([0, 1, 2], [5, 7, 9])).toBeCloseTo(2, 12);
    // Σ(x − x̄)(y − ȳ) / Σ(x − x̄)² = (48/9) / (42/9)
    expect(slope([0, 1, 3], [1, 0, 4])).toBeCloseTo(8 / 7, 12);
    expect(slope([1, 1], [1, 2])).toBeNaN();
  });
});

describe('the family of networks', () => {
  it('is measured in the same rounds and doubles one thing at a time', () => {
    const [set, ...others] = selectCases(['scaling']);
    expect(others).toEqual([]);
    expect(set.cases).toBe(scalingCases);
    const operations = new Map(
      scalingCases.map((entry) => [entry.id, operationsPerStep(problemOf(entry).plan)]),
    );
    const base = operations.get('scaling-base')!;
    expect(operations.get('scaling-batch-2')).toBe(2 * base);
    expect(operations.get('scaling-batch-4')).toBe(4 * base);
    // 2·64·(256·512·2 + 512·512·3 + 512·10·3)
    expect(operations.get('scaling-width-2')).toBe(128 * (262144 + 786432 + 15360));
    expect(operations.get('scaling-depth-2')! - base).toBe(2 * 128 * 3 * 256 * 256);
  });
});

/** Times that grow as operations to the power 0.5, on a machine that slows down from round to round. */
function results(): CaseResult[] {
  const points = [
    ['base', 1e6, ['batch', 'width']],
    ['batch-2', 2e6, ['batch']],
    ['batch-4', 4e6, ['batch']],
    ['width-2', 3e6, ['width']],
  ] as const;
  return points.map(([name, operations, axes]) => ({
    case: name,
    label: name,
    operations,
    axes,
    results: [
      {
        engine: 'a',
        times: {
          stepsPerSample: 1,
          settled: true,
          throughput: [1, 2, 3].map((slowness) => slowness * Math.sqrt(operations)),
          latency: [1, 1, 1],
        },
      },
      { engine: 'b', refused: 'The gradient of w is off.' },
    ],
  }));
}

describe('exponents', () => {
  it('compare times of the same round only, for engines that have them', () => {
    const found = exponentsOf(results());
    expect(found.map(({ engine, axis, cases }) => [engine, axis, cases])).toEqual([
      ['a', 'batch', ['base', 'batch-2', 'batch-4']],
      ['a', 'width', ['base', 'width-2']],
    ]);
    for (const { exponent } of found)
      for (const value of [exponent.low, exponent.value, exponent.high])
        expect(value).toBeCloseTo(0.5, 12);
  });

  it('stand in the report, and only where there are some', () => {
    const run = { engines: [], cases: results() };
    const report = createReport(run, environment, 3, null);
    expect(report.exponents).toHaveLength(2);
    const text = formatReport(report);
    expect(text).toMatch(/^engine +batch +width$/m);
    expect(text).toMatch(/^a +0\.500 \[0\.500, 0\.500\] +0\.500 \[0\.500, 0\.500\]$/m);
    const without = createReport({ engines: [], cases: [] }, environment, 3, null);
    expect(without.exponents).toBeUndefined();
  });
});
