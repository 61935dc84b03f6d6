import { BatchOrder } from '../../../core/batch-order.ts';
import { soleParameter } from '../../../core/choice.ts';
import type { Plan } from '../../../core/plan.ts';
import { trainingActivation } from '../../../ops/training-activation.ts';
import { trainingNumbers } from '../fused/fused-network.ts';
import { optimizerScalars } from '../step-rows.ts';

/** Fields of a record before the layers' α, see `shaders/executor/fused-scalars.wgsl`. */
const ALPHAS = 8;
/** Field that says how many steps of the submission the network takes. */
const STEPS = 2;
/** The optimizer's scalars of one step. */
const STEP_SCALARS = 8;

/** Networks that share something: the group of each, and one plan of every group. */
interface Groups {
  readonly of: readonly number[];
  readonly plans: readonly Plan[];
}

function groupBy(plans: readonly Plan[], key: (plan: Plan) => string): Groups {
  const groups = new Map<string, number>();
  const representatives: Plan[] = [];
  const of = plans.map((plan) => {
    const name = key(plan);
    let group = groups.get(name);
    if (group === undefined) {
      group = representatives.length;
      groups.set(name, group);
      representatives.push(plan);
    }
    return group;
  });
  return { of, plans: representatives };
}

/**
 * The numbers in which the networks of a population differ, as the fused kernel reads them.
 * Networks with the same optimizer and schedule share its scalars, those with the same seed
 * the order of their batches: a sweep has far fewer of both than networks.
 */
export class MemberNumbers {
  /** Groups of networks with the same order of batches. */
  readonly orderCount: number;
  readonly #plans: readonly Plan[];
  readonly #optimization: Groups;
  readonly #orders: readonly BatchOrder[];
  readonly #records: Float32Array<ArrayBuffer>;
  readonly #stride: number;

  /** @param examples number of training examples */
  constructor(plans: readonly Plan[], examples: number) {
    this.#plans = plans;
    this.#optimization = groupBy(plans, ({ training }) =>
      JSON.stringify([training.optimizer, training.schedule]),
    );
    const seeds = groupBy(plans, ({ training }) => String(training.seed));
    this.#orders = seeds.plans.map(
      ({ training }) => new BatchOrder(training.seed, examples, training.batchSize),
    );
    this.orderCount = this.#orders.length;
    this.#stride = ALPHAS + plans[0].layers.length;
    this.#records = new Float32Array(plans.length * this.#stride);
    plans.forEach((plan, k) => {
      this.#records.set(
        [this.#optimization.of[k], seeds.of[k], 0, ...numbersOf(plan)],
        k * this.#stride,
      );
    });
  }

  /** Elements of `records`. */
  get recordCount(): number {
    return this.#records.length;
  }

  /** Elements of `stepScalars` for submissions of `capacity` steps. */
  stepScalarCount(capacity: number): number {
    return this.#optimization.plans.length * capacity * STEP_SCALARS;
  }

  /** The records. @param steps how many steps of the submission each network takes */
  records(steps: ArrayLike<number>): Float32Array<ArrayBuffer> {
    this.#plans.forEach((_, k) => {
      this.#records[k * this.#stride + STEPS] = steps[k];
    });
    return this.#records;
  }

  /** The optimizer's scalars, [groups, capacity, 8], of which `count` steps are filled. */
  stepScalars(
    firstStep: number,
    count: number,
    capacity: number,
  ): Float32Array<ArrayBuffer> {
    const values = new Float32Array(this.stepScalarCount(capacity));
    this.#optimization.plans.forEach((plan, group) => {
      for (let index = 0; index < count; index++)
        values.set(
          optimizerScalars(plan, firstStep + index),
          (group * capacity + index) * STEP_SCALARS,
        );
    });
    return values;
  }

  /** The examples of each step, [orders, count, batch size]. */
  orders(firstStep: number, count: number): Uint32Array<ArrayBuffer> {
    const { batchSize } = this.#plans[0].training;
    const values = new Uint32Array(this.orderCount * count * batchSize);
    this.#orders.forEach((order, group) => {
      for (let index = 0; index < count; index++)
        order.write(firstStep + index, values, (group * count + index) * batchSize);
    });
    return values;
  }
}

/** The numbers of a plan from field L1 on. */
function numbersOf(plan: Plan): number[] {
  const { l1, l2, clip_norm, clip_value, loss_parameter } = trainingNumbers(plan);
  const alphas = plan.layers.map((layer) => {
    const { activation, choice } = trainingActivation(plan, layer);
    return soleParameter(choice, activation.parameters);
  });
  return [l1, l2, clip_norm, clip_value, loss_parameter, ...alphas];
}
