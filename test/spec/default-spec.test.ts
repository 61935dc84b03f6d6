import { describe, expect, it } from 'vitest';
import { DATASETS } from '../../src/data/datasets/index.ts';
import {
  DEFAULT_SPEC,
  defaultSpecFor,
  DIGITS_SPEC,
  SPIRAL_SPEC,
} from '../../src/spec/default-spec.ts';
import { parseSpec } from '../../src/spec/parse-spec.ts';

describe('the ready-made specs', () => {
  it.each([DEFAULT_SPEC, SPIRAL_SPEC, DIGITS_SPEC])(
    'are in their normal form',
    (spec) => {
      expect(parseSpec(spec)).toEqual(spec);
    },
  );

  it.each(DATASETS.ids)('there is a default that fits %s', (dataset) => {
    expect(defaultSpecFor(dataset).data).toMatchObject({ dataset });
  });

  it('refuse an unknown data set', () => {
    expect(() => defaultSpecFor('mars')).toThrow('There is no data set "mars"');
  });
});
