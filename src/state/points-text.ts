import type { DrawnPoint, Task } from '../core/spec.ts';
import { PLANAR_DOMAIN } from '../data/datasets/planar.ts';
import { targetBounds, toHundredths } from '../data/points.ts';

/** More would make an address that chats and mail programs cut off. */
export const MAX_LINK_POINTS = 1000;

/** The digits of base64url: none is escaped in an address. */
const DIGITS = 'ABCDEFGHIJKLMNOPQRSTUVWXYZabcdefghijklmnopqrstuvwxyz0123456789-_';

const [LOW, HIGH] = PLANAR_DOMAIN;
/** Hundredths of a coordinate. */
const PLACES = 100 * (HIGH - LOW) + 1;

/** How targets of a task are counted: classes as they are, values in hundredths. */
function targetsOf(task: Task) {
  const { minimum, maximum } = targetBounds(task);
  const scale = task === 'classification' ? 1 : 100;
  return {
    minimum,
    scale,
    count: scale * (maximum - minimum) + 1,
    /** 4 for classes, 5 for values. */
    digits: task === 'classification' ? 4 : 5,
  };
}

/**
 * Drawn points in a link: a number in base 64 for each, of 4 digits (classes) or 5 (values), made
 * of both coordinates and the target in hundredths. Nothing is lost: specs hold hundredths.
 */
export function encodePoints(points: readonly DrawnPoint[], task: Task): string {
  const { minimum, scale, count, digits } = targetsOf(task);
  const place = (coordinate: number) => Math.round(100 * (coordinate - LOW));
  return points
    .map(([x1, x2, target]) => {
      const last = Math.round(scale * (target - minimum));
      const number = (place(x1) * PLACES + place(x2)) * count + last;
      return Array.from(
        { length: digits },
        (_, i) => DIGITS[Math.floor(number / 64 ** (digits - 1 - i)) % 64],
      ).join('');
    })
    .join('');
}

/** What `encodePoints` wrote, or the end of a sentence on why it is not that. */
export function decodePoints(text: string, task: Task): DrawnPoint[] | string {
  const { minimum, scale, count, digits } = targetsOf(task);
  const found = text.length / digits;
  if (!Number.isInteger(found))
    return `has ${text.length} characters, not ${digits} for each point: a part of it is missing.`;
  if (found > MAX_LINK_POINTS)
    return `has ${found} points; a link carries at most ${MAX_LINK_POINTS}.`;
  const points: DrawnPoint[] = [];
  for (let start = 0; start < text.length; start += digits) {
    let number = 0;
    for (const character of text.slice(start, start + digits))
      number = number * 64 + DIGITS.indexOf(character);
    const target = number % count;
    const places = Math.floor(number / count);
    const isPoint =
      /^[\w-]*$/.test(text.slice(start, start + digits)) && places < PLACES ** 2;
    if (!isPoint) return `has no point at character ${start + 1}.`;
    points.push([
      toHundredths(LOW + Math.floor(places / PLACES) / 100),
      toHundredths(LOW + (places % PLACES) / 100),
      toHundredths(minimum + target / scale),
    ]);
  }
  return points;
}
