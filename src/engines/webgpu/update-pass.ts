import { STATISTICS_MOMENTUM, trainedRanges, type Plan } from '../../core/plan.ts';
import { createDispatch, stridedWorkgroups, type Dispatch } from '../../gpu/dispatch.ts';
import type { GpuDevice } from '../../gpu/gpu-device.ts';
import { runningStatistics } from '../../kernels/layer/running-statistics.ts';
import { gradientNorm } from '../../kernels/optimizer/gradient-norm.ts';
import { update } from '../../kernels/optimizer/update.ts';
import { clippings } from '../../ops/clippings/index.ts';
import { optimizers } from '../../ops/optimizers/index.ts';
import type { BufferSet } from './buffer-set.ts';
import type { LayerBuffers } from './layer-buffers.ts';
import type { ModelBuffers } from './model-buffers.ts';
import { forwardPlace, updatePlace } from './places.ts';

/** The largest finite float32: a bound that clips nothing. */
export const LARGEST_FLOAT32 = 3.4028234663852886e38;

/** The dispatches that clip and apply the gradients and move the running statistics, but for frozen layers. */
export async function createUpdatePass(
  gpu: GpuDevice,
  plan: Plan,
  model: ModelBuffers,
  set: BufferSet,
  rows: number,
  layers: readonly LayerBuffers[],
): Promise<Dispatch[]> {
  const { parameterCount: P, training } = plan;
  const bounds = clippings.get(training.clipping.id).bounds(training.clipping);
  const { id, slots } = optimizers.get(training.optimizer.id);
  const ranges = trainedRanges(plan);
  const dispatches: Promise<Dispatch>[] = [];
  if (bounds.norm !== Infinity && ranges.length > 0) {
    const table = Uint32Array.from(ranges.flatMap(({ first, end }) => [first, end]));
    const trained = await gpu.withMemoryCheck(() =>
      set.from('trained parameters', table),
    );
    dispatches.push(
      createDispatch(
        gpu,
        gradientNorm,
        {
          label: 'all',
          fields: { R: ranges.length, limit: bounds.norm },
          buffers: {
            gradients: model.gradients,
            ranges: trained,
            factor: model.clipFactor,
          },
          workgroups: [1],
        },
        set.owned,
      ),
    );
  }
  for (const { first, end } of ranges)
    dispatches.push(
      createDispatch(
        gpu,
        update,
        {
          label: `parameters ${first} to ${end}`,
          functions: [`optimizer/${id}`],
          constants: { SLOT_COUNT: slots.length },
          fields: {
            P,
            first,
            end,
            L: plan.layers.length,
            clips_norm: bounds.norm === Infinity ? 0 : 1,
            clip_value: Math.min(bounds.value, LARGEST_FLOAT32),
            place: updatePlace(plan.layers.length),
          },
          buffers: {
            parameters: model.parameters,
            gradients: model.gradients,
            slots: model.slots,
            change: model.change,
            clip_factor: model.clipFactor,
            layer_ends: model.layerEnds,
            status: model.status,
          },
          // An invocation takes four parameters at a time.
          workgroups: stridedWorkgroups(gpu, (end - first) / 4),
        },
        set.owned,
      ),
    );
  for (const layer of plan.layers) {
    const { moments } = layers[layer.index];
    if (layer.normalization !== 'batch' || !moments || layer.frozen) continue;
    dispatches.push(
      createDispatch(
        gpu,
        runningStatistics,
        {
          label: layer.name,
          fields: {
            O: layer.units,
            statistics: layer.statistics,
            momentum: STATISTICS_MOMENTUM,
            unbiased: rows > 1 ? rows / (rows - 1) : 1,
            place: forwardPlace(layer.index),
          },
          buffers: { moments, running: model.statistics, status: model.status },
          workgroups: [Math.ceil(layer.units / 64)],
        },
        set.owned,
      ),
    );
  }
  return Promise.all(dispatches);
}
