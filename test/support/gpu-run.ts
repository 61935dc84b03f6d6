import { DeviceManager } from '../../src/gpu/device-manager.ts';
import { createDispatch, encodeDispatch } from '../../src/gpu/dispatch.ts';
import type { GpuDevice } from '../../src/gpu/gpu-device.ts';
import type {
  FieldValues,
  KernelDefinition,
  StorageBinding,
  UniformField,
} from '../../src/gpu/kernel.ts';
import { findNodeGpu } from '../../src/gpu/node.ts';
import { shaderSources } from '../../src/kernels/sources.ts';

/** A manager of the device that the GPU tests run on; close it after use. */
export function createTestManager(): DeviceManager {
  return new DeviceManager(findNodeGpu, shaderSources);
}

/** What a status buffer holds before anything is reported. */
export const NOTHING_REPORTED = 0xffffffff;

/** The row of `lib/step` that a kernel sees. */
export interface StepRow {
  readonly index?: number;
  readonly measured?: boolean;
  readonly metricsRow?: number;
  readonly number?: number;
  /** k0 and k1, up to eight numbers. */
  readonly scalars?: readonly number[];
}

export interface KernelRun<
  Fields extends readonly UniformField[],
  Buffers extends readonly StorageBinding[],
> {
  readonly functions?: readonly string[];
  readonly constants?: Readonly<Record<string, number>>;
  readonly fields: FieldValues<Fields>;
  /** What each buffer holds at the start; a number is a length in zeroes. `status` may be left out. */
  readonly buffers: {
    readonly [Name in Exclude<Buffers[number][0], 'status'>]:
      number | readonly number[] | Float32Array | Uint32Array;
  };
  readonly workgroups: readonly [number, number?, number?];
  readonly step?: StepRow;
}

/** What one dispatch left behind. */
export interface KernelResult<Buffers extends readonly StorageBinding[]> {
  readonly buffers: { readonly [Name in Buffers[number][0]]: Float32Array };
  /** The status word; NOTHING_REPORTED where the kernel has none. */
  readonly report: number;
}

/** Runs one dispatch of one kernel on its own buffers and reads all of them back. */
export async function runDefinition<
  const Fields extends readonly UniformField[],
  const Buffers extends readonly StorageBinding[],
>(
  gpu: GpuDevice,
  kernel: KernelDefinition<Fields, Buffers>,
  run: KernelRun<Fields, Buffers>,
): Promise<KernelResult<Buffers>> {
  const { functions, constants, fields, workgroups, step = {} } = run;
  const given: Record<string, number | readonly number[] | Float32Array | Uint32Array> = {
    status: Uint32Array.of(NOTHING_REPORTED),
    ...run.buffers,
  };
  const owned: GPUBuffer[] = [];
  const made = kernel.buffers.map(([name]) => {
    const contents = toArray(given[name]);
    const buffer = gpu.createBuffer(name, contents.byteLength);
    owned.push(buffer);
    gpu.device.queue.writeBuffer(buffer, 0, contents);
    return [name, buffer] as const;
  });
  const buffers = Object.fromEntries(made) as Record<Buffers[number][0], GPUBuffer>;
  const dispatch = await createDispatch(
    gpu,
    kernel,
    { label: 'test', functions, constants, fields, buffers, workgroups },
    owned,
  );
  const uniform = gpu.createUniform('step', encodeStep(step));
  owned.push(uniform);
  const group = gpu.device.createBindGroup({
    layout: gpu.pipelines.stepLayout,
    entries: [{ binding: 0, resource: { buffer: uniform } }],
  });
  const encoder = gpu.device.createCommandEncoder();
  const pass = encoder.beginComputePass();
  encodeDispatch(pass, dispatch, { group, offset: 0 });
  pass.end();
  gpu.device.queue.submit([encoder.finish()]);
  const bytes = await gpu.read(
    made.map(([, buffer]) => ({ buffer, bytes: buffer.size })),
  );
  for (const buffer of owned) buffer.destroy();
  const results = made.map(([name], at) => [name, new Float32Array(bytes[at])] as const);
  const status = made.findIndex(([name]) => name === 'status');
  return {
    buffers: Object.fromEntries(results) as Record<Buffers[number][0], Float32Array>,
    report: status < 0 ? NOTHING_REPORTED : new Uint32Array(bytes[status])[0],
  };
}

function toArray(
  contents: number | readonly number[] | Float32Array | Uint32Array,
): Float32Array<ArrayBuffer> | Uint32Array<ArrayBuffer> {
  if (typeof contents === 'number') return new Float32Array(Math.max(1, contents));
  return contents instanceof Uint32Array
    ? new Uint32Array(contents)
    : Float32Array.from(contents);
}

function encodeStep({
  index,
  measured,
  metricsRow,
  number,
  scalars = [],
}: StepRow): ArrayBuffer {
  const bytes = new ArrayBuffer(48);
  const view = new DataView(bytes);
  view.setUint32(0, index ?? 0, true);
  view.setUint32(4, measured ? 1 : 0, true);
  view.setUint32(8, metricsRow ?? 0, true);
  view.setUint32(12, number ?? 0, true);
  scalars.forEach((scalar, at) => view.setFloat32(16 + 4 * at, scalar, true));
  return bytes;
}
