import { soleParameter, type Choice } from '../../core/choice.ts';
import { NORMALIZATION_EPSILON, type LayerPlan, type Plan } from '../../core/plan.ts';
import {
  createDispatch,
  stridedWorkgroups,
  type Dispatch,
  type DispatchArguments,
} from '../../gpu/dispatch.ts';
import type { GpuDevice } from '../../gpu/gpu-device.ts';
import { dense } from '../../kernels/layer/dense.ts';
import { normalization } from '../../kernels/layer/normalization.ts';
import { normalizationRunning } from '../../kernels/layer/normalization-running.ts';
import { activations } from '../../ops/activations/index.ts';
import type { BufferSet } from './buffer-set.ts';
import { createDropoutDispatch } from './dropout-dispatch.ts';
import { groupsOf, type LayerBuffers } from './layer-buffers.ts';
import { createLayerProduct } from './layer-product.ts';
import type { ModelBuffers } from './model-buffers.ts';
import { forwardPlace } from './places.ts';
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
 * @param running whether this is prediction: batch normalization uses the running statistics, and
 *   nothing is dropped
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
  const dispatches: Promise<Dispatch | Dispatch[]>[] = [];
  let x = inputs;
  for (const layer of plan.layers) {
    const buffers = layers[layer.index];
    const { path, alpha } = activationFunction(activationOf(layer));
    const drops = !running && layer.dropout > 0;
    const common = {
      I: layer.inputs,
      O: layer.units,
      // Behind dropout, where there is some.
      residual: layer.residual && !drops ? 1 : 0,
      alpha,
    };
    const shared = { parameters: model.parameters, x, z: buffers.z, h: buffers.h };
    const { status } = model;
    const place = forwardPlace(layer.index);
    dispatches.push(
      multiply(gpu, set, layer, path, {
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
      }),
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
    if (drops)
      dispatches.push(
        createDropoutDispatch(gpu, plan, set, layer, {
          label: 'outputs',
          rows,
          residual: layer.residual,
          x,
          values: buffers.h,
          status,
          place,
        }),
      );
    x = buffers.h;
  }
  return (await Promise.all(dispatches)).flat();
}

type DenseArguments = DispatchArguments<typeof dense.fields, typeof dense.buffers>;

/** The product of a layer with its epilogue. */
async function multiply(
  gpu: GpuDevice,
  set: BufferSet,
  { name: label }: LayerPlan,
  activation: string,
  {
    fields,
    buffers,
  }: {
    readonly fields: DenseArguments['fields'];
    readonly buffers: Omit<DenseArguments['buffers'], 'partials'>;
  },
): Promise<Dispatch[]> {
  const { x, parameters } = buffers;
  const operands = { a: x, b: parameters, kernel: fields.kernel };
  const { path, workgroups, partials, before } = await createLayerProduct(
    gpu,
    set,
    label,
    'forward',
    fields,
    operands,
  );
  const functions = [path, activation];
  const dispatch = await createDispatch(
    gpu,
    dense,
    { label, functions, fields, buffers: { ...buffers, partials }, workgroups },
    set.owned,
  );
  return [...before, dispatch];
}
