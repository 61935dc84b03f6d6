import type { Metrics } from '../../core/metrics.ts';
import type { Plan } from '../../core/plan.ts';
import type { StepSchedule } from './encode-steps.ts';
import type { ModelBuffers } from './model-buffers.ts';
import { FIGURES } from './update-pass.ts';

/** What the steps of a submission leave behind. */
export interface StepResults {
  /** [steps] */
  readonly losses: Float32Array;
  /** Of the measured steps. */
  readonly metrics: Metrics[];
  /** The status word, see places.ts. */
  readonly report: number;
}

/** What is read back after the steps of a schedule, in the order that `decodeResults` takes. */
export function resultRegions(
  { layers }: Plan,
  { results, status, metrics }: ModelBuffers,
  { count, measuredSteps }: StepSchedule,
) {
  return [
    { buffer: results, bytes: count * 8 },
    { buffer: status, bytes: 4 },
    { buffer: metrics, bytes: measuredSteps.length * layers.length * FIGURES * 4 },
  ];
}

/** @param read the contents of `resultRegions` */
export function decodeResults(
  { layers, training }: Plan,
  { firstStep, count, measuredSteps }: StepSchedule,
  [results, status, figures]: readonly ArrayBuffer[],
): StepResults {
  const pairs = new Float32Array(results);
  const losses = Float32Array.from({ length: count }, (_, index) => pairs[2 * index]);
  const width = layers.length * FIGURES;
  const table = new Float32Array(figures);
  const metrics = measuredSteps.map((step, row): Metrics => {
    const at = step - firstStep;
    return {
      step,
      loss: losses[at],
      accuracy: training.classification ? pairs[2 * at + 1] : NaN,
      layers: Float64Array.from(table.subarray(row * width, (row + 1) * width)),
    };
  });
  return { losses, metrics, report: new Uint32Array(status)[0] };
}
