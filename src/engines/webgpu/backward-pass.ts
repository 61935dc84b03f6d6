import type { LayerPlan, Plan } from '../../core/plan.ts';
import { createDispatch, type Dispatch } from '../../gpu/dispatch.ts';
import type { GpuDevice } from '../../gpu/gpu-device.ts';
import { denseBiasGradient } from '../../kernels/layer/dense-bias-gradient.ts';
import { denseInputGradient } from '../../kernels/layer/dense-input-gradient.ts';
import { denseKernelGradient } from '../../kernels/layer/dense-kernel-gradient.ts';
import { normalizationGradient } from '../../kernels/layer/normalization-gradient.ts';
import { scaleGradient } from '../../kernels/layer/scale-gradient.ts';
import { regularizers } from '../../ops/regularizers/index.ts';
import { trainingActivation } from '../../ops/training-activation.ts';
import type { BufferSet } from './buffer-set.ts';
import { createDropoutDispatch } from './dropout-dispatch.ts';
import { activationFunction } from './forward-pass.ts';
import { groupsOf, type ErrorBuffers, type LayerBuffers } from './layer-buffers.ts';
import type { ModelBuffers } from './model-buffers.ts';
import { createLayerProduct } from './layer-product.ts';
import { backwardPlace } from './places.ts';
import { teams } from './teams.ts';

interface BackwardOptions {
  readonly rows: number;
  /** f32 [rows, plan.inputs] */
  readonly inputs: GPUBuffer;
  readonly layers: readonly LayerBuffers[];
  /** δ of the output layer stands in the last of them. */
  readonly errors: readonly ErrorBuffers[];
}

/** The dispatches that back-propagate δ of the output layer and write all gradients. */
export async function createBackwardPass(
  gpu: GpuDevice,
  plan: Plan,
  model: ModelBuffers,
  set: BufferSet,
  options: BackwardOptions,
): Promise<Dispatch[]> {
  const dispatches: Promise<Dispatch | Dispatch[]>[] = [];
  for (const layer of plan.layers.toReversed()) {
    dispatches.push(
      ...throughNormalization(gpu, plan, model, set, layer, options),
      ...ownGradients(gpu, plan, model, set, layer, options),
    );
    if (layer.index > 0)
      dispatches.push(
        toLayerBelow(gpu, plan, model, set, layer, options),
        ...throughDropout(gpu, plan, model, set, plan.layers[layer.index - 1], options),
      );
  }
  return (await Promise.all(dispatches)).flat();
}

/** Gradients of scale and shift, and ∂L/∂n turned into δ, where the layer is normalized. */
function throughNormalization(
  gpu: GpuDevice,
  plan: Plan,
  model: ModelBuffers,
  set: BufferSet,
  layer: LayerPlan,
  { rows, layers, errors }: BackwardOptions,
): Promise<Dispatch>[] {
  const { scale, shift, units: O } = layer;
  const { standardized, moments } = layers[layer.index];
  if (!scale || !shift || !standardized || !moments) return [];
  const error = errors[layer.index].delta;
  const groups = groupsOf(layer, rows);
  return [
    createDispatch(
      gpu,
      scaleGradient,
      {
        label: layer.name,
        fields: {
          B: rows,
          O,
          scale: scale.offset,
          shift: shift.offset,
          place: backwardPlace(layer.index, plan.layers.length) + 1,
        },
        buffers: {
          error,
          standardized,
          gradients: model.gradients,
          status: model.status,
        },
        ...teams(gpu, O, rows),
      },
      set.owned,
    ),
    createDispatch(
      gpu,
      normalizationGradient,
      {
        label: layer.name,
        fields: { O, ...groups, scale: scale.offset },
        buffers: { parameters: model.parameters, standardized, moments, error },
        ...teams(gpu, groups.groups, groups.length),
      },
      set.owned,
    ),
  ];
}

/** Gradients of kernel and bias. */
function ownGradients(
  gpu: GpuDevice,
  plan: Plan,
  model: ModelBuffers,
  set: BufferSet,
  layer: LayerPlan,
  options: BackwardOptions,
): Promise<Dispatch | Dispatch[]>[] {
  const { rows, errors } = options;
  const { units: O, bias } = layer;
  const { gradients, status } = model;
  const { delta } = errors[layer.index];
  const place = backwardPlace(layer.index, plan.layers.length);
  return [
    createDispatch(
      gpu,
      denseBiasGradient,
      {
        label: layer.name,
        fields: { B: rows, O, bias: bias?.offset ?? 0, has_bias: bias ? 1 : 0, place },
        buffers: { delta, gradients, status },
        ...teams(gpu, O, rows),
      },
      set.owned,
    ),
    kernelGradient(gpu, plan, model, set, layer, options),
  ];
}

async function kernelGradient(
  gpu: GpuDevice,
  plan: Plan,
  model: ModelBuffers,
  set: BufferSet,
  layer: LayerPlan,
  { rows: B, inputs, layers, errors }: BackwardOptions,
): Promise<Dispatch[]> {
  const { name: label, inputs: I, units: O, kernel } = layer;
  const { parameters, gradients, status } = model;
  const { delta } = errors[layer.index];
  const { regularization } = plan.training;
  const { l1, l2 } = regularizers.get(regularization.id).rates(regularization);
  const place = backwardPlace(layer.index, plan.layers.length) + 1;
  const x = layer.index > 0 ? layers[layer.index - 1].h : inputs;
  const { path, workgroups, partials, before } = await createLayerProduct(
    gpu,
    set,
    label,
    'kernel-gradient',
    { B, I, O },
    { a: x, b: delta },
  );
  const dispatch = await createDispatch(
    gpu,
    denseKernelGradient,
    {
      label,
      functions: [path],
      fields: { B, I, O, kernel: kernel.offset, l1, l2, place },
      buffers: { parameters, x, delta, gradients, status, partials },
      workgroups,
    },
    set.owned,
  );
  return [...before, dispatch];
}

/** The error of a layer that drops outputs; dh, which its skip connection passes on, stays. */
function throughDropout(
  gpu: GpuDevice,
  plan: Plan,
  { status }: ModelBuffers,
  set: BufferSet,
  layer: LayerPlan,
  { rows, layers, errors }: BackwardOptions,
): Promise<Dispatch>[] {
  if (layer.dropout === 0) return [];
  return [
    createDropoutDispatch(gpu, plan, set, layer, {
      label: 'error',
      rows,
      residual: false,
      x: layers[layer.index].h,
      values: errors[layer.index].delta,
      status,
      place: backwardPlace(layer.index, plan.layers.length),
    }),
  ];
}

/** ∂L/∂h of the layer below, and its error through the derivative of its activation. */
async function toLayerBelow(
  gpu: GpuDevice,
  plan: Plan,
  { parameters }: ModelBuffers,
  set: BufferSet,
  layer: LayerPlan,
  { rows: B, layers, errors }: BackwardOptions,
): Promise<Dispatch[]> {
  const { name: label, inputs: I, units: O, kernel, residual } = layer;
  const below = plan.layers[layer.index - 1];
  const activation = activationFunction(trainingActivation(plan, below).choice);
  const { delta, dh } = errors[layer.index];
  const { path, workgroups, partials, before } = await createLayerProduct(
    gpu,
    set,
    label,
    'input-gradient',
    { B, I, O },
    { a: delta, b: parameters, kernel: kernel.offset },
  );
  const dispatch = await createDispatch(
    gpu,
    denseInputGradient,
    {
      label,
      functions: [path, activation.path],
      fields: {
        B,
        I,
        O,
        kernel: kernel.offset,
        residual: residual ? 1 : 0,
        alpha: activation.alpha,
      },
      buffers: {
        parameters,
        delta,
        dh,
        n_below: layers[below.index].n,
        dh_below: errors[below.index].dh,
        error_below: errors[below.index].delta,
        partials,
      },
      workgroups,
    },
    set.owned,
  );
  return [...before, dispatch];
}
