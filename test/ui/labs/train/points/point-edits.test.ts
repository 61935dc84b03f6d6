import { describe, expect, it } from 'vitest';
import { LIMITS } from '../../../../../src/core/spec.ts';
import {
  addPoint,
  erasePoints,
  movePoint,
  nearestPoint,
  toTask,
  type Points,
} from '../../../../../src/ui/labs/train/points/point-edits.ts';
import { describePoints } from '../../../../../src/ui/labs/train/points/point-words.ts';
import { PointHistory } from '../../../../../src/ui/labs/train/points/point-history.ts';
import { planeAction } from '../../../../../src/ui/labs/train/points/plane-keys.ts';
import { Stroke } from '../../../../../src/ui/labs/train/points/stroke.ts';

const POINTS: Points = [
  [0, 0, 0],
  [1, 1, 1],
  [-2, 3, 1],
];
const BRUSH = { target: 2, erasing: false, reach: 0.3, spacing: 0.5 };

describe('edits of points', () => {
  it('keep places within the plane, in hundredths', () => {
    expect(addPoint([], { x1: 7, x2: -1.236 }, 1)).toEqual([[6, -1.24, 1]]);
    expect(movePoint(POINTS, 1, { x1: -9, x2: 0.001 })[1]).toEqual([-6, 0, 1]);
  });

  it('add no more than are possible', () => {
    const full: Points = Array.from({ length: LIMITS.drawnPoints }, () => [0, 0, 0]);
    expect(addPoint(full, { x1: 1, x2: 1 }, 0)).toBe(full);
  });

  it('find the nearest point within reach, the upper one of two', () => {
    expect(nearestPoint(POINTS, { x1: 0.9, x2: 1.1 }, 0.3)).toBe(1);
    expect(nearestPoint(POINTS, { x1: 0.5, x2: 0 }, 0.3)).toBe(-1);
    expect(nearestPoint([...POINTS, [0, 0, 1]], { x1: 0, x2: 0 }, 0.3)).toBe(3);
  });

  it('erase what lies within reach, and nothing else', () => {
    expect(erasePoints(POINTS, { x1: 1, x2: 1.2 }, 0.3)).toEqual([POINTS[0], POINTS[2]]);
    expect(erasePoints(POINTS, { x1: 5, x2: 5 }, 0.3)).toBe(POINTS);
  });

  it('turn classes into values and back', () => {
    const values = toTask([...POINTS, [0, 1, 4]], 'regression');
    expect(values.map(([, , value]) => value)).toEqual([-1, 1, 1, 1]);
    const mixed: Points = [
      [0, 0, -0.2],
      [0, 0, 0],
      [0, 0, 0.7],
    ];
    expect(toTask(mixed, 'classification').map(([, , label]) => label)).toEqual([
      0, 1, 1,
    ]);
  });

  it('are told in words', () => {
    expect(describePoints(POINTS, 'classification')).toBe('3 points: 1 of A, 2 of B.');
    expect(describePoints([[0, 0, -0.5]], 'regression')).toBe(
      '1 point with the value −0.5.',
    );
    expect(
      describePoints(
        [
          [0, 0, -0.5],
          [0, 0, 1],
        ],
        'regression',
      ),
    ).toBe('2 points with values from −0.5 to 1.');
    expect(describePoints([], 'classification')).toBe('No points yet.');
  });
});

describe('a stroke', () => {
  it('adds points along its way, evenly, however few places are reported', () => {
    const stroke = new Stroke([], { x1: 0, x2: 0 }, BRUSH);
    stroke.moveTo({ x1: 0.4, x2: 0 });
    stroke.moveTo({ x1: 2.1, x2: 0 });
    expect(stroke.end()).toEqual([
      [0, 0, 2],
      [0.5, 0, 2],
      [1, 0, 2],
      [1.5, 0, 2],
      [2, 0, 2],
    ]);
  });

  it('moves the point it begins on', () => {
    const stroke = new Stroke(POINTS, { x1: 1.1, x2: 1 }, BRUSH);
    stroke.moveTo({ x1: 2, x2: 2 });
    stroke.moveTo({ x1: 3, x2: -1 });
    expect(stroke.end()).toEqual([POINTS[0], [3, -1, 1], POINTS[2]]);
  });

  it('gives a point that is clicked the class of the brush', () => {
    const click = new Stroke(POINTS, { x1: 1.1, x2: 1 }, BRUSH);
    click.moveTo({ x1: 1.12, x2: 1.01 });
    expect(click.end()).toEqual([POINTS[0], [1, 1, 2], POINTS[2]]);
    const same = new Stroke(POINTS, { x1: 1, x2: 1 }, { ...BRUSH, target: 1 });
    expect(same.end()).toBe(POINTS);
  });

  it('erases all it passes over', () => {
    const stroke = new Stroke(
      POINTS,
      { x1: -0.5, x2: -0.5 },
      { ...BRUSH, erasing: true },
    );
    stroke.moveTo({ x1: 1.5, x2: 1.5 });
    expect(stroke.end()).toEqual([POINTS[2]]);
  });
});

describe('the history of a drawing', () => {
  it('goes back edit by edit, and counts only what changes something', () => {
    const task = 'classification';
    const history = new PointHistory({ points: [], task });
    expect(history.undo()).toBe(false);
    expect(history.edit({ points: POINTS, task })).toBe(true);
    expect(history.edit({ points: POINTS, task })).toBe(false);
    expect(history.edit({ points: [], task: 'regression' })).toBe(true);
    expect(history.undo()).toBe(true);
    expect(history.drawing).toEqual({ points: POINTS, task });
    expect(history.undo()).toBe(true);
    expect(history.canUndo).toBe(false);
    expect(history.drawing.points).toEqual([]);
  });
});

describe('a key on the plane', () => {
  const at = (key: string, modifiers = {}, task = 'classification' as const) =>
    planeAction(
      {
        key,
        shiftKey: false,
        ctrlKey: false,
        metaKey: false,
        altKey: false,
        ...modifiers,
      },
      { x1: 5.9, x2: 0 },
      task,
    );

  it.each([
    ['ArrowLeft', {}, { kind: 'move', to: { x1: 5.65, x2: 0 } }],
    ['ArrowRight', {}, { kind: 'move', to: { x1: 6, x2: 0 } }],
    ['ArrowUp', { shiftKey: true }, { kind: 'move', to: { x1: 5.9, x2: 0.05 } }],
    ['Home', {}, { kind: 'move', to: { x1: -6, x2: 0 } }],
    ['Enter', {}, { kind: 'add' }],
    [' ', {}, { kind: 'add' }],
    ['Backspace', {}, { kind: 'remove' }],
    ['E', {}, { kind: 'eraser' }],
    ['z', { ctrlKey: true }, { kind: 'undo' }],
    ['1', {}, { kind: 'target', target: 0 }],
    ['9', {}, { kind: 'target', target: 8 }],
    ['0', {}, { kind: 'target', target: 9 }],
    ['c', { ctrlKey: true }, null],
    ['Tab', {}, null],
    ['constructor', {}, null],
  ])('%s %j', (key, modifiers, action) => {
    expect(at(key, modifiers)).toEqual(action);
  });

  it('chooses a value from −1 to 1', () => {
    const digit = (key: string) =>
      planeAction(
        { key, shiftKey: false, ctrlKey: false, metaKey: false, altKey: false },
        { x1: 0, x2: 0 },
        'regression',
      );
    expect(['1', '5', '9'].map(digit)).toEqual(
      [-1, 0, 1].map((target) => ({ kind: 'target', target })),
    );
    expect(digit('0')).toBeNull();
  });
});
