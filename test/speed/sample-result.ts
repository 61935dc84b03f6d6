import { DEFAULT_QUESTION } from '../../src/state/speed-options.ts';
import type { SpeedResult } from '../../src/speed/results/speed-result.ts';

export interface SampleOptions {
  readonly rounds: number;
  readonly values?: readonly number[];
  /** Of each engine, at each size, the milliseconds of a round. */
  readonly times: Readonly<Record<string, readonly ((round: number) => number)[]>>;
  readonly softwareAdapter?: boolean;
}

/** A result with given times; the latency is a step and 1 ms, a gradient 0.8 steps. */
export function sampleResult({
  rounds,
  values = [64],
  times,
  softwareAdapter = false,
}: SampleOptions): SpeedResult {
  const engines = Object.keys(times);
  return {
    question: { ...DEFAULT_QUESTION, values, engines, rounds },
    environment: {
      userAgent: 'Test',
      cores: 2,
      isolated: true,
      clockResolution: 0.005,
      adapter: softwareAdapter ? 'SwiftShader' : 'A card',
      softwareAdapter,
      date: '2026-11-24T12:00:00.000Z',
      version: '0.1.0',
    },
    engines: engines.map((id) => ({
      id,
      form: `form of ${id}`,
      adapter: 'here',
      startTime: 5,
    })),
    points: values.map((value, at) => ({
      value,
      network: { ...DEFAULT_QUESTION.base, width: value },
      parameterCount: 1000 * value,
      operations: 1e5 * value,
      entries: engines.flatMap((engine) => {
        const of = times[engine].at(at);
        if (!of) return [];
        const step = Array.from({ length: rounds }, (_, round) => of(round));
        return [
          {
            engine,
            parity: 1e-6,
            firstUse: 12,
            settled: true,
            samples: {
              gradient: step.map((time) => 0.8 * time),
              step,
              latency: step.map((time) => time + 1),
            },
          },
        ];
      }),
    })),
    voidRounds: [],
    notes: [],
    complete: true,
  };
}
