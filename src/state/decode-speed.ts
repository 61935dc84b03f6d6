import { UserError } from '../core/errors.ts';
import type { LinkReader } from './link-reader.ts';
import { DEFAULT_RACE, decodeRace, type RaceOptions } from './race-options.ts';
import {
  decodeMeasurement,
  DEFAULT_SPEED,
  SPEED_PARTS,
  type SpeedOptions,
} from './speed-options.ts';

/** What a link says of the speed lab; see `decodeUrl`. */
export function readMeasurement(link: LinkReader): SpeedOptions {
  const part = link.name('part', SPEED_PARTS, DEFAULT_SPEED.part);
  const text = link.text('measure');
  if (text === undefined) return { ...DEFAULT_SPEED, part };
  const measurement = decodeMeasurement(text);
  if (typeof measurement !== 'string') return { ...measurement, part };
  link.problems.push(`In the link, "measure" ${measurement} The default is used.`);
  return { ...DEFAULT_SPEED, part };
}

/** What a link says of its race; see `decodeUrl`. */
export function readRace(link: LinkReader): RaceOptions {
  const text = link.text('race');
  if (text === undefined) return DEFAULT_RACE;
  try {
    return decodeRace(text);
  } catch (error) {
    if (!(error instanceof UserError)) throw error;
    link.problems.push(
      `In the link, "race" is not right: ${error.message} The default is used.`,
    );
    return DEFAULT_RACE;
  }
}
