import type { GpuDevice } from '../../gpu/gpu-device.ts';

/** A dispatch as it was encoded, to be encoded again. */
export interface RecordedDispatch {
  /** Of its bind group 0: `layer/dense dense_0`, see `createDispatch`. */
  readonly label: string;
  readonly pipeline: GPUComputePipeline;
  readonly groups: readonly BoundGroup[];
  readonly workgroups: readonly [number, number, number];
}

interface BoundGroup {
  readonly index: number;
  readonly group: GPUBindGroup;
  readonly offsets: readonly number[];
}

/**
 * Notes every dispatch that is encoded on the device while `work` runs. It stands in for the
 * device's `createCommandEncoder` meanwhile, so that what is recorded need not know of it; the
 * commands themselves are carried out as ever.
 */
export async function recordDispatches(
  { device }: Pick<GpuDevice, 'device'>,
  work: () => Promise<unknown>,
): Promise<RecordedDispatch[]> {
  const recorded: RecordedDispatch[] = [];
  const create = device.createCommandEncoder.bind(device);
  // Shadows the method of the prototype, which is found again when this one is deleted.
  Object.defineProperty(device, 'createCommandEncoder', {
    configurable: true,
    value(descriptor?: GPUCommandEncoderDescriptor) {
      const encoder = create(descriptor);
      const begin = encoder.beginComputePass.bind(encoder);
      return Object.defineProperty(encoder, 'beginComputePass', {
        value: (of?: GPUComputePassDescriptor) => watch(begin(of), recorded),
      });
    },
  });
  try {
    await work();
  } finally {
    Reflect.deleteProperty(device, 'createCommandEncoder');
  }
  return recorded;
}

/** The same pass, which notes its dispatches in `recorded`. */
function watch(
  pass: GPUComputePassEncoder,
  recorded: RecordedDispatch[],
): GPUComputePassEncoder {
  const setPipeline = pass.setPipeline.bind(pass);
  const setBindGroup = pass.setBindGroup.bind(pass);
  const dispatchWorkgroups = pass.dispatchWorkgroups.bind(pass);
  let pipeline: GPUComputePipeline;
  const groups = new Map<number, BoundGroup>();
  return Object.defineProperties(pass, {
    setPipeline: {
      value(next: GPUComputePipeline) {
        pipeline = next;
        setPipeline(next);
      },
    },
    setBindGroup: {
      value(index: number, group: GPUBindGroup, offsets: readonly number[] = []) {
        groups.set(index, { index, group, offsets });
        setBindGroup(index, group, offsets);
      },
    },
    dispatchWorkgroups: {
      value(x: number, y = 1, z = 1) {
        const label = groups.get(0)?.group.label ?? '';
        recorded.push({
          label,
          pipeline,
          // One that a later pipeline does not use stays bound, which is allowed.
          groups: [...groups.values()],
          workgroups: [x, y, z],
        });
        dispatchWorkgroups(x, y, z);
      },
    },
  });
}

/** Encodes it again, in a pass that may hold others. */
export function encodeRecorded(
  pass: GPUComputePassEncoder,
  { pipeline, groups, workgroups }: RecordedDispatch,
  repeats = 1,
): void {
  pass.setPipeline(pipeline);
  for (const { index, group, offsets } of groups)
    pass.setBindGroup(index, group, offsets);
  for (let repeat = 0; repeat < repeats; repeat++) pass.dispatchWorkgroups(...workgroups);
}
