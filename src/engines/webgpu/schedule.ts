import { LAYER_FIGURES, type Metrics } from '../../core/metrics.ts';
import type { Plan } from '../../core/plan.ts';
import type { GpuDevice } from '../../gpu/gpu-device.ts';
import type { ModelBuffers } from './model-buffers.ts';
import { NOTHING_REPORTED } from './places.ts';
import { encodeStepRows } from './step-rows.ts';

/** What stands in the step uniform: the steps of one submission. */
export interface StepSchedule {
  readonly firstStep: number;
  readonly count: number;
  /** Numbers of the steps that are measured, ascending. */
  readonly measuredSteps: readonly number[];
  /** Whether the run measures at all, even if no step of this submission is measured. */
  readonly measures: boolean;
}

/** What a submission left behind. */
export interface StepResults {
  readonly losses: Float32Array;
  readonly metrics: Metrics[];
  /** See places.ts. */
  readonly report: number;
}

/**
 * Writes the step uniform and clears the status.
 * @param metricsEvery measures every n-th step, by step number; 0: none
 */
export function writeSchedule(
  gpu: GpuDevice,
  plan: Plan,
  model: ModelBuffers,
  firstStep: number,
  count: number,
  metricsEvery: number,
): StepSchedule {
  const measures = metricsEvery > 0;
  const { bytes, measuredSteps } = encodeStepRows(
    plan,
    firstStep,
    count,
    (step) => measures && step % metricsEvery === 0,
  );
  const { queue } = gpu.device;
  queue.writeBuffer(model.steps, 0, bytes);
  queue.writeBuffer(model.status, 0, Uint32Array.of(NOTHING_REPORTED));
  return { firstStep, count, measuredSteps, measures };
}

/** The parts of the buffers that hold the results of a schedule, for `decodeResults`. */
export function resultRegions(
  plan: Plan,
  { results, status, metrics }: ModelBuffers,
  { count, measuredSteps }: StepSchedule,
) {
  const row = plan.layers.length * LAYER_FIGURES.length * 4;
  return [
    { buffer: results, bytes: count * 8 },
    { buffer: status, bytes: 4 },
    { buffer: metrics, bytes: measuredSteps.length * row },
  ];
}

/** @param bytes of the `resultRegions` */
export function decodeResults(
  plan: Plan,
  { firstStep, count, measuredSteps }: StepSchedule,
  [results, status, figures]: readonly ArrayBuffer[],
): StepResults {
  const pairs = new Float32Array(results);
  const losses = Float32Array.from({ length: count }, (_, index) => pairs[2 * index]);
  const width = plan.layers.length * LAYER_FIGURES.length;
  const table = new Float32Array(figures);
  const metrics = measuredSteps.map((step, row): Metrics => {
    const at = step - firstStep;
    return {
      step,
      loss: losses[at],
      accuracy: plan.training.classification ? pairs[2 * at + 1] : NaN,
      layers: Float64Array.from(table.subarray(row * width, (row + 1) * width)),
    };
  });
  return { losses, metrics, report: new Uint32Array(status)[0] };
}
