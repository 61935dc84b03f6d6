import { describe, expect, it } from 'vitest';
import type { TimedEngine, DeviceClock } from '../../src/speed/timed-engine.ts';
import { selectCases } from '../../bench/cases/catalogue.ts';
import { createTimedEngines } from '../../src/speed/engines/catalogue.ts';
import { formatReport } from '../../bench/format-report.ts';
import { createReport } from '../../bench/report.ts';
import { runCases } from '../../bench/run-cases.ts';
import { environment } from '../bench/sample-report.ts';

const cpu = createTimedEngines({ findGpu: async () => undefined, wasmPaths: {} }).get(
  'cpu',
);

/** The CPU engine with the clock of a device beside it. */
function clocked(id: string, openClock: () => Promise<DeviceClock | null>): TimedEngine {
  return {
    ...cpu,
    id,
    prepare: async (problem) => ({ ...(await cpu.prepare(problem)), openClock }),
  };
}

describe('the clock of a device', () => {
  it('gives a column of its own, is closed, and is missing where there is none', async () => {
    const said: string[] = [];
    const engines = [
      clocked('clocked', async () => ({
        resolution: 0.25,
        start: () => void said.push('start'),
        stop: async () => {
          said.push('stop');
          return 60;
        },
        close: () => void said.push('close'),
      })),
      clocked('without', async () => null),
      clocked('broken', async () => {
        throw new Error('Its clock does not open.');
      }),
    ];
    const run = await runCases(selectCases(['tiny-10']), engines, {
      rounds: 2,
      progress: () => undefined,
    });
    expect(said.at(-1)).toBe('close');
    // A sample that turns out too short is taken again.
    const pairs = said.slice(0, -1).join(' ');
    expect(pairs).toMatch(/^start stop( start stop)+$/);
    const [timed, without, broken] = run.cases[0].results;
    const { device, stepsPerSample } = timed.times!;
    expect(timed.deviceResolution).toBe(0.25);
    expect(device).toHaveLength(2);
    expect(device!.at(-1)).toBe(60 / stepsPerSample);
    expect(without.times!.device).toBeUndefined();
    expect(broken).toMatchObject({ refused: 'Its clock does not open.' });

    const text = formatReport(createReport(run, environment, 2, null));
    expect(text).toContain('GPU ms (clock: 250 µs)');
    expect(text).toContain('broken: no time. Its clock does not open.');
  });
});
