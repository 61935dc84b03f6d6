import type { Choice } from '../../core/choice.ts';
import type { Plan } from '../../core/plan.ts';
import { createDispatch, type Dispatch } from '../../gpu/dispatch.ts';
import type { GpuDevice } from '../../gpu/gpu-device.ts';
import { softmax } from '../../kernels/loss/softmax.ts';
import { trainingActivation } from '../../ops/training-activation.ts';
import { createBackwardPass } from './backward-pass.ts';
import { BufferSet } from './buffer-set.ts';
import { createForwardPass } from './forward-pass.ts';
import { createErrorBuffers, createLayerBuffers } from './layer-buffers.ts';
import { createLossPass } from './loss-pass.ts';
import { createMetricsPass } from './metrics-pass.ts';
import type { ModelBuffers } from './model-buffers.ts';
import { teams } from './teams.ts';
import { createUpdatePass } from './update-pass.ts';

/** The dispatches of a training step for one batch size, and the batch itself. */
export interface StepPasses {
  readonly rows: number;
  /** f32 [rows, plan.inputs] and [rows, plan.outputs]: the batch. */
  readonly inputs: GPUBuffer;
  readonly targets: GPUBuffer;
  /** From the batch to loss and gradients. */
  readonly differentiate: readonly Dispatch[];
  /** Clips and applies the gradients. Empty where nothing is updated. */
  readonly update: readonly Dispatch[];
  readonly measure: readonly Dispatch[];
  readonly set: BufferSet;
}

/** @param updates whether the parameters are updated (training) or only differentiated */
export async function createStepPasses(
  gpu: GpuDevice,
  plan: Plan,
  model: ModelBuffers,
  rows: number,
  updates: boolean,
): Promise<StepPasses> {
  const set = new BufferSet(gpu);
  try {
    const { inputs, targets, layers, errors } = await gpu.withMemoryCheck(() => ({
      inputs: set.create('batch inputs', rows * plan.inputs),
      targets: set.create('batch targets', rows * plan.outputs),
      layers: plan.layers.map((layer) => createLayerBuffers(set, layer, rows)),
      errors: plan.layers.map((layer) => createErrorBuffers(set, layer, rows)),
    }));
    const last = plan.layers.length - 1;
    const [forward, loss, backward, update, measure] = await Promise.all([
      createForwardPass(gpu, plan, model, set, {
        rows,
        inputs,
        layers,
        activationOf: (layer): Choice => trainingActivation(plan, layer).choice,
        running: false,
      }),
      createLossPass(gpu, plan, model, set, {
        rows,
        output: layers[last],
        targets,
        delta: errors[last].delta,
      }),
      createBackwardPass(gpu, plan, model, set, { rows, inputs, layers, errors }),
      updates ? createUpdatePass(gpu, plan, model, set, rows, layers) : [],
      createMetricsPass(gpu, plan, model, set, rows, layers, errors, updates),
    ]);
    const differentiate = [...forward, ...loss, ...backward];
    return { rows, inputs, targets, differentiate, update, measure, set };
  } catch (error) {
    set.destroy();
    throw error;
  }
}

/** A forward pass in prediction mode over up to `rows` examples. */
export interface PredictionPass {
  readonly rows: number;
  readonly inputs: GPUBuffer;
  readonly dispatches: readonly Dispatch[];
  /** f32 [rows, plan.outputs]: pre-activations of the output layer. */
  readonly logits: GPUBuffer;
  /** f32 [rows, plan.outputs]: what the network answers. */
  readonly outputs: GPUBuffer;
  readonly set: BufferSet;
}

export async function createPredictionPass(
  gpu: GpuDevice,
  plan: Plan,
  model: ModelBuffers,
  rows: number,
): Promise<PredictionPass> {
  const set = new BufferSet(gpu);
  try {
    const output = plan.layers[plan.layers.length - 1];
    const isSoftmax = output.activation.id === 'softmax';
    const { inputs, layers, probabilities, status } = await gpu.withMemoryCheck(() => ({
      inputs: set.create('prediction inputs', rows * plan.inputs),
      layers: plan.layers.map((layer) => createLayerBuffers(set, layer, rows)),
      probabilities: isSoftmax ? set.create('probabilities', rows * plan.outputs) : null,
      // A prediction reports to nobody: what is not finite shows in its outputs.
      status: set.create('prediction status', 1),
    }));
    const dispatches = await createForwardPass(gpu, plan, { ...model, status }, set, {
      rows,
      inputs,
      layers,
      activationOf: (layer) =>
        layer === output && isSoftmax ? { id: 'linear' } : layer.activation,
      running: true,
    });
    const { z, h } = layers[output.index];
    if (probabilities)
      dispatches.push(
        await createDispatch(
          gpu,
          softmax,
          {
            label: 'output',
            fields: { B: rows, O: plan.outputs },
            buffers: { z, p: probabilities },
            ...teams(gpu, rows, plan.outputs),
          },
          set.owned,
        ),
      );
    return { rows, inputs, dispatches, logits: z, outputs: probabilities ?? h, set };
  } catch (error) {
    set.destroy();
    throw error;
  }
}
