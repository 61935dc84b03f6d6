import { listNames } from '../core/errors.ts';
import { CONTROL_IDS, type ControlId } from './control-ids.ts';

/** How fast training goes: steps a second, or as fast as the machine can. */
export const SPEEDS = ['1', '10', '100', '1000', 'full'] as const;
export type Speed = (typeof SPEEDS)[number];

/** What one step of the step button is. */
export const STEP_UNITS = ['update', 'epoch'] as const;
export type StepUnit = (typeof STEP_UNITS)[number];

/** How the lab is looked at; it changes nothing that is computed. */
export interface ViewOptions {
  readonly testPoints: boolean;
  /** The answer without shades: only which class, or which sign. */
  readonly discretize: boolean;
  readonly speed: Speed;
  readonly stepUnit: StepUnit;
  /** Controls that are not there, for a page that shows one thing. */
  readonly hide: readonly ControlId[];
}

/** A thousand steps a second: one sees how the usual networks learn. */
export const DEFAULT_VIEW: ViewOptions = {
  testPoints: false,
  discretize: false,
  speed: '1000',
  stepUnit: 'update',
  hide: [],
};

/** Steps a second that a speed stands for. */
export function stepsPerSecond(speed: Speed): number {
  return speed === 'full' ? Infinity : Number(speed);
}

/**
 * Controls named in a link, separated by commas.
 * @returns the known ones, and a sentence where there were others
 */
export function decodeHidden(text: string): {
  readonly hide: readonly ControlId[];
  readonly problem: string | null;
} {
  const names = text.split(',').filter((name) => name !== '');
  const hide = CONTROL_IDS.filter((id) => names.includes(id));
  const unknown = names.find((name) => !CONTROL_IDS.some((id) => id === name));
  return {
    hide,
    problem:
      unknown === undefined
        ? null
        : `In the link, "hide" names "${unknown.slice(0, 40)}", which is no control; known are ${listNames(CONTROL_IDS)}.`,
  };
}
