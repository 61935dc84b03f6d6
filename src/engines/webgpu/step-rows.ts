import { parameterOf } from '../../core/choice.ts';
import type { Plan } from '../../core/plan.ts';
import { optimizers } from '../../ops/optimizers/index.ts';
import { schedules } from '../../ops/schedules/index.ts';
import { STEP_STRIDE } from './model-buffers.ts';

/** The optimizer's scalars in a step, eight at most; see `shaders/lib/step.wgsl`. */
export function optimizerScalars({ training }: Plan, step: number): readonly number[] {
  const { optimizer, schedule } = training;
  const { factor } = schedules.get(schedule.id);
  const learningRate = parameterOf(optimizer, 'learningRate') * factor(schedule, step);
  return optimizers.get(optimizer.id).scalars(optimizer, learningRate, step);
}

/**
 * The rows of the step uniform (`shaders/lib/step.wgsl`) for `count` steps from number
 * `firstStep` on.
 *
 * @param measured whether the step of that number is measured
 * @returns the bytes, and the numbers of the measured steps in the order of their metrics rows
 */
export function encodeStepRows(
  plan: Plan,
  firstStep: number,
  count: number,
  measured: (step: number) => boolean,
): { bytes: ArrayBuffer; measuredSteps: number[] } {
  const bytes = new ArrayBuffer(count * STEP_STRIDE);
  const view = new DataView(bytes);
  const measuredSteps: number[] = [];
  for (let index = 0; index < count; index++) {
    const step = firstStep + index;
    const row = index * STEP_STRIDE;
    view.setUint32(row, index, true);
    view.setUint32(row + 12, step, true);
    if (measured(step)) {
      view.setUint32(row + 4, 1, true);
      view.setUint32(row + 8, measuredSteps.length, true);
      measuredSteps.push(step);
    }
    optimizerScalars(plan, step).forEach((scalar, at) =>
      view.setFloat32(row + 16 + 4 * at, scalar, true),
    );
  }
  return { bytes, measuredSteps };
}
