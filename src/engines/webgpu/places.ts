import type { Overflow } from '../../core/metrics.ts';

/*
 * Where in a step a value is made, as a number in the order in which the step computes
 * things (`place` in the shaders). L layers: forward 0 … L−1, loss L, then for each layer from
 * the last to the first its δ and its gradients, then the updates of layers 0 … L−1.
 */

export const forwardPlace = (layer: number): number => layer;
export const lossPlace = (layers: number): number => layers;
/** The gradients of the layer have the next number. */
export const backwardPlace = (layer: number, layers: number): number =>
  layers + 1 + 2 * (layers - 1 - layer);
/** Of layer 0; the others follow. */
export const updatePlace = (layers: number): number => 3 * layers + 1;

/** What the status buffer holds when everything was finite. */
export const NOTHING_REPORTED = 0xffffffff;

/**
 * @param report the status word: step of the submission in the high half, place in the low
 * @param firstStep number of the submission's first step
 */
export function decodeReport(
  report: number,
  firstStep: number,
  layers: number,
): Overflow | null {
  if (report === NOTHING_REPORTED) return null;
  const step = firstStep + (report >>> 16);
  const place = report & 0xffff;
  if (place < layers) return { step, layer: place, stage: 'forward' };
  if (place === layers) return { step, layer: layers - 1, stage: 'loss' };
  if (place >= updatePlace(layers))
    return { step, layer: place - updatePlace(layers), stage: 'update' };
  const fromLast = place - layers - 1;
  return {
    step,
    layer: layers - 1 - (fromLast >> 1),
    stage: fromLast % 2 === 0 ? 'backward' : 'gradient',
  };
}
