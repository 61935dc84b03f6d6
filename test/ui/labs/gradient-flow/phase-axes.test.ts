import { describe, expect, it } from 'vitest';
import { axisValues, type PhaseAxis } from '../../../../src/core/phase-diagram.ts';
import { HYPERPARAMETERS } from '../../../../src/spec/hyperparameters.ts';
import {
  axisTicks,
  placeOn,
  valueAt,
  zoomed,
} from '../../../../src/ui/labs/gradient-flow/phase-axes.ts';

const gain: PhaseAxis = { id: 'gain', from: 0.5, to: 3, scale: 'linear' };
const rate: PhaseAxis = { id: 'lr', from: 1e-3, to: 100, scale: 'log' };

describe.each([gain, rate])('an axis of $id', (axis) => {
  it('has each value in the middle of its pixel, and back', () => {
    const values = axisValues(axis, 16);
    values.forEach((value, at) => {
      expect(placeOn(axis, value, 16)).toBeCloseTo((at + 0.5) / 16, 12);
      expect(valueAt(axis, (at + 0.5) / 16, 16) / value).toBeCloseTo(1, 12);
    });
  });

  it('has a few round values, all of them on it', () => {
    const ticks = axisTicks(axis, 64, 6);
    expect(ticks.length).toBeGreaterThanOrEqual(3);
    expect(ticks.length).toBeLessThanOrEqual(9);
    for (const { at } of ticks) expect(at >= 0 && at <= 1).toBe(true);
  });

  it('goes deeper until digits run out, and wider until its bounds', () => {
    const { bounds } = HYPERPARAMETERS.get(axis.id);
    let deep = axis;
    for (let round = 0; round < 60; round++) deep = zoomed(deep, 0.4, 0.6, 64, bounds);
    expect(deep.from).toBeLessThan(deep.to);
    let wide = axis;
    for (let round = 0; round < 60; round++) wide = zoomed(wide, -0.5, 1.5, 64, bounds);
    expect(wide.from).toBeGreaterThanOrEqual(bounds.minimum);
    expect(wide.to).toBeLessThanOrEqual(bounds.maximum);
    expect(wide.from).toBeLessThan(wide.to);
  });
});
