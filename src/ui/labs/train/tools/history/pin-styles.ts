import { ARCHIVE_LIMITS } from '../../../../run/run-record.ts';
import { PALETTES, type Palette } from '../../../../palette.ts';

/** How the line of a pinned run looks. */
export interface PinStyle {
  readonly colour: string;
  /** Lengths of lines and gaps in CSS pixels; empty for a solid line. */
  readonly dash: readonly number[];
}

/** 3 : 1 against the surface and more; after Okabe and Ito (2008), darkened or lightened. */
const COLOURS = {
  light: ['#0a629f', '#b5470f', '#00795a', '#8b2252', '#5b4bb5', '#59616b'],
  dark: ['#6cb8ec', '#f59322', '#3cc79b', '#e08ab8', '#a89bf0', '#a0a8b2'],
} as const;

/** Colours are told apart by dashes too, for those who see few of them. */
const DASHES: readonly (readonly number[])[] = [
  [],
  [8, 4],
  [2, 3],
  [12, 4, 2, 4],
  [5, 2],
  [14, 6],
];

/** @param place 0 to ARCHIVE_LIMITS.pinned − 1 */
export function pinStyle(place: number, palette: Palette): PinStyle {
  const colours = palette === PALETTES.dark ? COLOURS.dark : COLOURS.light;
  const at = place % ARCHIVE_LIMITS.pinned;
  return { colour: colours[at], dash: DASHES[at] };
}
