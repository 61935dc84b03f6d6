import { CLASS_COLOURS, type Palette } from '../../../palette.ts';
import type { StepPart } from './step-parts.ts';

/** The products in the colours that stand out; what computes nothing in grey. */
const COLOURS: Readonly<Record<StepPart['id'], string | null>> = {
  gather: CLASS_COLOURS[8],
  forward: CLASS_COLOURS[1],
  'input-gradient': CLASS_COLOURS[5],
  'kernel-gradient': CLASS_COLOURS[0],
  'bias-gradient': CLASS_COLOURS[6],
  loss: CLASS_COLOURS[3],
  update: CLASS_COLOURS[2],
  unknown: CLASS_COLOURS[9],
  around: null,
};

export const partColour = (id: StepPart['id'], { border }: Palette): string =>
  COLOURS[id] ?? border;
