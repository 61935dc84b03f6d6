import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { DEFAULT_SPEC } from '../../src/spec/default-spec.ts';
import { decodeUrl } from '../../src/state/decode-url.ts';
import { encodeUrl } from '../../src/state/encode-url.ts';
import {
  encodeStopConditions,
  STOP_BOUNDS,
  STOP_KINDS,
  type StopConditions,
} from '../../src/state/stop-conditions.ts';
import { numberIn, SEED } from '../spec/arbitrary-spec.ts';

const decode = (hash: string) => decodeUrl(hash, ['cpu']);
const state = {
  spec: DEFAULT_SPEC,
  engine: 'auto',
  executor: 'auto',
  playing: true,
} as const;

const conditions: fc.Arbitrary<StopConditions> = fc.record(
  Object.fromEntries(STOP_KINDS.map((kind) => [kind, numberIn(STOP_BOUNDS[kind])])),
  { requiredKeys: [] },
);

describe('stop conditions in a link', () => {
  it('are readable, and absent by default', () => {
    const stop = { steps: 500, testLoss: 0.1 };
    expect(encodeUrl({ ...state, stop }).hash).toBe('#v=1&stop=steps:500,testLoss:0.1');
    expect(encodeUrl({ ...state, stop: {} }).hash).toBe('');
    expect(decode('').stop).toBeUndefined();
  });

  it('come back as they were', () => {
    fc.assert(
      fc.property(conditions, (stop) => {
        const { stop: back = {}, problems } = decode(encodeUrl({ ...state, stop }).hash);
        expect(problems).toEqual([]);
        expect(back).toEqual(stop);
        expect(encodeStopConditions(back)).toBe(encodeStopConditions(stop));
      }),
      { seed: SEED, numRuns: 200 },
    );
  });

  it.each([
    ['steps:0', 'stop.steps must be a whole number from 1 to 10000000, not 0.'],
    ['accuracy:95', 'stop.accuracy must be a number above 0 and at most 1, not 95.'],
    [
      'testLoss:low',
      'stop.testLoss must be a number above 0 and at most 1000000, not "low".',
    ],
    ['loss:1', /^In the link, stop\.loss is not a known key; known are "steps"/],
    ['__proto__:1', /^In the link, stop\.__proto__ is not a known key/],
  ])('that are not right are told and ignored: %s', (text, problem) => {
    const { stop, problems } = decode(`#stop=${text}`);
    expect(stop).toEqual({});
    if (typeof problem === 'string')
      expect(problems).toEqual([`In the link, ${problem} The default is used.`]);
    else expect(problems[0]).toMatch(problem);
  });
});
