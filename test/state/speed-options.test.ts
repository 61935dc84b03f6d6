import { describe, expect, it } from 'vitest';
import { decodeUrl } from '../../src/state/decode-url.ts';
import { encodeUrl } from '../../src/state/encode-url.ts';
import { DEFAULT_RACE } from '../../src/state/race-options.ts';
import {
  decodeMeasurement,
  DEFAULT_QUESTION,
  DEFAULT_SPEED,
  encodeMeasurement,
  type SpeedOptions,
} from '../../src/state/speed-options.ts';

const measurement: SpeedOptions = {
  question: {
    base: { inputs: 7, width: 16, depth: 3, outputs: 2, batchSize: 9 },
    axis: 'depth',
    values: [1, 2, 5],
    engines: ['jax-wasm', 'cpu', 'finite-differences'],
    rounds: 11,
  },
  quantity: 'latency',
  part: 'race',
};

describe('a measurement in a link', () => {
  it('comes back as it was', () => {
    const { question, quantity } = measurement;
    expect(decodeMeasurement(encodeMeasurement(question, quantity))).toEqual({
      question,
      quantity,
    });
    const race = { ...DEFAULT_RACE, target: 0.25, engines: ['cpu', 'jax-wasm'] };
    const link = decodeUrl('', []);
    const { hash } = encodeUrl({ ...link, lab: 'speed', measurement, race });
    const followed = decodeUrl(hash, []);
    expect(followed.problems).toEqual([]);
    expect(followed).toMatchObject({ lab: 'speed', measurement, race });
  });

  it('is left out where it is the usual one', () => {
    const link = decodeUrl('', []);
    expect(link.measurement).toEqual(DEFAULT_SPEED);
    expect(encodeUrl({ ...link, lab: 'speed' }).hash).toBe('#v=1&lab=speed');
  });

  it.each([
    ['width;8;16', 'must be like width;8;16;32'],
    ['length;8,32;128;2;10;64,cpu,5,step', 'must be like'],
    ['width;8,32;128;2;10;64,cpu,5,speed', 'must be like'],
    ['width;x,32;128;2;10;64,cpu,5,step', 'must be like'],
    ['width;8,32;128;2;10,cpu,5,step', 'must be like'],
    ['width;16;8,32;128;2;10;64,cpu,5,step', 'ascend'],
    ['width;9999999,32;128;2;10;64,cpu,5,step', 'from 1 to 8192'],
    ['width;1.5,32;128;2;10;64,cpu,5,step', 'whole number'],
    ['width;8,0;128;2;10;64,cpu,5,step', "network's inputs is 0"],
    ['width;8,32;128;2;10;64,torch,5,step', 'no engine "torch"'],
    ['width;8,32;128;2;10;64,cpu;cpu,5,step', 'named twice'],
    ['width;8,32;128;2;10;64,cpu,1000,step', '1 to 99 rounds'],
    [
      `width;${Array.from({ length: 17 }, (_, at) => at + 1).join(';')},32;128;2;10;64,cpu,5,step`,
      '1 to 16 sizes',
    ],
  ])('is refused with the reason: %s', (text, reason) => {
    expect(decodeMeasurement(text)).toContain(reason);
    const link = decodeUrl(`#measure=${text}&lab=speed`, []);
    expect(link.problems.join()).toContain(reason);
    expect(link.measurement?.question).toEqual(DEFAULT_QUESTION);
  });
});
