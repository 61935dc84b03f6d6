import { allocate, type NumericArray, type Precision } from '../core/arrays.ts';
import { parameterOf } from '../core/choice.ts';
import { trainedRanges, type ParameterRange, type Plan } from '../core/plan.ts';
import { clippings } from './clippings/index.ts';
import { optimizers } from './optimizers/index.ts';
import { schedules } from './schedules/index.ts';
import { norm } from './vector.ts';

/**
 * Clips and applies gradients; owns the optimizer's slots. Frozen layers have no part in it:
 * their change is 0, their slots stay, and their gradients do not count in a norm.
 */
export class Updater {
  /** [slots, parameterCount], flat. */
  readonly slots: NumericArray;
  /** The change that `prepare` computed, [parameterCount]. */
  readonly change: NumericArray;
  readonly #plan: Plan;
  readonly #ranges: readonly ParameterRange[];
  readonly #clipped: NumericArray;

  constructor(plan: Plan, precision: Precision) {
    const { slots } = optimizers.get(plan.training.optimizer.id);
    this.#plan = plan;
    this.#ranges = trainedRanges(plan);
    this.slots = allocate(precision, slots.length * plan.parameterCount);
    this.change = allocate(precision, plan.parameterCount);
    this.#clipped = allocate(precision, plan.parameterCount);
  }

  /** Computes the change of step `step` from gradients, which stay as they are, and updates the slots. */
  prepare(parameters: NumericArray, gradients: NumericArray, step: number): void {
    const { optimizer: choice, schedule } = this.#plan.training;
    const optimizer = optimizers.get(choice.id);
    const rate =
      parameterOf(choice, 'learningRate') *
      schedules.get(schedule.id).factor(schedule, step);
    const count = this.#plan.parameterCount;
    const scalars = optimizer.scalars(choice, rate, step);
    const clipped = this.#clip(gradients);
    for (const { first, end } of this.#ranges) {
      const slots = optimizer.slots.map((_, slot) =>
        this.slots.subarray(slot * count + first, slot * count + end),
      );
      const [w, g, change] = [parameters, clipped, this.change].map((vector) =>
        vector.subarray(first, end),
      );
      optimizer.update(w, g, slots, scalars, change);
    }
  }

  #clip(gradients: NumericArray): NumericArray {
    const choice = this.#plan.training.clipping;
    const bounds = clippings.get(choice.id).bounds(choice);
    if (bounds.value === Infinity && bounds.norm === Infinity) return gradients;
    const size = bounds.norm === Infinity ? 0 : this.#norm(gradients);
    const factor = size > bounds.norm ? bounds.norm / size : 1;
    for (let at = 0; at < gradients.length; at++)
      this.#clipped[at] = Math.min(
        bounds.value,
        Math.max(-bounds.value, gradients[at] * factor),
      );
    return this.#clipped;
  }

  #norm(gradients: NumericArray): number {
    const norms = this.#ranges.map(({ first, end }) =>
      norm(gradients.subarray(first, end)),
    );
    return Math.hypot(...norms);
  }
}
