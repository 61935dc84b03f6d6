import { describe, expect, it } from 'vitest';
import {
  CELLS,
  Drawing,
  MOST_POINTS,
} from '../../../../../src/ui/labs/train/tools/draw-digit/drawing.ts';

const at = (column: number, row: number) => ({ column, row });

describe('a drawing by pointer', () => {
  it('is a stroke from pen down to pen up, of points close to each other', () => {
    const drawing = new Drawing();
    drawing.begin(0.1, 0.1);
    drawing.extend(0.9, 0.1);
    drawing.end();
    drawing.extend(0.5, 0.5);
    expect(drawing.strokes).toHaveLength(1);
    const [stroke] = drawing.strokes;
    expect(stroke[0]).toEqual([0.1, 0.1]);
    expect(stroke.at(-1)?.[0]).toBeCloseTo(0.9, 12);
    for (let i = 1; i < stroke.length; i++)
      expect(stroke[i][0] - stroke[i - 1][0]).toBeLessThanOrEqual(0.5 / CELLS + 1e-12);
  });

  it('stays on the pad', () => {
    const drawing = new Drawing();
    drawing.begin(-1, 0.5);
    drawing.extend(0.5, 7);
    for (const [x, y] of drawing.strokes[0]) {
      expect(x).toBeGreaterThanOrEqual(0);
      expect(y).toBeLessThanOrEqual(1);
    }
  });

  it('falls apart where it is erased', () => {
    const drawing = new Drawing();
    drawing.begin(0.1, 0.5);
    drawing.extend(0.9, 0.5);
    drawing.end();
    drawing.erase(0.5, 0.5, 0.1);
    expect(drawing.strokes).toHaveLength(2);
    const points = drawing.strokes.flat();
    expect(points.some(([x]) => x < 0.35)).toBe(true);
    expect(points.some(([x]) => x > 0.65)).toBe(true);
    expect(points.every(([x]) => Math.abs(x - 0.5) > 0.1)).toBe(true);
  });

  it('takes no more than it can draw', () => {
    const drawing = new Drawing();
    drawing.begin(0, 0);
    for (let i = 0; i < 1000; i++) drawing.extend(i % 2 === 0 ? 1 : 0, 0);
    const count = drawing.strokes.flat().length;
    expect(count).toBeLessThanOrEqual(MOST_POINTS);
    expect(count).toBeGreaterThan(0.9 * MOST_POINTS);
  });
});

describe('a drawing by keyboard', () => {
  it('joins cells that touch, and no others', () => {
    const drawing = new Drawing();
    drawing.paint(at(3, 3));
    drawing.paint(at(4, 4));
    drawing.paint(at(4, 5));
    drawing.paint(at(9, 9));
    expect(drawing.strokes).toHaveLength(2);
    expect(drawing.covers(at(4, 4))).toBe(true);
    expect(drawing.covers(at(7, 7))).toBe(false);
  });

  it('begins anew after something else', () => {
    const drawing = new Drawing();
    drawing.paint(at(3, 3));
    drawing.begin(0.9, 0.9);
    drawing.end();
    drawing.paint(at(4, 3));
    expect(drawing.strokes).toHaveLength(3);
  });

  it('loses a cell to one erasure, however often it was painted', () => {
    const drawing = new Drawing();
    drawing.paint(at(3, 3));
    drawing.paint(at(3, 3));
    expect(drawing.covers(at(3, 3))).toBe(true);
    drawing.erase(3.5 / CELLS, 3.5 / CELLS, 0.75 / CELLS);
    expect(drawing.isBlank).toBe(true);
  });
});

describe('undo', () => {
  it('takes back strokes, cells, erasing and clearing, the last first', () => {
    const drawing = new Drawing();
    drawing.begin(0.2, 0.2);
    drawing.extend(0.8, 0.2);
    drawing.end();
    const line = drawing.strokes.flat();
    drawing.paint(at(20, 20));
    drawing.erase(0.5, 0.2, 0.1);
    drawing.clear();
    expect(drawing.isBlank).toBe(true);
    drawing.undo();
    expect(drawing.strokes).toHaveLength(3);
    drawing.undo();
    expect(drawing.strokes).toHaveLength(2);
    drawing.undo();
    expect(drawing.strokes.flat()).toEqual(line);
    drawing.undo();
    expect(drawing.isBlank).toBe(true);
    expect(drawing.canUndo).toBe(false);
  });

  it('counts no change that changed nothing', () => {
    const drawing = new Drawing();
    drawing.erase(0.5, 0.5, 0.1);
    drawing.clear();
    drawing.undo();
    expect(drawing.canUndo).toBe(false);
  });
});
