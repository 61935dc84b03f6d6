import { describe, expect, it } from 'vitest';
import { DEFAULT_SPEC } from '../../../../src/spec/default-spec.ts';
import { parseSpec } from '../../../../src/spec/parse-spec.ts';
import { criticalGain } from '../../../../src/ui/labs/gradient-flow/edge-of-chaos.ts';
import { differencesFrom } from '../../../../src/ui/labs/gradient-flow/differences.ts';

const specOf = (layer: object, network: object = {}) =>
  parseSpec({
    ...DEFAULT_SPEC,
    network: {
      ...DEFAULT_SPEC.network,
      hidden: Array.from({ length: 8 }, () => ({
        units: 24,
        activation: 'tanh',
        ...layer,
      })),
      ...network,
    },
  });

describe('the critical gain', () => {
  it.each([
    ['tanh', 'lecun-normal', 1],
    ['tanh', 'glorot-uniform', 1],
    ['tanh', 'he-normal', Math.SQRT1_2],
    ['relu', 'he-uniform', 1],
    ['relu', 'lecun-normal', Math.SQRT2],
    ['relu', 'orthogonal', Math.SQRT2],
    ['linear', 'orthogonal', 1],
  ])('of %s from %s is %d', (activation, initializer, wanted) => {
    expect(criticalGain(specOf({ activation, initializer })) / wanted).toBeCloseTo(1, 2);
  });

  it('does not depend on the gain that there is, and grows with the biases', () => {
    const at = (gain: number) =>
      criticalGain(specOf({ initializer: { id: 'normal', deviation: 0.3, gain } }));
    expect(at(5) / at(-0.2)).toBeCloseTo(1, 10);
    const usual = specOf({ initializer: 'lecun-normal' });
    expect(criticalGain(usual, 0.5)).toBeGreaterThan(criticalGain(usual));
    expect(
      criticalGain(specOf({ initializer: 'lecun-normal' }, { biasDeviation: 0.5 })),
    ).toBe(criticalGain(usual, 0.5));
  });

  it.each([
    [{ normalization: 'batch' }],
    [{ residual: true }],
    [{ dropout: 0.2 }],
    [{ initializer: 'zeros' }],
    [{ initializer: 'constant' }],
  ])('is unknown to theory with %o', (layer) => {
    expect(criticalGain(specOf(layer))).toBeNaN();
  });

  it('is unknown where layers differ, or there is none', () => {
    const { hidden, output } = specOf({}).network;
    const spec = (layers: readonly object[]) =>
      parseSpec({ ...DEFAULT_SPEC, network: { hidden: layers, output } });
    expect(criticalGain(spec([...hidden, { units: 3, activation: 'relu' }]))).toBeNaN();
    expect(criticalGain(spec([]))).toBeNaN();
  });
});

describe('what a network can be compared with', () => {
  it('is right, differs, and is said once', () => {
    const spec = specOf({ initializer: { id: 'lecun-normal', gain: 2 } });
    const all = differencesFrom(spec).flatMap(({ differences }) => differences);
    expect(all.length).toBeGreaterThan(30);
    expect(new Set(all.map(({ label }) => label)).size).toBe(all.length);
    for (const difference of all) {
      expect(parseSpec(difference.spec)).toEqual(difference.spec);
      expect(difference.spec).not.toEqual(spec);
    }
    expect(all.map(({ label }) => label)).toContainEqual(
      expect.stringMatching(/^Critical gain, 1(\.00\d*)?$/),
    );
  });

  it('leaves out what it is already, and what cannot be', () => {
    const all = differencesFrom(
      specOf({ activation: 'relu', normalization: 'layer' }),
    ).flatMap(({ differences }) => differences.map(({ label }) => label));
    expect(all).not.toContain('ReLU');
    expect(all).not.toContain('Layer normalization');
    expect(all.some((label) => label.startsWith('Critical'))).toBe(false);
    expect(differencesFrom(specOf({}, { hidden: [] }))).toEqual([]);
  });
});
