import { describe, expect, it } from 'vitest';
import {
  layoutDiagram,
  nodeY,
} from '../../../../../src/ui/labs/train/diagram/diagram-layout.ts';

const TALL = 2000;

describe('layoutDiagram', () => {
  it('spreads the columns over the width, inputs first', () => {
    const layout = layoutDiagram([2, 8, 4, 2], 700, TALL);
    expect(layout.columns.map(({ layer }) => layer)).toEqual([-1, 0, 1, 2]);
    const gaps = layout.columns.slice(1).map(({ x }, at) => x - layout.columns[at].x);
    for (const gap of gaps) expect(gap).toBeCloseTo(layout.spacing, 9);
    expect(layout.width).toBe(700);
    expect(layout.condensed).toBe(false);
    expect(layout.columns.map(({ shown }) => shown)).toEqual([2, 8, 4, 2]);
  });

  it.each([360, 700, 2000])('keeps units apart and inside at %i px', (width) => {
    for (const counts of [
      [2, 1],
      [2, 8, 8, 2],
      [784, 256, 128, 10],
    ]) {
      const layout = layoutDiagram(counts, width, TALL);
      expect(layout.pitch).toBeGreaterThan(layout.node);
      expect(layout.spacing).toBeGreaterThan(layout.node);
      for (const { x, shown } of layout.columns) {
        expect(x - layout.node / 2).toBeGreaterThanOrEqual(0);
        expect(x + layout.node / 2).toBeLessThanOrEqual(layout.width);
        expect(nodeY(layout, shown - 1) + layout.node / 2).toBeLessThanOrEqual(
          layout.height,
        );
      }
    }
  });

  it('draws the first units of a wide layer, and leaves a place for the number of the others', () => {
    const { columns } = layoutDiagram([784, 9, 10, 2], 700, TALL);
    expect(columns.map(({ shown }) => shown)).toEqual([8, 9, 8, 2]);
    expect(columns[0].count).toBe(784);
  });

  it('is condensed where columns are narrow, and scrolls where they would be too narrow', () => {
    expect(layoutDiagram([2, 8, 8, 8, 2], 360, TALL)).toMatchObject({
      condensed: true,
      width: 360,
    });
    const deep = layoutDiagram([2, ...Array<number>(128).fill(32), 1], 360, TALL);
    expect(deep.condensed).toBe(true);
    expect(deep.width).toBeGreaterThan(128 * 26);
    const edges = deep.columns
      .slice(1)
      .reduce((sum, { shown }, at) => sum + shown * deep.columns[at].shown, 0);
    expect(edges).toBeLessThanOrEqual(4000);
  });

  it('has smaller units where the window is low, larger ones where it is wide', () => {
    const counts = [2, 8, 4, 2];
    const usual = layoutDiagram(counts, 700, TALL);
    const low = layoutDiagram(counts, 700, 300);
    expect(low.node).toBeLessThan(usual.node);
    expect(low.node).toBeGreaterThanOrEqual(20);
    expect(layoutDiagram(counts, 1400, TALL).node).toBeGreaterThan(usual.node);
  });
});
