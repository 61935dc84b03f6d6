import { soleParameter, type Choice } from '../../core/choice.ts';
import { NORMALIZATION_EPSILON, type LayerPlan, type Plan } from '../../core/plan.ts';
import { createDispatch, stridedWorkgroups, type Dispatch } from '../../gpu/dispatch.ts';
import type { GpuDevice } from '../../gpu/gpu-device.ts';
import { dense } from '../../kernels/layer/dense.ts';
import { normalization } from '../../kernels/layer/normalization.ts';
import { normalizationRunning } from '../../kernels/layer/normalization-running.ts';
import { activations } from '../../ops/activations/index.ts';
import type { BufferSet } from './buffer-set.ts';
import { groupsOf, type LayerBuffers } from './layer-buffers.ts';
import type { ModelBuffers } from './model-buffers.ts';
import { forwardPlace } from './places.ts';
import { productTiles } from './products.ts';
import { teams } from './teams.ts';

/** WGSL file and α of an activation. */
export function activationFunction(choice: Choice): { path: string; alpha: number } {
  const { id, parameters } = activations.get(choice.id);
  return { path: `activation/${id}`, alpha: soleParameter(choice, parameters) };
}

/**
 * The dispatches that send `rows` examples through the network.
 *
 * @param inputs f32 [rows, plan.inputs]
 * @param activationOf the activation that a layer applies: it differs between training and prediction
 * @param running whether batch normalization uses the running statistics (prediction)
 */
export async function createForwardPass(
  gpu: GpuDevice,
  plan: Plan,
  model: ModelBuffers,
  set: BufferSet,
  options: {
    readonly rows: number;
    readonly inputs: GPUBuffer;
    readonly layers: readonly LayerBuffers[];
    readonly activationOf: (layer: LayerPlan) => Choice;
    readonly running: boolean;
  },
): Promise<Dispatch[]> {
  const { rows, inputs, layers, activationOf, running } = options;
  const dispatches: Promise<Dispatch>[] = [];
  let x = inputs;
  for (const layer of plan.layers) {
    const buffers = layers[layer.index];
    const { path, alpha } = activationFunction(activationOf(layer));
    const common = {
      I: layer.inputs,
      O: layer.units,
      residual: layer.residual ? 1 : 0,
      alpha,
    };
    const shared = { parameters: model.parameters, x, z: buffers.z, h: buffers.h };
    const { status } = model;
    const place = forwardPlace(layer.index);
    const product = productTiles(gpu, rows, layer.units);
    dispatches.push(
      createDispatch(
        gpu,
        dense,
        {
          label: layer.name,
          functions: [product.path, path],
          fields: {
            ...common,
            B: rows,
            kernel: layer.kernel.offset,
            bias: layer.bias?.offset ?? 0,
            has_bias: layer.bias ? 1 : 0,
            activates: layer.normalization === 'none' ? 1 : 0,
            place,
          },
          buffers: { ...shared, status },
          workgroups: product.workgroups,
        },
        set.owned,
      ),
    );
    const { scale, shift } = layer;
    const { standardized, moments, n } = buffers;
    if (scale && shift && standardized && moments) {
      const affine = { scale: scale.offset, shift: shift.offset };
      const groups = groupsOf(layer, rows);
      const epsilon = NORMALIZATION_EPSILON;
      const arrangement = { label: layer.name, functions: [path] };
      dispatches.push(
        running && layer.normalization === 'batch'
          ? createDispatch(
              gpu,
              normalizationRunning,
              {
                ...arrangement,
                fields: {
                  ...common,
                  ...affine,
                  B: rows,
                  statistics: layer.statistics,
                  epsilon,
                },
                buffers: { ...shared, running: model.statistics },
                workgroups: stridedWorkgroups(gpu, rows * layer.units),
              },
              set.owned,
            )
          : createDispatch(
              gpu,
              normalization,
              {
                ...arrangement,
                fields: { ...common, ...affine, ...groups, epsilon, place },
                buffers: { ...shared, standardized, moments, n, status },
                ...teams(gpu, groups.groups, groups.length),
              },
              set.owned,
            ),
      );
    }
    x = buffers.h;
  }
  return Promise.all(dispatches);
}
