import type { GpuDevice } from './gpu-device.ts';
import type { PipelineVariant } from './pipelines.ts';
import {
  encodeFields,
  type BufferArguments,
  type FieldValues,
  type KernelDefinition,
  type StorageBinding,
  type UniformField,
} from './kernel.ts';

/** Workgroups of a grid-stride dispatch beyond which more would only queue up. */
const MOST_WORKGROUPS = 8192;
/** The same for a few cores, to which each workgroup is a call. */
const MOST_ON_PROCESSOR = 16;

/** A kernel with its arguments, ready to be encoded any number of times. */
export interface Dispatch {
  readonly label: string;
  readonly pipeline: GPUComputePipeline;
  readonly bindGroup: GPUBindGroup;
  /** Its `params`, for those who change them from run to run. */
  readonly uniform: GPUBuffer;
  readonly usesStep: boolean;
  readonly workgroups: readonly [number, number, number];
}

export interface DispatchArguments<
  Fields extends readonly UniformField[],
  Buffers extends readonly StorageBinding[],
> extends PipelineVariant {
  readonly label: string;
  readonly fields: FieldValues<Fields>;
  readonly buffers: BufferArguments<Buffers>;
  readonly workgroups: readonly [number, number?, number?];
}

/** Makes pipeline, uniform and bind group. The buffers stay the caller's; the uniform is added to `owned`. */
export async function createDispatch<
  const Fields extends readonly UniformField[],
  const Buffers extends readonly StorageBinding[],
>(
  gpu: GpuDevice,
  kernel: KernelDefinition<Fields, Buffers>,
  { label, fields, buffers, workgroups, ...variant }: DispatchArguments<Fields, Buffers>,
  owned: GPUBuffer[],
): Promise<Dispatch> {
  const name = `${kernel.id} ${label}`;
  const pipeline = await gpu.pipelines.get(kernel, variant);
  const uniform = gpu.createUniform(name, encodeFields(kernel.fields, fields));
  owned.push(uniform);
  const storage = kernel.buffers.map(
    ([buffer]) => buffers[buffer as keyof typeof buffers],
  );
  const bindGroup = gpu.device.createBindGroup({
    label: name,
    layout: gpu.pipelines.layout(kernel),
    entries: [uniform, ...storage].map((buffer, binding) => ({
      binding,
      resource: { buffer },
    })),
  });
  const [x, y = 1, z = 1] = workgroups;
  return {
    label: name,
    pipeline,
    bindGroup,
    uniform,
    usesStep: kernel.usesStep,
    workgroups: [x, y, z],
  };
}

/**
 * @param step bind group of the step uniform and the byte offset of the step's row; needed
 *   where the kernel uses it
 */
export function encodeDispatch(
  pass: GPUComputePassEncoder,
  { pipeline, bindGroup, usesStep, workgroups }: Dispatch,
  step?: { group: GPUBindGroup; offset: number },
): void {
  pass.setPipeline(pipeline);
  pass.setBindGroup(0, bindGroup);
  if (usesStep) {
    if (!step) throw new Error('This kernel needs the row of its step.');
    pass.setBindGroup(1, step.group, [step.offset]);
  }
  pass.dispatchWorkgroups(...workgroups);
}

/** Workgroups of 64 invocations for a kernel that strides over `count` elements. */
export function stridedWorkgroups(gpu: GpuDevice, count: number): [number] {
  const most = gpu.isProcessor ? MOST_ON_PROCESSOR : MOST_WORKGROUPS;
  return [Math.max(1, Math.min(most, Math.ceil(count / 64)))];
}
