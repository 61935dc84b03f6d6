import { describe, expect, it } from 'vitest';
import { parseSpec } from '../../../../src/spec/parse-spec.ts';
import {
  featureOptions,
  featuresOf,
  withFormula,
  withToggledFeature,
} from '../../../../src/ui/labs/train/features/feature-edits.ts';
import { tinySpec } from '../../../session/sample-runs.ts';

const spec = tinySpec();
const taken = (of: typeof spec) =>
  featureOptions(of)
    .filter((option) => option.taken)
    .map(({ feature }) => feature);

describe('features', () => {
  it('are the coordinates at first', () => {
    expect(featuresOf(spec)).toEqual(['x1', 'x2']);
    expect(taken(spec)).toEqual(['x1', 'x2']);
    expect(featureOptions(spec)).toHaveLength(9);
  });

  it('are taken and left, in their usual order', () => {
    const squares = withToggledFeature(withToggledFeature(spec, 'x2^2'), 'x1^2');
    expect(taken(squares)).toEqual(['x1', 'x2', 'x1^2', 'x2^2']);
    expect(parseSpec(squares)).toEqual(squares);
    const back = withToggledFeature(withToggledFeature(squares, 'x1^2'), 'x2^2');
    expect(back).toEqual(spec);
  });

  it('may be formulas of one’s own, which are gone when they are left', () => {
    const own = withFormula(spec, ' x1^2 - x2 ');
    expect(taken(own)).toHaveLength(3);
    const feature = taken(own)[2];
    expect(withFormula(own, 'x1^2-x2')).toBe(own);
    expect(featureOptions(withToggledFeature(own, feature))).toHaveLength(9);
  });

  it('are refused where they are no formulas, with the place', () => {
    expect(() => withFormula(spec, 'x1 +')).toThrow();
    expect(() => withFormula(spec, 'y')).toThrow(/y/);
  });
});
