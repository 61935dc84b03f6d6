import { describe, expect, it } from 'vitest';
import { decodeUrl } from '../../src/state/decode-url.ts';
import { encodeUrl } from '../../src/state/encode-url.ts';
import {
  decodeHidden,
  DEFAULT_VIEW,
  stepsPerSecond,
  type ViewOptions,
} from '../../src/state/view-options.ts';

const decode = (hash: string) => decodeUrl(hash, ['cpu']);

describe('how the lab is looked at', () => {
  it('is in the link where it is unusual', () => {
    const view: ViewOptions = {
      testPoints: true,
      discretize: true,
      speed: 'full',
      stepUnit: 'epoch',
      hide: ['noise', 'loss'],
    };
    const { hash } = encodeUrl({ ...decode(''), view });
    expect(hash).toBe(
      '#v=1&show-test=1&discretize=1&speed=full&step=epoch&hide=noise,loss',
    );
    expect(decode(hash).view).toEqual(view);
  });

  it('leaves nothing in the link where it is usual', () => {
    expect(encodeUrl(decode('')).hash).toBe('');
    expect(decode('').view).toEqual(DEFAULT_VIEW);
  });

  it.each([
    ['#v=1&speed=42', 'speed'],
    ['#v=1&step=second', 'step'],
    ['#v=1&show-test=maybe', 'show-test'],
    ['#v=1&hide=everything', 'everything'],
  ])('is as usual where %s is not right, with a sentence', (hash, word) => {
    const { view, problems } = decode(hash);
    expect(view).toEqual(DEFAULT_VIEW);
    expect(problems).toHaveLength(1);
    expect(problems[0]).toContain(word);
  });
});

it('decodeHidden keeps what is known, in the order of the controls', () => {
  expect(decodeHidden('loss,data,,x').hide).toEqual(['data', 'loss']);
  expect(decodeHidden('').problem).toBeNull();
});

it('stepsPerSecond is a number, or as fast as can be', () => {
  expect(stepsPerSecond('100')).toBe(100);
  expect(stepsPerSecond('full')).toBe(Infinity);
});
