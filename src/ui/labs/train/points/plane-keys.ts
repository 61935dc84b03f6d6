import { PLANAR_DOMAIN } from '../../../../data/datasets/planar.ts';
import type { Task } from '../../../../core/spec.ts';
import { toHundredths } from '../../../../data/points.ts';
import { placeWithin, type Place } from './point-edits.ts';

/** What a key asks for on the plane. */
export type PlaneAction =
  | { readonly kind: 'move'; readonly to: Place }
  | { readonly kind: 'add' | 'remove' | 'undo' | 'eraser' }
  | { readonly kind: 'target'; readonly target: number };

const STEP = 0.25;
const FINE_STEP = 0.05;

const DIRECTIONS: Readonly<Record<string, readonly [number, number]>> = {
  ArrowLeft: [-1, 0],
  ArrowRight: [1, 0],
  ArrowUp: [0, 1],
  ArrowDown: [0, -1],
};

/** As much of a keyboard event as decides on its meaning. */
export interface KeyPress {
  readonly key: string;
  readonly shiftKey: boolean;
  readonly ctrlKey: boolean;
  readonly metaKey: boolean;
  readonly altKey: boolean;
}

/** @returns null where the key is not the plane's */
export function planeAction(
  press: KeyPress,
  cursor: Place,
  task: Task,
): PlaneAction | null {
  const { key } = press;
  if (press.ctrlKey || press.metaKey)
    return key.toLowerCase() === 'z' && !press.altKey ? { kind: 'undo' } : null;
  if (press.altKey) return null;
  if (Object.hasOwn(DIRECTIONS, key)) {
    const [right, up] = DIRECTIONS[key];
    const step = press.shiftKey ? FINE_STEP : STEP;
    const to = { x1: cursor.x1 + right * step, x2: cursor.x2 + up * step };
    return { kind: 'move', to: placeWithin(to) };
  }
  if (key === 'Home' || key === 'End') {
    const [low, high] = PLANAR_DOMAIN;
    return { kind: 'move', to: { x1: key === 'Home' ? low : high, x2: cursor.x2 } };
  }
  if (key === 'Enter' || key === ' ') return { kind: 'add' };
  if (key === 'Delete' || key === 'Backspace') return { kind: 'remove' };
  if (key.toLowerCase() === 'e') return { kind: 'eraser' };
  if (key.toLowerCase() === 'u') return { kind: 'undo' };
  return /^\d$/.test(key) ? digitAction(Number(key), task) : null;
}

/** 1 is class A, 9 is I and 0 is J; of values, 1 is −1, 5 is 0 and 9 is 1. */
function digitAction(digit: number, task: Task): PlaneAction | null {
  if (task === 'classification') return { kind: 'target', target: (digit + 9) % 10 };
  return digit === 0 ? null : { kind: 'target', target: toHundredths((digit - 5) / 4) };
}
