import type { Curve } from '../../../../speed/results/curves.ts';
import type { Palette } from '../../../palette.ts';
import type { Mark } from './chart-marks.ts';
import type { Frame } from './curve-frame.ts';
import { engineColour } from './engine-colours.ts';

/** The name of each line at its right end, moved apart where they would lie over each other. */
export function names(curves: readonly Curve[], frame: Frame, palette: Palette): Mark[] {
  const gap = 1.25 * frame.font;
  const ends = curves
    .flatMap(({ engine, points }) => {
      const end = points.at(-1);
      return end ? [{ engine, x: frame.x(end.x), y: frame.y(end.quartiles.median) }] : [];
    })
    .sort((a, b) => a.y - b.y);
  const places = spread(
    ends.map(({ y }) => y),
    gap,
    frame.top + gap / 2,
    frame.bottom,
  );
  return ends.flatMap(({ engine, x, y }, at): Mark[] => {
    const colour = engineColour(engine, palette);
    const text: Mark = {
      kind: 'text',
      at: [frame.right + 0.7 * frame.font, places[at] + 0.35 * frame.font],
      text: engine,
      colour: palette.ink,
      size: 0.92 * frame.font,
      anchor: 'start',
    };
    const leader: Mark = {
      kind: 'line',
      points: [
        [x + 0.4 * frame.font, y],
        [frame.right + 0.5 * frame.font, places[at]],
      ],
      colour,
      width: 1,
      dash: '1 2',
    };
    return [leader, text];
  });
}

/** Ascending places at least `gap` apart, as near to the wanted ones as one pass down and up brings them. */
export function spread(
  wanted: readonly number[],
  gap: number,
  low: number,
  high: number,
): number[] {
  const places = wanted.map((place) => Math.max(low, place));
  for (let at = 1; at < places.length; at++)
    places[at] = Math.max(places[at], places[at - 1] + gap);
  for (let at = places.length - 1; at >= 0; at--)
    places[at] = Math.min(
      places[at],
      at === places.length - 1 ? high : places[at + 1] - gap,
    );
  return places;
}
