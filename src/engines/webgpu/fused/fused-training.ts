import { soleParameter } from '../../../core/choice.ts';
import { DEAD_SLOPE, SATURATION_SLOPE } from '../../../core/metrics.ts';
import { NORMALIZATION_EPSILON, type Plan } from '../../../core/plan.ts';
import { createDispatch, encodeDispatch, type Dispatch } from '../../../gpu/dispatch.ts';
import type { GpuDevice } from '../../../gpu/gpu-device.ts';
import { activationSwitch } from '../../../kernels/executor/activation-switch.ts';
import { fused } from '../../../kernels/executor/fused.ts';
import { fusedLayerFields } from '../../../kernels/executor/fused-layer.ts';
import { encodeFields, type FieldValues } from '../../../gpu/kernel.ts';
import { clippings } from '../../../ops/clippings/index.ts';
import { decisionBoundaries } from '../../../ops/evaluate-outputs.ts';
import { losses } from '../../../ops/losses/index.ts';
import { optimizers } from '../../../ops/optimizers/index.ts';
import { regularizers } from '../../../ops/regularizers/index.ts';
import { trainingActivation } from '../../../ops/training-activation.ts';
import type { BufferSet } from '../buffer-set.ts';
import type { StepSchedule } from '../schedule.ts';
import type { ResidentExamples, TrainingChain } from '../training-chain.ts';
import type { ModelBuffers } from '../model-buffers.ts';
import { LARGEST_FLOAT32 } from '../update-pass.ts';
import { layOutMemory, type FusedLayout } from './memory-layout.ts';

/** Rows of the layer table that the shader declares. */
const LAYER_ROWS = 129;
const LAYER_BYTES = fusedLayerFields.length * 4;

/** Why the fused executor cannot train a plan, or null where it can. */
export function fusedObstacle(plan: Plan): string | null {
  if (plan.layers.some(({ normalization }) => normalization === 'batch'))
    return 'batch normalization needs the tiled executor';
  if (plan.layers.length > LAYER_ROWS)
    return `more than ${LAYER_ROWS} layers need the tiled executor`;
  return null;
}

/**
 * A whole submission of training steps in one dispatch of one workgroup. The code that
 * measures layers is left out where nothing is measured: shaders take long to compile.
 */
export class FusedTraining implements TrainingChain {
  readonly kind = 'fused';
  readonly #fields: FieldValues<typeof fused.fields>;
  readonly #create: (measures: boolean) => Promise<Dispatch>;
  readonly #dispatches = new Map<boolean, Promise<Dispatch>>();

  private constructor(
    fields: FieldValues<typeof fused.fields>,
    create: (measures: boolean) => Promise<Dispatch>,
  ) {
    this.#fields = fields;
    this.#create = create;
  }

  static async create(
    gpu: GpuDevice,
    plan: Plan,
    model: ModelBuffers,
    set: BufferSet,
    examples: ResidentExamples,
  ): Promise<FusedTraining> {
    const layout = layOutMemory(
      plan,
      chooseWorkgroupSize(gpu, plan),
      usableWorkgroupBytes(gpu),
    );
    const activationIds = [
      ...new Set(plan.layers.map((layer) => trainingActivation(plan, layer).choice.id)),
    ];
    const { layers, scratch } = await gpu.withMemoryCheck(() => ({
      layers: gpu.createBuffer(
        'fused layers',
        LAYER_ROWS * LAYER_BYTES,
        GPUBufferUsage.UNIFORM,
      ),
      scratch: set.create('fused scratch', layout.scratch * 4),
    }));
    set.owned.push(layers);
    gpu.device.queue.writeBuffer(layers, 0, encodeLayers(plan, layout, activationIds));

    const { training } = plan;
    const loss = losses.get(training.loss.id);
    const lossFunctions =
      loss.kind === 'softmax'
        ? ['executor/fused-loss-softmax']
        : [`loss/${loss.id}`, 'executor/fused-loss-elementwise'];
    const normalizes = plan.layers.some(({ normalization }) => normalization !== 'none');
    const fields = fieldsOf(plan, model, layout, examples.targets);
    return new FusedTraining(fields, (measures) =>
      createDispatch(
        gpu,
        fused,
        {
          label: measures ? 'training, measured' : 'training',
          functions: [...lossFunctions, `optimizer/${training.optimizer.id}`],
          glue: activationSwitch(activationIds),
          constants: {
            WORKGROUP: layout.workgroupSize,
            ARENA: layout.arena,
            PARAMETERS_LOCAL: Number(layout.parametersLocal),
            VALUES_LOCAL: Number(layout.valuesLocal),
            PARTIALS_LOCAL: Number(layout.partialsLocal),
            NORMALIZES: Number(normalizes),
            MEASURES: Number(measures),
          },
          fields,
          buffers: { ...model, layers, scratch, examples: examples.buffer },
          workgroups: [1],
        },
        set.owned,
      ),
    );
  }

  async submit(
    gpu: GpuDevice,
    model: ModelBuffers,
    schedule: StepSchedule,
  ): Promise<void> {
    const dispatch = await this.#dispatch(schedule.measures);
    const fields = encodeFields(fused.fields, { ...this.#fields, S: schedule.count });
    gpu.device.queue.writeBuffer(dispatch.uniform, 0, fields);
    const encoder = gpu.device.createCommandEncoder({ label: 'fused steps' });
    const pass = encoder.beginComputePass({ label: 'fused steps' });
    encodeDispatch(pass, dispatch, { group: model.stepGroup, offset: 0 });
    pass.end();
    gpu.device.queue.submit([encoder.finish()]);
  }

  #dispatch(measures: boolean): Promise<Dispatch> {
    let dispatch = this.#dispatches.get(measures);
    if (!dispatch) {
      dispatch = this.#create(measures);
      this.#dispatches.set(measures, dispatch);
      // A failed compilation is not kept.
      dispatch.catch(() => this.#dispatches.delete(measures));
    }
    return dispatch;
  }
}

/** Workgroup memory that is used on a processor. */
const PROCESSOR_BYTES = 4096;

/**
 * A processor has no workgroup memory: it is plain memory there and gains nothing, but a
 * large array of it takes seconds to compile (measured on SwiftShader: 7 s for 32 KiB, 1.3 s
 * for 2 KiB).
 */
function usableWorkgroupBytes({ device, isProcessor }: GpuDevice): number {
  const available = device.limits.maxComputeWorkgroupStorageSize;
  return isProcessor ? Math.min(PROCESSOR_BYTES, available) : available;
}

/** Invocations of a workgroup on hardware that runs `SUBGROUP_DEFAULT` of them at once and does not say so. */
const SUBGROUP_DEFAULT = 32;
/** Subgroups of a workgroup: enough to hide the latency of memory, few enough to synchronize cheaply. */
const SUBGROUPS = 4;

/** A few hardware groups, but no more invocations than one piece of the work has parts. */
function chooseWorkgroupSize({ device, subgroupSize }: GpuDevice, plan: Plan): number {
  const size = subgroupSize ?? SUBGROUP_DEFAULT;
  const widest = Math.max(...plan.layers.map(({ units }) => Math.ceil(units / 4)));
  const parts = Math.ceil(plan.training.batchSize / 4) * widest;
  const most = Math.min(
    device.limits.maxComputeInvocationsPerWorkgroup,
    SUBGROUPS * size,
  );
  // Sums over the workgroup need at least 16.
  return Math.max(16, Math.min(most, size * Math.ceil(parts / size)));
}

function fieldsOf(
  plan: Plan,
  model: ModelBuffers,
  layout: FusedLayout,
  targets: number,
): FieldValues<typeof fused.fields> {
  const { training, parameterCount: P, layers, outputs } = plan;
  const { regularization, clipping } = training;
  const { l1, l2 } = regularizers.get(regularization.id).rates(regularization);
  const bounds = clippings.get(clipping.id).bounds(clipping);
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
    capacity: model.capacity,
    metrics_rows: model.capacity,
    scratch_stride: layout.scratch,
    slots: optimizers.get(training.optimizer.id).slots.length,
    classification: training.classification ? 1 : 0,
    l1,
    l2,
    clip_norm: bounds.norm === Infinity ? 0 : bounds.norm,
    clip_value: Math.min(bounds.value, LARGEST_FLOAT32),
    loss_parameter: soleParameter(training.loss, loss.parameters),
    reduce,
    share: reduce / training.batchSize,
    boundary: boundaries.value,
    target_boundary: boundaries.target,
    epsilon: NORMALIZATION_EPSILON,
    saturation_slope: SATURATION_SLOPE,
    dead_slope: DEAD_SLOPE,
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
      flat_kernel: layer.kernel.offset,
      flat_bias: layer.bias?.offset ?? 0,
      flat_scale: layer.scale?.offset ?? 0,
      flat_shift: layer.shift?.offset ?? 0,
      normalized: layer.normalization === 'none' ? 0 : 1,
      residual: layer.residual ? 1 : 0,
      activation: activationIds.indexOf(choice.id),
      alpha: soleParameter(choice, activation.parameters),
    });
    table.set(new Uint8Array(row), index * LAYER_BYTES);
  });
  return table;
}
