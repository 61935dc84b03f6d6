import type { Examples } from '../../core/examples.ts';
import { axisValues, MAX_PHASE_STEPS } from '../../core/phase-diagram.ts';
import {
  compilePlan,
  trainingPlan,
  type Plan,
  type PlanShape,
  type PlannedSpec,
} from '../../core/plan.ts';
import type { TrainingSpec } from '../../core/spec.ts';
import { UserError } from '../../core/errors.ts';
import { initialParameters, type DrawnKernels } from '../../ops/initial-parameters.ts';
import { axisProblem, HYPERPARAMETERS, valueOn } from '../../spec/hyperparameters.ts';
import { MAX_PHASE_PIXELS, type PhaseQuestion } from '../phase-handle.ts';
import { prepareRun } from '../prepare-run.ts';

/** Kernels that are kept: a picture of 64 columns has that many of ten layers. */
const MOST_KERNELS = 2000;
/**
 * Examples over which a ratio is taken, at most. In 8 × 8 networks of depth 10 and width 16 it is
 * then 0.03 (sigmoid) to 0.28 (tanh) decades from that over 200 examples in the mean, and over 16 it
 * is no closer for tanh; but each example costs time.
 */
const RATIO_EXAMPLES = 4;

/** The networks of a diagram. All see the same examples in the same order, from the same seeds. */
export class DiagramNetworks {
  readonly training: Examples;
  readonly #question: PhaseQuestion;
  readonly #shape: PlanShape;
  /** Plans by the layers they are of: most pixels share them with others of their column or row. */
  readonly #plans = new WeakMap<object, Plan>();
  /** Specs with the number of their column. */
  readonly #columns: readonly TrainingSpec[];
  /** Of the pixels before: those of a column often have the same. */
  readonly #drawn: DrawnKernels = new Map();
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
    const { x, spec } = question;
    this.#columns = Array.from(this.#x, (value) =>
      HYPERPARAMETERS.get(x.id).apply(spec, valueOn(x, value)),
    );
  }

  /** The spec of a pixel. */
  spec(pixel: number): TrainingSpec {
    const { columns, y } = this.#question;
    const vertical = valueOn(y, this.#y[Math.floor(pixel / columns)]);
    return HYPERPARAMETERS.get(y.id).apply(this.#columns[pixel % columns], vertical);
  }

  /**
   * Its plan. A ratio is taken over few examples and before the first update, whose size must not
   * matter: it may not overflow.
   */
  plan(pixel: number): Plan {
    const spec = this.spec(pixel);
    if (this.#question.outcome !== 'ratio') return this.#compile(spec);
    const optimizer = { id: 'sgd', learningRate: 1e-30 };
    const batchSize = Math.min(spec.batchSize, RATIO_EXAMPLES);
    return this.#compile({ ...spec, optimizer, batchSize });
  }

  #compile(spec: PlannedSpec): Plan {
    const known = this.#plans.get(spec.network.hidden);
    if (known) return { ...known, training: trainingPlan(spec, this.#shape) };
    const plan = compilePlan(spec, this.#shape);
    this.#plans.set(spec.network.hidden, plan);
    return plan;
  }

  /** [plan.parameterCount] */
  parameters(plan: Plan): Float32Array {
    if (this.#drawn.size > MOST_KERNELS) this.#drawn.clear();
    return initialParameters(plan, this.#drawn);
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

/** @throws UserError */
function checkQuestion({ spec, x, y, columns, rows, steps }: PhaseQuestion): void {
  if (spec.network.hidden.length === 0)
    throw new UserError(
      'A phase diagram needs a network with at least one hidden layer.',
    );
  if (x.id === y.id)
    throw new UserError('The two axes of a phase diagram must be two different numbers.');
  for (const axis of [x, y]) {
    const problem = axisProblem(axis);
    if (problem !== null) throw new UserError(problem);
  }
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
