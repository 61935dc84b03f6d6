import { describe, expect, it } from 'vitest';
import { agreementsOf, formatAgreements } from '../../bench/agreement.ts';
import { createReport } from '../../bench/report.ts';
import { sampleResult } from '../speed/sample-result.ts';
import { environment } from './sample-report.ts';

const times = (throughput: number[]) => ({
  stepsPerSample: 1,
  settled: true,
  throughput,
  latency: throughput,
});

describe('the agreement of lab and benchmark', () => {
  const lab = sampleResult({
    rounds: 5,
    values: [8, 64],
    times: {
      cpu: [(round) => 10 + round, (round) => 10 + round],
      webgpu: [(round) => 20 + round],
      'tfjs-cpu': [() => 1],
    },
  });
  const report = createReport(
    {
      engines: [],
      cases: [
        {
          case: 'lab-8',
          label: '',
          operations: 1,
          results: [
            { engine: 'webgpu', times: times([23.5, 25, 26]) },
            { engine: 'cpu', times: times([11, 12, 13]) },
          ],
        },
        {
          case: 'lab-64',
          label: '',
          operations: 1,
          results: [{ engine: 'cpu', times: times([30, 31, 32]) }],
        },
      ],
    },
    environment,
    3,
    null,
  );

  it('is told of every engine and size that both have', () => {
    const found = agreementsOf(lab, report).map(
      ({ network, engine, within, overlaps }) => [network, engine, within, overlaps],
    );
    expect(found).toEqual([
      ['lab-8', 'cpu', true, true],
      ['lab-8', 'webgpu', false, true],
      ['lab-64', 'cpu', false, false],
    ]);
  });

  it('is counted below its lines', () => {
    const text = formatAgreements(agreementsOf(lab, report));
    expect(text).toContain('in 1 of 3; the intervals overlap in 2.');
    expect(text).toMatch(/lab-64 +cpu .* apart/);
  });
});
