import { describe, expect, it } from 'vitest';
import fc from 'fast-check';
import { choose } from '../../src/core/choice.ts';
import { schedules } from '../../src/ops/schedules/index.ts';

function factors(id: string, given: Record<string, number>, steps: number[]): number[] {
  const entry = schedules.get(id);
  return steps.map((step) => entry.factor(choose(entry, given), step));
}

describe('schedules at their corners', () => {
  it('constant', () => expect(factors('constant', {}, [0, 1e6])).toEqual([1, 1]));

  it('step', () =>
    expect(factors('step', { every: 10, factor: 0.5 }, [0, 9, 10, 19, 20])).toEqual([
      1, 1, 0.5, 0.5, 0.25,
    ]));

  it('warm-up', () => {
    expect(factors('warm-up', { steps: 4 }, [0, 1, 2, 3, 4, 99])).toEqual([
      0.25, 0.5, 0.75, 1, 1, 1,
    ]);
    expect(factors('warm-up', { steps: 1 }, [0])).toEqual([1]);
  });

  it('cosine', () => {
    const found = factors('cosine', { steps: 100, minimum: 0.2 }, [0, 50, 100, 1000]);
    [1, 0.6, 0.2, 0.2].forEach((value, i) => expect(found[i]).toBeCloseTo(value, 14));
  });

  it('cosine after a warm-up', () => {
    const given = { steps: 10, minimum: 0, warmUpSteps: 4 };
    const found = factors('cosine', given, [0, 3, 4, 9, 14]);
    [0.25, 1, 1, 0.5, 0].forEach((value, i) => expect(found[i]).toBeCloseTo(value, 14));
  });
});

it('every factor lies in [0, 1]', () => {
  const steps = fc.integer({ min: 1, max: 1000 });
  const share = fc.double({ min: 0, max: 1, noNaN: true });
  fc.assert(
    fc.property(
      fc.constantFrom(...schedules.entries),
      fc.record({
        every: steps,
        steps,
        factor: share,
        minimum: share,
        warmUpSteps: steps,
      }),
      fc.integer({ min: 0, max: 5000 }),
      (entry, given, step) => {
        const factor = entry.factor(choose(entry, given), step);
        return factor >= 0 && factor <= 1;
      },
    ),
    { seed: 1 },
  );
});
