import { allocate, type NumericArray, type Precision } from '../core/arrays.ts';
import { parameterOf } from '../core/choice.ts';
import type { Plan } from '../core/plan.ts';
import { clippings } from './clippings/index.ts';
import { optimizers } from './optimizers/index.ts';
import { schedules } from './schedules/index.ts';
import { norm } from './vector.ts';

/** Clips and applies gradients; owns the optimizer's slots. */
export class Updater {
  /** [slots, parameterCount], flat. */
  readonly slots: NumericArray;
  /** The change that `prepare` computed, [parameterCount]. */
  readonly change: NumericArray;
  readonly #plan: Plan;
  readonly #clipped: NumericArray;

  constructor(plan: Plan, precision: Precision) {
    const { slots } = optimizers.get(plan.training.optimizer.id);
    this.#plan = plan;
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
    const slots = optimizer.slots.map((_, slot) =>
      this.slots.subarray(slot * count, (slot + 1) * count),
    );
    const scalars = optimizer.scalars(choice, rate, step);
    optimizer.update(parameters, this.#clip(gradients), slots, scalars, this.change);
  }

  #clip(gradients: NumericArray): NumericArray {
    const choice = this.#plan.training.clipping;
    const bounds = clippings.get(choice.id).bounds(choice);
    if (bounds.value === Infinity && bounds.norm === Infinity) return gradients;
    const size = bounds.norm === Infinity ? 0 : norm(gradients);
    const factor = size > bounds.norm ? bounds.norm / size : 1;
    for (let at = 0; at < gradients.length; at++)
      this.#clipped[at] = Math.min(
        bounds.value,
        Math.max(-bounds.value, gradients[at] * factor),
      );
    return this.#clipped;
  }
}
