import { soleParameter } from '../../core/choice.ts';
import type { Plan } from '../../core/plan.ts';
import { createDispatch, type Dispatch } from '../../gpu/dispatch.ts';
import type { GpuDevice } from '../../gpu/gpu-device.ts';
import { crossEntropy } from '../../kernels/loss/cross-entropy.ts';
import { elementwiseLoss } from '../../kernels/loss/elementwise.ts';
import { totalLoss } from '../../kernels/loss/total.ts';
import { decisionBoundaries } from '../../ops/evaluate-outputs.ts';
import { losses } from '../../ops/losses/index.ts';
import { regularizers } from '../../ops/regularizers/index.ts';
import { trainingActivation } from '../../ops/training-activation.ts';
import type { BufferSet } from './buffer-set.ts';
import { activationFunction } from './forward-pass.ts';
import type { LayerBuffers } from './layer-buffers.ts';
import type { ModelBuffers } from './model-buffers.ts';
import { lossPlace } from './places.ts';
import { teams } from './teams.ts';

/** The dispatches that compute the loss of a batch and δ of the output layer. */
export async function createLossPass(
  gpu: GpuDevice,
  plan: Plan,
  model: ModelBuffers,
  set: BufferSet,
  options: {
    readonly rows: number;
    readonly output: LayerBuffers;
    /** f32 [rows, plan.outputs] */
    readonly targets: GPUBuffer;
    /** Overwritten with δ of the output layer. */
    readonly delta: GPUBuffer;
  },
): Promise<Dispatch[]> {
  const { rows, output, targets, delta } = options;
  const row_loss = set.create('row losses', rows);
  const row_hit = set.create('row hits', rows);
  const { loss: choice, regularization } = plan.training;
  const loss = losses.get(choice.id);
  const O = plan.outputs;

  const rowLosses =
    loss.kind === 'softmax'
      ? createDispatch(
          gpu,
          crossEntropy,
          {
            label: 'output',
            fields: { B: rows, O },
            buffers: { z: output.z, targets, delta, row_loss, row_hit },
            ...teams(gpu, rows, O),
          },
          set.owned,
        )
      : elementwise();

  function elementwise(): Promise<Dispatch> {
    const layer = plan.layers[plan.layers.length - 1];
    const { path, alpha } = activationFunction(trainingActivation(plan, layer).choice);
    const reduce = loss.kind === 'elementwise' && loss.reduction === 'mean' ? 1 / O : 1;
    const boundaries = decisionBoundaries(plan);
    return createDispatch(
      gpu,
      elementwiseLoss,
      {
        label: 'output',
        functions: [`loss/${loss.id}`, path],
        fields: {
          B: rows,
          O,
          reduce,
          share: reduce / rows,
          parameter: soleParameter(choice, loss.parameters),
          alpha,
          boundary: boundaries.value,
          target_boundary: boundaries.target,
          classification: plan.training.classification ? 1 : 0,
        },
        buffers: { n: output.n, u: output.h, targets, delta, row_loss, row_hit },
        ...teams(gpu, rows, O),
      },
      set.owned,
    );
  }

  const { l1, l2 } = regularizers.get(regularization.id).rates(regularization);
  const L = plan.layers.length;
  const total = createDispatch(
    gpu,
    totalLoss,
    {
      label: 'batch',
      fields: { B: rows, L: l1 || l2 ? L : 0, l1, l2, place: lossPlace(L) },
      buffers: {
        parameters: model.parameters,
        kernels: model.kernels,
        row_loss,
        row_hit,
        results: model.results,
        status: model.status,
      },
      workgroups: [1],
    },
    set.owned,
  );
  return Promise.all([rowLosses, total]);
}
