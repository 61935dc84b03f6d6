import { describe, expect, it } from 'vitest';
import { Disturbances } from '../../src/speed/disturbances.ts';
import { measureCurve } from '../../src/speed/measure-curve.ts';
import { collectNews } from '../../src/speed/results/collect-news.ts';
import type {
  SpeedNews,
  SpeedQuestion,
  SpeedResult,
} from '../../src/speed/results/speed-result.ts';

const base = { inputs: 3, width: 4, depth: 1, outputs: 2, batchSize: 4 };
const host = { findGpu: async () => undefined, wasmPaths: {} };

async function run(
  question: Partial<SpeedQuestion>,
  disturbances = new Disturbances(),
  listen: (news: SpeedNews) => void = () => undefined,
): Promise<SpeedResult> {
  const asked: SpeedQuestion = {
    base,
    axis: 'width',
    values: [2, 4],
    engines: ['cpu'],
    rounds: 2,
    ...question,
  };
  let result: SpeedResult = {
    question: asked,
    environment: undefined as never,
    engines: [],
    points: [],
    voidRounds: [],
    notes: [],
    complete: false,
  };
  await measureCurve({ host, disturbances }, asked, (news) => {
    result = collectNews(result, news);
    listen(news);
  });
  return result;
}

describe('measuring a family of networks', () => {
  it('times gradients, steps and single steps of every engine at every size', async () => {
    const result = await run({ engines: ['cpu', 'finite-differences', 'tfjs-cpu'] });
    expect(result.complete).toBe(true);
    for (const { entries } of result.points)
      for (const { samples, parity } of entries) {
        expect(parity).toBeLessThan(1e-4);
        for (const times of Object.values(samples!)) {
          expect(times).toHaveLength(2);
          for (const time of times) expect(time).toBeGreaterThan(0);
        }
      }
  });
});
