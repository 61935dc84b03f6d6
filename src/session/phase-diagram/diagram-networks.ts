import type { Examples } from '../../core/examples.ts';
import { axisValues, type PhaseAxis } from '../../core/phase-diagram.ts';
import { compilePlan, type Plan } from '../../core/plan.ts';
import type { TrainingSpec } from '../../core/spec.ts';
import { UserError } from '../../core/errors.ts';
import { initialParameters } from '../../ops/initial-parameters.ts';
import { HYPERPARAMETERS } from '../../spec/hyperparameters.ts';
import { describeBounds } from '../../spec/schema-parts.ts';
import {
  MAX_PHASE_PIXELS,
  MAX_PHASE_STEPS,
  type PhaseQuestion,
} from '../phase-handle.ts';
import { prepareRun } from '../prepare-run.ts';

/** The networks of a diagram. All see the same examples in the same order, from the same seeds. */
export class DiagramNetworks {
  readonly training: Examples;
  readonly #question: PhaseQuestion;
  readonly #shape: Parameters<typeof compilePlan>[1];
  readonly #x: Float64Array;
  readonly #y: Float64Array;

  /** @throws UserError where the question is at fault */
  constructor(question: PhaseQuestion) {
    checkQuestion(question);
    this.#question = question;
    const { plan, training } = prepareRun(question.spec, question.csv);
    this.training = training;
    this.#shape = {
      inputs: plan.inputs,
      outputs: plan.outputs,
      examples: training.count,
      classification: plan.training.classification,
    };
    this.#x = axisValues(question.x, question.columns);
    this.#y = axisValues(question.y, question.rows);
  }

  /** The spec of a pixel. */
  spec(pixel: number): TrainingSpec {
    const { columns, x, y, spec } = this.#question;
    const vertical = valueOn(y, this.#y[Math.floor(pixel / columns)]);
    const horizontal = valueOn(x, this.#x[pixel % columns]);
    return HYPERPARAMETERS.get(x.id).apply(
      HYPERPARAMETERS.get(y.id).apply(spec, vertical),
      horizontal,
    );
  }

  /** Its plan. A ratio is taken before the first update, whose size must not matter: it may not overflow. */
  plan(pixel: number): Plan {
    const spec = this.spec(pixel);
    const optimizer =
      this.#question.outcome === 'ratio' ? { id: 'sgd', learningRate: 1e-30 } : null;
    return compilePlan(optimizer ? { ...spec, optimizer } : spec, this.#shape);
  }

  /** [plan.parameterCount] */
  parameters(plan: Plan): Float32Array {
    return initialParameters(plan);
  }

  /** Pixels in groups of the same architecture, which can be one population. */
  group(pixels: Uint32Array): Uint32Array[] {
    const { x, y, columns } = this.#question;
    const shapes = [x, y].map(({ id }) => id === 'depth' || id === 'width');
    if (!shapes.includes(true)) return [pixels];
    const groups = new Map<string, number[]>();
    for (const pixel of pixels) {
      const key = [
        shapes[0] && valueOn(x, this.#x[pixel % columns]),
        shapes[1] && valueOn(y, this.#y[Math.floor(pixel / columns)]),
      ].join();
      const group = groups.get(key);
      if (group) group.push(pixel);
      else groups.set(key, [pixel]);
    }
    return [...groups.values()].map((group) => Uint32Array.from(group));
  }
}

/** What a place on an axis stands for. */
export function valueOn({ id }: PhaseAxis, value: number): number {
  return HYPERPARAMETERS.get(id).bounds.integer ? Math.round(value) : value;
}

/** @throws UserError */
function checkQuestion({ spec, x, y, columns, rows, steps }: PhaseQuestion): void {
  if (spec.network.hidden.length === 0)
    throw new UserError(
      'A phase diagram needs a network with at least one hidden layer.',
    );
  if (x.id === y.id)
    throw new UserError('The two axes of a phase diagram must be two different numbers.');
  for (const axis of [x, y]) checkAxis(axis);
  const isCount = (value: number) => Number.isInteger(value) && value >= 1;
  if (!isCount(columns) || !isCount(rows) || columns * rows > MAX_PHASE_PIXELS)
    throw new UserError(
      `A phase diagram has at most ${MAX_PHASE_PIXELS} pixels, not ${columns} × ${rows}.`,
    );
  if (!isCount(steps) || steps > MAX_PHASE_STEPS)
    throw new UserError(
      `The networks of a phase diagram take 1 to ${MAX_PHASE_STEPS} steps, not ${steps}.`,
    );
}

/** @throws UserError */
export function checkAxis({ id, from, to, scale }: PhaseAxis): void {
  const { label, bounds } = HYPERPARAMETERS.get(id);
  const { minimum, maximum, exclusiveMinimum } = bounds;
  const isInside = (value: number) =>
    value >= minimum && value <= maximum && !(exclusiveMinimum && value === minimum);
  if (!isInside(from) || !isInside(to))
    throw new UserError(
      `${label} must be ${describeBounds(bounds)}; the axis goes from ${from} to ${to}.`,
    );
  if (!(from < to))
    throw new UserError(
      `The axis of ${label} must go from a smaller value to a larger one.`,
    );
  if (scale === 'log' && from <= 0)
    throw new UserError(`A logarithmic axis of ${label} must begin above 0.`);
}
