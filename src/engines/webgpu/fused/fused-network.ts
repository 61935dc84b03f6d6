import { soleParameter } from '../../../core/choice.ts';
import { DEAD_SLOPE, SATURATION_SLOPE } from '../../../core/metrics.ts';
import { NORMALIZATION_EPSILON, type Plan } from '../../../core/plan.ts';
import type { GpuDevice } from '../../../gpu/gpu-device.ts';
import { encodeFields, type FieldValues } from '../../../gpu/kernel.ts';
import type { PipelineVariant } from '../../../gpu/pipelines.ts';
import { activationSwitch } from '../../../kernels/executor/activation-switch.ts';
import type { fused } from '../../../kernels/executor/fused.ts';
import { fusedLayerFields } from '../../../kernels/executor/fused-layer.ts';
import { unrolledPropagation } from '../../../kernels/executor/unrolled-propagation.ts';
import { clippings } from '../../../ops/clippings/index.ts';
import { decisionBoundaries } from '../../../ops/evaluate-outputs.ts';
import { losses } from '../../../ops/losses/index.ts';
import { optimizers } from '../../../ops/optimizers/index.ts';
import { regularizers } from '../../../ops/regularizers/index.ts';
import { trainingActivation } from '../../../ops/training-activation.ts';
import { LARGEST_FLOAT32 } from '../update-pass.ts';
import { layOutMemory, type FusedLayout } from './memory-layout.ts';
import { layoutOptions, type Propagation } from './propagation.ts';

/** Rows of the layer table that the shader declares. */
export const LAYER_ROWS = 129;
export const LAYER_BYTES = fusedLayerFields.length * 4;

/** What the fused kernel is given to train a plan, but for its buffers. */
export interface FusedNetwork {
  readonly layout: FusedLayout;
  /** The rows of the uniform `layers`. */
  readonly layerTable: Uint8Array<ArrayBuffer>;
  readonly fields: FieldValues<typeof fused.fields>;
  /**
   * @param measures whether some steps are measured: shaders take long to compile
   * @param updates whether the parameters are updated or only differentiated; absent: updated
   */
  variant(measures: boolean, updates?: boolean): PipelineVariant;
}

export interface FusedOptions {
  /** Steps of a submission at most. */
  readonly capacity: number;
  /** Element of the examples' buffer at which the targets begin. */
  readonly targets: number;
  /** Whether steps may be measured. */
  readonly measures: boolean;
  /** Where a population's own numbers stand, and whether any network clips its gradient's norm. */
  readonly population?: {
    readonly members: number;
    readonly memberSteps: number;
    readonly clipsNorm: boolean;
  };
}

export function fusedNetwork(
  gpu: GpuDevice,
  plan: Plan,
  propagation: Propagation,
  options: FusedOptions,
): FusedNetwork {
  const { capacity, targets, population } = options;
  const layout = layOutMemory(
    plan,
    layoutOptions(gpu, plan, propagation, options.measures),
  );
  const activationIds = [
    ...new Set(plan.layers.map((layer) => trainingActivation(plan, layer).choice.id)),
  ];
  const normalizes = plan.layers.some(({ normalization }) => normalization !== 'none');
  return {
    layout,
    layerTable: encodeLayers(plan, layout, activationIds),
    fields: {
      ...fieldsOf(plan, layout, capacity, targets),
      members: population?.members ?? 0,
      member_steps: population?.memberSteps ?? 0,
    },
    variant(measures, updates = true) {
      const propagate = propagationOf(
        plan,
        layout,
        propagation,
        activationIds,
        measures,
        gpu.isProcessor,
      );
      return {
        functions: [...propagate.functions, `optimizer/${plan.training.optimizer.id}`],
        glue: propagate.glue,
        constants: {
          WORKGROUP: layout.workgroupSize,
          ARENA: layout.arena,
          PARAMETERS_LOCAL: Number(layout.parametersLocal),
          VALUES_LOCAL: Number(layout.valuesLocal),
          PARTIALS_LOCAL: Number(layout.partialsLocal),
          NORMALIZES: Number(normalizes),
          MEASURES: Number(measures),
          FREEZES: Number(plan.layers.some(({ frozen }) => frozen)),
          CLIPS_NORM: Number(population?.clipsNorm ?? clipsNorm(plan)),
          UPDATES: Number(updates),
          POPULATION: Number(population !== undefined),
        },
      };
    },
  };
}

/** Whether the norm of the gradient is bounded. */
export function clipsNorm({ training: { clipping } }: Plan): boolean {
  return clippings.get(clipping.id).bounds(clipping).norm !== Infinity;
}

/** The WGSL files and the glue of a propagation. */
function propagationOf(
  plan: Plan,
  layout: FusedLayout,
  propagation: Propagation,
  activationIds: readonly string[],
  measures: boolean,
  holdsWeights: boolean,
): Required<Pick<PipelineVariant, 'functions' | 'glue'>> {
  const loss = losses.get(plan.training.loss.id);
  const glue = activationSwitch(activationIds);
  const lossFiles = loss.kind === 'elementwise' ? [`loss/${loss.id}`] : [];
  if (propagation === 'looped')
    return {
      functions: [
        'executor/fused-forward',
        'executor/fused-backward',
        'executor/fused-looped',
        ...lossFiles,
        `executor/fused-loss-${loss.kind}`,
      ],
      glue,
    };
  const unrolled = unrolledPropagation({
    layers: plan.layers.map((layer, index) => {
      const { kernel, bias, partial, z, h, delta } = layout.layers[index];
      const { inputs, units, residual } = layer;
      const activation = activationIds.indexOf(trainingActivation(plan, layer).choice.id);
      return { inputs, units, residual, activation, kernel, bias, partial, z, h, delta };
    }),
    loss: loss.kind,
    classification: plan.training.classification,
    measures,
    holdsWeights,
  });
  return {
    functions: ['executor/fused-unrolled', ...lossFiles],
    glue: {
      name: `${glue.name} ${unrolled.name}`,
      code: `${glue.code}\n${unrolled.code}`,
    },
  };
}

/** The numbers of penalty, clipping and loss, as the kernel's fields have them. */
export function trainingNumbers({ training }: Plan) {
  const { regularization, clipping, loss } = training;
  const bounds = clippings.get(clipping.id).bounds(clipping);
  return {
    ...regularizers.get(regularization.id).rates(regularization),
    clip_norm: Math.min(bounds.norm, LARGEST_FLOAT32),
    clip_value: Math.min(bounds.value, LARGEST_FLOAT32),
    loss_parameter: soleParameter(loss, losses.get(loss.id).parameters),
  };
}

function fieldsOf(
  plan: Plan,
  layout: FusedLayout,
  capacity: number,
  targets: number,
): FieldValues<typeof fused.fields> {
  const { training, parameterCount: P, layers, outputs } = plan;
  const loss = losses.get(training.loss.id);
  const reduce =
    loss.kind === 'elementwise' && loss.reduction === 'mean' ? 1 / outputs : 1;
  const boundaries = decisionBoundaries(plan);
  return {
    B: training.batchSize,
    L: layers.length,
    P,
    S: 0,
    targets,
    capacity,
    metrics_rows: capacity,
    scratch_stride: layout.scratch,
    slots: optimizers.get(training.optimizer.id).slots.length,
    classification: training.classification ? 1 : 0,
    ...trainingNumbers(plan),
    reduce,
    share: reduce / training.batchSize,
    boundary: boundaries.value,
    target_boundary: boundaries.target,
    epsilon: NORMALIZATION_EPSILON,
    saturation_slope: SATURATION_SLOPE,
    dead_slope: DEAD_SLOPE,
    first: 0,
    members: 0,
    member_steps: 0,
  };
}

function encodeLayers(
  plan: Plan,
  layout: FusedLayout,
  activationIds: readonly string[],
): Uint8Array<ArrayBuffer> {
  const table = new Uint8Array(plan.layers.length * LAYER_BYTES);
  plan.layers.forEach((layer, index) => {
    const { activation, choice } = trainingActivation(plan, layer);
    const row = encodeFields(fusedLayerFields, {
      ...layout.layers[index],
      I: layer.inputs,
      O: layer.units,
      // The tensors of a layer follow each other: kernel, bias, scale and shift.
      flat: layer.kernel.offset,
      rows: layer.inputs + (layer.normalization === 'none' ? 1 : 3),
      normalized: layer.normalization === 'none' ? 0 : 1,
      residual: layer.residual ? 1 : 0,
      frozen: layer.frozen ? 1 : 0,
      activation: activationIds.indexOf(choice.id),
      alpha: soleParameter(choice, activation.parameters),
    });
    table.set(new Uint8Array(row), index * LAYER_BYTES);
  });
  return table;
}
