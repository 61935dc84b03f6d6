import { describe, expect, it } from 'vitest';
import { layoutDiagram } from '../../../../../src/ui/labs/train/diagram/diagram-layout.ts';
import {
  edgeAt,
  edgesOf,
  gradientStroke,
  largestMagnitude,
  pointOn,
  weightStroke,
} from '../../../../../src/ui/labs/train/diagram/edges.ts';
import { planOf } from '../../../../support/networks.ts';

const plan = planOf({ name: 'n', inputs: 2, hidden: [3, 12], outputs: 2, batchSize: 4 });
const layout = layoutDiagram([2, 3, 12, 2], 700, 2000);
const edges = edgesOf(layout, plan.layers);

describe('edgesOf', () => {
  it('has one edge for each weight between units that are drawn', () => {
    expect(edges).toHaveLength(2 * 3 + 3 * 8 + 8 * 2);
    const { kernel } = plan.layers[1];
    const found = edges.find(
      ({ layer, from, to }) => layer === 1 && from === 2 && to === 7,
    );
    expect(found?.parameter).toBe(kernel.offset + 2 * 12 + 7);
    expect(new Set(edges.map(({ parameter }) => parameter)).size).toBe(edges.length);
  });

  it('leads from one unit to the other', () => {
    for (const edge of edges) {
      expect(pointOn(edge, 0)).toEqual([edge.x0, edge.y0]);
      expect(pointOn(edge, 1)).toEqual([edge.x1, edge.y1]);
    }
  });
});

describe('edgeAt', () => {
  it.each([0.1, 0.5, 0.9])('finds an edge at %d of its way', (t) => {
    // The lowest of the first gap: no other comes near it.
    const lowest = edges.filter(({ layer }) => layer === 0).at(-1);
    if (!lowest) throw new Error('There is no edge.');
    const [x, y] = pointOn(lowest, t);
    expect(edgeAt([lowest], x, y + 1, 7)).toBe(lowest);
  });

  it('finds none far from all of them', () => {
    expect(edgeAt(edges, 350, layout.height + 50, 7)).toBeNull();
    expect(edgeAt([], 10, 10, 7)).toBeNull();
  });
});

describe('strokes', () => {
  it('of weights grow with their magnitude, up to a bound, in the colour of their sign', () => {
    const [none, small, large, huge] = [0, -0.5, 2, 1e9].map((w) =>
      weightStroke(w, false),
    );
    expect(none.width).toBeGreaterThan(0);
    expect(none.tone).toBe(0);
    expect(small).toMatchObject({ tone: -0.5 });
    expect(small.width).toBeGreaterThan(none.width);
    expect(large.width).toBeGreaterThan(small.width);
    expect(huge).toEqual({ width: 8, tone: 1 });
  });

  it('of gradients lose the same with each decade', () => {
    const widths = [1, 1e-1, 1e-2, 1e-3].map((g) => gradientStroke(g, 1, false).width);
    const losses = widths.slice(1).map((width, at) => widths[at] - width);
    for (const loss of losses) expect(loss).toBeCloseTo(losses[0], 9);
    expect(gradientStroke(-1, 1, false)).toEqual({ width: 8, tone: -1 });
  });

  it('of a gradient of 0, or far below the largest, is the thinnest, not none', () => {
    const thinnest = gradientStroke(0, 1, false);
    expect(thinnest.tone).toBe(0);
    expect(thinnest.width).toBeGreaterThan(0);
    expect(gradientStroke(1e-30, 1, false).width).toBe(thinnest.width);
    expect(gradientStroke(0, 0, false)).toEqual(thinnest);
  });

  it('compare with the largest finite magnitude', () => {
    expect(largestMagnitude([1, -3, NaN, Infinity])).toBe(3);
    expect(largestMagnitude([])).toBe(0);
  });
});
