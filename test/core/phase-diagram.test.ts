import { describe, expect, it } from 'vitest';
import {
  axisValues,
  coarseIndex,
  refinementPasses,
  type PhaseAxis,
} from '../../src/core/phase-diagram.ts';

const axis = (change: Partial<PhaseAxis>): PhaseAxis => ({
  id: 'gain',
  from: 1,
  to: 16,
  scale: 'linear',
  ...change,
});

describe('the values of an axis', () => {
  it('begin and end where they are asked to, evenly or by equal factors', () => {
    expect([...axisValues(axis({}), 4)]).toEqual([1, 6, 11, 16]);
    const log = axisValues(axis({ scale: 'log' }), 5);
    [1, 2, 4, 8, 16].forEach((value, at) => expect(log[at]).toBeCloseTo(value, 12));
    expect([...axisValues(axis({ from: 0.1, to: 0.3 }), 7)].at(-1)).toBe(0.3);
    expect([...axisValues(axis({}), 1)]).toEqual([1]);
  });
});

describe('refinement', () => {
  it.each([
    [64, 64],
    [9, 5],
    [1, 1],
    [3, 17],
  ])('of %i × %i computes each pixel once, coarse ones first', (columns, rows) => {
    const passes = refinementPasses(columns, rows);
    const all = passes.flatMap((pass) => [...pass]);
    expect(new Set(all).size).toBe(all.length);
    expect(all.length).toBe(columns * rows);
    expect(passes[0].length).toBe(Math.ceil(columns / 8) * Math.ceil(rows / 8));
  });

  it('has a coarser pixel stand for each that is not computed yet', () => {
    const [columns, rows] = [20, 11];
    const [first, second] = refinementPasses(columns, rows);
    const known = new Set(first);
    const standIn = (index: number) => coarseIndex(index, columns, (at) => known.has(at));
    for (let index = 0; index < columns * rows; index++) {
      const row = Math.floor(index / columns);
      expect(standIn(index)).toBe(
        (row - (row % 8)) * columns + (index % columns) - ((index % columns) % 8),
      );
    }
    expect(coarseIndex(5, columns, () => false)).toBeNull();
    for (const index of second) known.add(index);
    for (const index of known) expect(standIn(index)).toBe(index);
  });
});
