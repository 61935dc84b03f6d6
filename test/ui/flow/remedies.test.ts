import { describe, expect, it } from 'vitest';
import { diagnoseFlow, type FlowCondition } from '../../../src/core/gradient-flow.ts';
import type { TrainingSpec } from '../../../src/core/spec.ts';
import { gradientFlow } from '../../../src/engines/cpu/gradient-flow.ts';
import { prepareRun } from '../../../src/session/prepare-run.ts';
import { DEFAULT_SPEC } from '../../../src/spec/default-spec.ts';
import { parseSpec } from '../../../src/spec/parse-spec.ts';
import { remediesFor } from '../../../src/ui/flow/remedies.ts';

const specOf = (depth: number, layer: object): TrainingSpec =>
  parseSpec({
    ...DEFAULT_SPEC,
    network: {
      ...DEFAULT_SPEC.network,
      hidden: Array.from({ length: depth }, () => ({ units: 16, ...layer })),
    },
  });

/** The diagnosis of a network before its first step. */
function diagnose(spec: TrainingSpec) {
  const { plan, parameters, training } = prepareRun(spec);
  return diagnoseFlow(gradientFlow(plan, parameters, training, 0));
}

const ILL: readonly (readonly [FlowCondition, TrainingSpec])[] = [
  ['vanishing', specOf(12, { activation: 'sigmoid' })],
  [
    'vanishing',
    specOf(30, { activation: 'tanh', initializer: { id: 'lecun-normal', gain: 0.5 } }),
  ],
  ['vanishing', specOf(40, { activation: 'relu', initializer: 'glorot-uniform' })],
  [
    'exploding',
    specOf(15, { activation: 'linear', initializer: { id: 'lecun-normal', gain: 2 } }),
  ],
  [
    'exploding',
    specOf(25, { activation: 'relu', initializer: { id: 'he-normal', gain: 2 } }),
  ],
  [
    'saturated',
    specOf(2, { activation: 'tanh', initializer: { id: 'lecun-normal', gain: 30 } }),
  ],
];

describe.each(ILL)('of a network that is %s', (condition, spec) => {
  it('every remedy is a valid configuration of its own', () => {
    const diagnosis = diagnose(spec);
    expect(diagnosis.condition).toBe(condition);
    const remedies = remediesFor(diagnosis, spec);
    expect(remedies.length).toBeGreaterThan(1);
    const texts = remedies.map((remedy) => JSON.stringify(parseSpec(remedy.spec)));
    expect(new Set([...texts, JSON.stringify(spec)]).size).toBe(remedies.length + 1);
  });

  it('the remedies that change the network make its gradient better', () => {
    const before = diagnose(spec);
    const distance = (ratio: number) => Math.abs(Math.log(ratio));
    for (const { label, spec: changed } of remediesFor(before, spec)) {
      if (JSON.stringify(changed.network) === JSON.stringify(spec.network)) continue;
      const after = diagnose(parseSpec(changed));
      if (condition === 'saturated') expect(after.condition, label).toBe('healthy');
      else
        expect(distance(after.ratio), label).toBeLessThan(0.6 * distance(before.ratio));
    }
  });
});

it('what is healthy needs none', () => {
  expect(remediesFor(diagnose(DEFAULT_SPEC), DEFAULT_SPEC)).toEqual([]);
});
