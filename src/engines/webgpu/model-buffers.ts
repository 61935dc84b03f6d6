import { LAYER_FIGURES } from '../../core/metrics.ts';
import type { Plan } from '../../core/plan.ts';
import type { GpuDevice } from '../../gpu/gpu-device.ts';
import { optimizers } from '../../ops/optimizers/index.ts';
import type { BufferSet } from './buffer-set.ts';

/** Bytes from one row of the step uniform to the next: WebGPU's default offset alignment. */
export const STEP_STRIDE = 256;
/** Steps of one submission at most: the step uniform is then 64 KiB, the default limit. */
const MOST_STEPS = 256;
/** Elements of the batch order at most: it is written anew for every submission. */
const MOST_ORDER = 2 ** 20;

/** What a network holds on the GPU whatever its batch: P parameters, L layers. */
export interface ModelBuffers {
  /** Steps that one submission may have. */
  readonly capacity: number;
  /** How many values the optimizer remembers for each parameter. */
  readonly slotCount: number;
  /** f32 [P] */
  readonly parameters: GPUBuffer;
  readonly gradients: GPUBuffer;
  readonly change: GPUBuffer;
  /** f32 [slots, P], at least one element */
  readonly slots: GPUBuffer;
  /** f32: running means and variances, at least one element */
  readonly statistics: GPUBuffer;
  /** f32 [1]: the factor of norm clipping */
  readonly clipFactor: GPUBuffer;
  /** u32 [L]: where each layer's parameters end */
  readonly layerEnds: GPUBuffer;
  /** (u32, u32) [L]: first element and size of each kernel */
  readonly kernels: GPUBuffer;
  /** u32 [1]: see places.ts */
  readonly status: GPUBuffer;
  /** (f32, f32) [capacity]: loss and accuracy of each step */
  readonly results: GPUBuffer;
  /** f32 [capacity, L, figures] */
  readonly metrics: GPUBuffer;
  /** u32 [capacity, batch size]: the examples of each step */
  readonly order: GPUBuffer;
  /** Uniform rows of `lib/step`, STEP_STRIDE apart. */
  readonly steps: GPUBuffer;
  readonly stepGroup: GPUBindGroup;
}

/** @throws UserError when the adapter cannot hold them */
export function createModelBuffers(
  gpu: GpuDevice,
  plan: Plan,
  set: BufferSet,
): ModelBuffers {
  const { parameterCount: P, layers, tensors, training } = plan;
  const capacity = Math.max(
    1,
    Math.min(MOST_STEPS, Math.floor(MOST_ORDER / training.batchSize)),
  );
  const ends = layers.map(({ index }) =>
    Math.max(
      ...tensors.filter(({ layer }) => layer === index).map((t) => t.offset + t.size),
    ),
  );
  const kernels = layers.flatMap(({ kernel }) => [kernel.offset, kernel.size]);
  const slots = optimizers.get(training.optimizer.id).slots.length;
  const steps = gpu.createBuffer(
    'steps',
    MOST_STEPS * STEP_STRIDE,
    GPUBufferUsage.UNIFORM,
  );
  set.owned.push(steps);
  return {
    capacity,
    slotCount: slots,
    parameters: set.create('parameters', P),
    gradients: set.create('gradients', P),
    change: set.create('change', P),
    slots: set.create('optimizer slots', slots * P),
    statistics: set.create('running statistics', plan.statisticsCount),
    clipFactor: set.create('clip factor', 1),
    layerEnds: set.from('layer ends', Uint32Array.from(ends)),
    kernels: set.from('kernels', Uint32Array.from(kernels)),
    status: set.create('status', 1),
    results: set.create('results', 2 * capacity),
    metrics: set.create('metrics', capacity * layers.length * LAYER_FIGURES.length),
    order: set.create('batch order', capacity * training.batchSize),
    steps,
    stepGroup: gpu.device.createBindGroup({
      label: 'steps',
      layout: gpu.pipelines.stepLayout,
      entries: [{ binding: 0, resource: { buffer: steps, size: STEP_BYTES } }],
    }),
  };
}

/** Size of the `Step` struct: four u32 and two vec4f. */
export const STEP_BYTES = 48;
