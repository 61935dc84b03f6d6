import { CapacityError } from '../../../core/errors.ts';
import { LAYER_FIGURES } from '../../../core/metrics.ts';
import type { PopulationOptions } from '../../../core/population.ts';
import type { GpuDevice } from '../../../gpu/gpu-device.ts';
import { optimizers } from '../../../ops/optimizers/index.ts';
import type { BufferSet } from '../buffer-set.ts';
import {
  clipsNorm,
  fusedNetwork,
  LAYER_BYTES,
  LAYER_ROWS,
  type FusedNetwork,
} from '../fused/fused-network.ts';
import type { Propagation } from '../fused/propagation.ts';
import { STEP_STRIDE } from '../model-buffers.ts';
import { StateBackup } from '../state-backup.ts';
import type { MemberNumbers } from './member-numbers.ts';

/** Steps of a submission at most: more would only lengthen the wait for it. */
const MOST_STEPS = 64;
/** Rows of the uniform `steps` that the shader declares. */
const STEP_ROWS = 256;
/** Elements at most of what is written or read anew for every submission. */
const MOST_ELEMENTS = 2 ** 22;
/** Workgroups of a dispatch that every adapter grants. */
export const MOST_NETWORKS = 65535;

/** A population on the GPU: N networks of P parameters. */
export interface PopulationBuffers {
  readonly network: FusedNetwork;
  /** Steps of a submission at most. */
  readonly capacity: number;
  /** Elements of `examples` at which the networks' own numbers begin. */
  readonly members: number;
  readonly memberSteps: number;
  /** f32 [N,P] and [N, slots, P] */
  readonly parameters: GPUBuffer;
  readonly slots: GPUBuffer;
  readonly backup: StateBackup;
  readonly examples: GPUBuffer;
  readonly order: GPUBuffer;
  readonly results: GPUBuffer;
  readonly metrics: GPUBuffer;
  readonly status: GPUBuffer;
  readonly scratch: GPUBuffer;
  readonly layers: GPUBuffer;
  readonly steps: GPUBuffer;
}

/** @throws CapacityError when the adapter cannot hold so many networks */
export function createPopulationBuffers(
  gpu: GpuDevice,
  {
    plans,
    parameters,
    training,
    metricsEvery = 0,
    steps = MOST_STEPS,
  }: PopulationOptions,
  numbers: MemberNumbers,
  propagation: Propagation,
  set: BufferSet,
): PopulationBuffers {
  const [plan] = plans;
  const N = plans.length;
  const measures = metricsEvery > 0;
  const figures = measures ? plan.layers.length * LAYER_FIGURES.length : 0;
  const perStep = Math.max(
    N * Math.max(2, figures),
    numbers.orderCount * plan.training.batchSize,
  );
  const capacity = Math.max(
    1,
    Math.min(MOST_STEPS, steps, Math.floor(MOST_ELEMENTS / perStep)),
  );
  const data = training.inputs.length + training.targets.length;
  const memberSteps = data + numbers.recordCount;
  const network = fusedNetwork(gpu, plan, propagation, {
    capacity,
    targets: training.inputs.length,
    measures,
    population: { members: data, memberSteps, clipsNorm: plans.some(clipsNorm) },
  });
  checkSize(gpu, N, 16 * network.layout.scratch);

  const uniform = (label: string, bytes: number) => {
    const buffer = gpu.createBuffer(label, bytes, GPUBufferUsage.UNIFORM);
    set.owned.push(buffer);
    return buffer;
  };
  const slotCount = optimizers.get(plan.training.optimizer.id).slots.length;
  const live = {
    parameters: set.from('population parameters', new Float32Array(parameters)),
    slots: set.create('population slots', N * slotCount * plan.parameterCount),
  };
  const examples = set.create(
    'population data',
    memberSteps + numbers.stepScalarCount(capacity),
  );
  const layers = uniform('fused layers', LAYER_ROWS * LAYER_BYTES);
  const { queue } = gpu.device;
  queue.writeBuffer(examples, 0, new Float32Array(training.inputs));
  queue.writeBuffer(
    examples,
    training.inputs.length * 4,
    new Float32Array(training.targets),
  );
  queue.writeBuffer(layers, 0, network.layerTable);
  return {
    network,
    capacity,
    members: data,
    memberSteps,
    ...live,
    backup: new StateBackup(Object.values(live), set),
    examples,
    order: set.create(
      'population order',
      numbers.orderCount * capacity * plan.training.batchSize,
    ),
    results: set.create('population results', 2 * N * capacity),
    metrics: set.create('population metrics', N * capacity * figures),
    status: set.create('population status', N),
    scratch: set.create('population scratch', 4 * N * network.layout.scratch),
    layers,
    steps: uniform('population steps', STEP_ROWS * STEP_STRIDE),
  };
}

function checkSize(gpu: GpuDevice, N: number, bytesEach: number): void {
  const { maxBufferSize, maxStorageBufferBindingSize } = gpu.device.limits;
  const room = Math.min(maxBufferSize, maxStorageBufferBindingSize);
  const most = Math.min(MOST_NETWORKS, Math.floor(room / bytesEach));
  if (N > most)
    throw new CapacityError(
      `The population has ${N} networks, but the adapter ${gpu.adapter} holds at most ` +
        `${most} of this size at once. Fewer networks, or a smaller batch, would do.`,
      most,
    );
}
