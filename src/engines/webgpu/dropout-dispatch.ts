import { dropoutThreshold } from '../../core/dropout.ts';
import type { LayerPlan, Plan } from '../../core/plan.ts';
import { createDispatch, stridedWorkgroups, type Dispatch } from '../../gpu/dispatch.ts';
import type { GpuDevice } from '../../gpu/gpu-device.ts';
import { dropout } from '../../kernels/layer/dropout.ts';
import type { BufferSet } from './buffer-set.ts';

/**
 * Multiplies [rows, units] by the dropout factors that the step gives a layer.
 * @param residual whether x, the layer's input, is added after it
 * @param x bound in any case, so it must not be `values`
 * @param place reported where a result is not finite, see places.ts
 */
export function createDropoutDispatch(
  gpu: GpuDevice,
  plan: Plan,
  set: BufferSet,
  layer: LayerPlan,
  options: {
    readonly label: string;
    readonly rows: number;
    readonly residual: boolean;
    readonly x: GPUBuffer;
    readonly values: GPUBuffer;
    readonly status: GPUBuffer;
    readonly place: number;
  },
): Promise<Dispatch> {
  const { label, rows, residual, x, values, status, place } = options;
  return createDispatch(
    gpu,
    dropout,
    {
      label: `${layer.name} ${label}`,
      fields: {
        B: rows,
        I: layer.inputs,
        O: layer.units,
        residual: residual ? 1 : 0,
        seed: plan.training.seed,
        layer: layer.index,
        threshold: dropoutThreshold(layer.dropout),
        scale: 1 / (1 - layer.dropout),
        place,
      },
      buffers: { x, values, status },
      workgroups: stridedWorkgroups(gpu, rows * layer.units),
    },
    set.owned,
  );
}
