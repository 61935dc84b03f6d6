import type { Preset } from '../../../state/presets.ts';
import { formatCount } from '../../format.ts';

/** What to expect of a preset. */
export const promise = ({ loss, steps }: Preset): string =>
  `Test loss below ${loss < 1e-3 ? loss.toExponential() : loss} within ${formatCount(steps)} steps.`;
