import { describe, expect, it } from 'vitest';
import { formatReport } from '../../bench/format-report.ts';
import { createReport } from '../../bench/report.ts';
import type { RunResult } from '../../bench/run-cases.ts';
import { environment } from './sample-report.ts';

const times = (milliseconds: number) => ({
  stepsPerSample: 10,
  settled: true,
  throughput: [1, 2, 3].map((speed) => milliseconds * speed),
  latency: [milliseconds, milliseconds, milliseconds],
});

const run: RunResult = {
  engines: [
    { engine: 'a', form: 'fast', adapter: 'An adapter', startTime: 1 },
    { engine: 'b', form: 'slow', adapter: 'Another', startTime: 1 },
    { engine: 'c', form: 'none', failed: 'There is none.' },
  ],
  cases: [
    {
      case: 'tiny',
      label: 'A tiny network',
      parameterCount: 105,
      operations: 4e6,
      results: [
        { engine: 'a', firstUse: 5, times: times(1) },
        { engine: 'b', firstUse: 5, times: times(4) },
        { engine: 'd', refused: 'The gradient of w is off.' },
      ],
    },
  ],
};

describe('the report', () => {
  it('relates every engine to the first one that has times', () => {
    const [{ base, results }] = createReport(run, environment, 3, null).cases;
    expect(base).toBe('a');
    expect(results[0]).toMatchObject({
      throughput: { lower: 1.5, median: 2, upper: 2.5 },
      gigaflops: 2,
    });
    expect(results[1].ratio).toEqual({ value: 4, low: 4, high: 4 });
    expect(results[2].throughput).toBeUndefined();
  });

  it('prints times, and reasons where there are none', () => {
    const text = formatReport(createReport(run, environment, 3, null));
    expect(text).toMatch(/^a +2\.00 +1\.50 to 2\.50 +1\.00 +2\.00 +5\.00 +1$/m);
    expect(text).toMatch(/^b +8\.00 .* 4\.00 \[4\.00, 4\.00\]$/m);
    expect(text).toContain('c did not start: There is none.');
    expect(text).toContain('d: no time. The gradient of w is off.');
  });

  it('relates a case to the one it is compared with, engine by engine', () => {
    const [tiny] = run.cases;
    const measured = {
      ...tiny,
      case: 'tiny-norms',
      comparedWith: 'tiny',
      results: [{ engine: 'b', firstUse: 5, times: times(5) }],
    };
    const report = createReport(
      { ...run, cases: [tiny, measured] },
      environment,
      3,
      null,
    );
    expect(report.cases[1].results[0].caseRatio).toEqual({
      value: 1.25,
      low: 1.25,
      high: 1.25,
    });
    expect(formatReport(report)).toMatch(/^b +10\.0 .* 1 +1\.25 \[1\.25, 1\.25\]$/m);
  });

  it('prints no time of a void run', () => {
    const report = createReport(run, environment, 3, 'the page was hidden.');
    expect(report.void).toBe('the page was hidden.');
    const text = formatReport(report);
    expect(text).toContain('This run is void: the page was hidden.');
    expect(text).not.toContain('ms/step');
  });
});
