import { expect, test } from 'vitest';
import {
  displayFeature,
  normalizeFeature,
  planeToInputs,
  USUAL_FEATURES,
} from '../../src/data/plane-features.ts';
import { planeJacobian } from '../../src/data/plane-jacobian.ts';

test('the usual features are in their normal spelling, with what a menu shows', () => {
  expect(USUAL_FEATURES.map(({ label }) => label)).toEqual([
    ...['x₁', 'x₂', 'x₁²', 'x₂²', 'x₁x₂', 'sin x₁', 'sin x₂', 'cos x₁', 'cos x₂'],
  ]);
  for (const { feature, label } of USUAL_FEATURES) {
    expect(normalizeFeature(feature)).toBe(feature);
    expect(displayFeature(feature)).toBe(label);
  }
});

test('a feature that grows beyond a formula when it is written out is refused', () => {
  expect(() => normalizeFeature('1e20+'.repeat(20) + 'x1')).toThrow(
    /written out it has 442 characters; at most 256 are possible/,
  );
});

test('points of the plane become inputs, row by row', () => {
  const plane = Float32Array.of(1, 2, -3, 0);
  expect(planeToInputs(null, plane)).toBe(plane);
  expect(planeToInputs(['x2', 'x1^2', '1/x2'], plane)).toEqual(
    Float32Array.of(2, 1, 0.5, 0, 9, Infinity),
  );
});

test('features have a Jacobian at each point, row by row', () => {
  expect(planeJacobian(['x2', 'x1^2', '1/x2'], Float32Array.of(1, 2, -3, 0))).toEqual(
    Float64Array.of(0, 1, 2, 0, 0, -0.25, 0, 1, -6, 0, 0, -Infinity),
  );
});
