import {
  MAX_PHASE_STEPS,
  PHASE_OUTCOMES,
  type PhaseAxis,
  type PhaseOutcome,
} from '../core/phase-diagram.ts';
import type { TrainingSpec } from '../core/spec.ts';
import { axisOf, axisProblem, HYPERPARAMETERS } from '../spec/hyperparameters.ts';
import { decodeNumber } from './choice-text.ts';

/** Networks that stand beside the first one, at most. */
export const MOST_BESIDE = 3;

/** The lessons, in the order in which they are told; `lessons.ts` has their contents, and comes with the lab. */
export const LESSON_IDS = [
  'sigmoid',
  'doubling',
  'critical-gain',
  'he-glorot',
  'dying-relu',
  'clipping',
  'normalization',
  'residual',
  'learning-rate',
  'edge-of-chaos',
] as const;
export type LessonId = (typeof LESSON_IDS)[number];

/** Sides of a phase diagram, in networks. */
export const PHASE_SIZES = [16, 32, 64, 128, 256] as const;

/** What the phase diagram shows. */
export interface PhaseOptions {
  readonly x: PhaseAxis;
  readonly y: PhaseAxis;
  readonly outcome: PhaseOutcome;
  /** Updates of each network, where they are trained at all. */
  readonly steps: number;
  /** Columns and rows. */
  readonly size: number;
}

/** What the gradient-flow lab shows besides the network. */
export interface FlowOptions {
  /** Networks beside the first, on the same data. */
  readonly beside: readonly TrainingSpec[];
  /** Id of the lesson whose text is shown, or null. */
  readonly lesson: LessonId | null;
  readonly phase: PhaseOptions;
}

export const DEFAULT_PHASE: PhaseOptions = {
  x: axisOf('gain'),
  y: axisOf('bias'),
  outcome: 'ratio',
  steps: 100,
  size: 64,
};

export const DEFAULT_FLOW: FlowOptions = {
  beside: [],
  lesson: null,
  phase: DEFAULT_PHASE,
};

const encodeAxis = ({ id, from, to, scale }: PhaseAxis): string =>
  [id, from, to, scale].join(';');

/** `gain;0.5;3;linear,bias;0;1.5;linear,ratio,100,64` */
export function encodePhase({ x, y, outcome, steps, size }: PhaseOptions): string {
  return [encodeAxis(x), encodeAxis(y), outcome, steps, size].join(',');
}

/** What `encodePhase` wrote; the end of a sentence about "phase" where it is not right. */
export function decodePhase(text: string): PhaseOptions | string {
  const [x, y, outcome, steps, size] = text.split(',');
  const axes = [x, y].map(decodeAxis);
  const known = PHASE_OUTCOMES.find((id) => id === outcome);
  const sides = PHASE_SIZES.find((side) => String(side) === size);
  const count = decodeNumber(steps ?? '');
  const [horizontal, vertical] = axes;
  if (horizontal === null || vertical === null || !known || !sides)
    return `must be like ${encodePhase(DEFAULT_PHASE)}.`;
  for (const axis of [horizontal, vertical]) {
    const problem = axisProblem(axis);
    if (problem !== null) return `is not right: ${problem}`;
  }
  if (horizontal.id === vertical.id) return 'must have two different axes.';
  if (count === null || !Number.isInteger(count) || count < 1 || count > MAX_PHASE_STEPS)
    return `must have 1 to ${MAX_PHASE_STEPS} steps.`;
  return { x: horizontal, y: vertical, outcome: known, steps: count, size: sides };
}

function decodeAxis(text: string | undefined): PhaseAxis | null {
  const [id, from, to, scale] = (text ?? '').split(';');
  const ends = [from, to].map((end) => decodeNumber(end ?? ''));
  const [low, high] = ends;
  if (!HYPERPARAMETERS.has(id) || low === null || high === null) return null;
  if (scale !== 'linear' && scale !== 'log') return null;
  return { id, from: low, to: high, scale };
}
