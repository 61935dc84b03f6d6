import { CapacityError, UnavailableError, UserError } from '../core/errors.ts';
import { DeviceLostError } from './device-lost-error.ts';
import { PipelineCache } from './pipelines.ts';
import { StagingPool } from './staging-pool.ts';

/** Limits that are asked for up to what the adapter has; the rest stay at WebGPU's defaults. */
const RAISED_LIMITS = [
  'maxBufferSize',
  'maxStorageBufferBindingSize',
  'maxComputeWorkgroupStorageSize',
  'maxComputeInvocationsPerWorkgroup',
  'maxComputeWorkgroupSizeX',
] as const;

/** Features used where the adapter has them. */
const OPTIONAL_FEATURES = ['timestamp-query', 'subgroups'] as const;

/** SwiftShader runs four invocations in lockstep, lavapipe up to eight (the width of a SIMD register). */
const PROCESSOR_SUBGROUP = 8;

/** @param subgroupSize of an adapter or device; undefined or 0 where it does not say */
export const runsOnProcessor = (subgroupSize: number | undefined): boolean =>
  subgroupSize !== undefined && subgroupSize > 0 && subgroupSize <= PROCESSOR_SUBGROUP;

/**
 * A WebGPU device with what every user of it needs: pipelines, staging buffers, the
 * buffers it handed out, and what became of it. It knows nothing of machine learning.
 */
export class GpuDevice {
  readonly device: GPUDevice;
  /** For people: `NVIDIA H200 (nvidia hopper)`. */
  readonly adapter: string;
  readonly pipelines: PipelineCache;
  /** Invocations that the hardware runs in lockstep, at least; undefined where it does not say. */
  readonly subgroupSize: number | undefined;
  readonly #staging: StagingPool;
  #lost: DeviceLostError | null = null;
  #uncaptured: string | null = null;

  constructor(device: GPUDevice, adapter: string, sources: ReadonlyMap<string, string>) {
    this.device = device;
    this.adapter = adapter;
    this.subgroupSize = device.adapterInfo.subgroupMinSize || undefined;
    this.pipelines = new PipelineCache(device, sources);
    this.#staging = new StagingPool(device);
    void device.lost.then(({ reason, message }) => {
      this.#lost ??= new DeviceLostError(
        reason === 'destroyed' ? 'destroyed' : 'unknown',
        message,
      );
    });
    device.addEventListener('uncapturederror', (event) => {
      this.#uncaptured ??= event.error.message;
    });
  }

  /**
   * Whether the adapter is software: no GPU runs so few invocations in lockstep. Its workgroup
   * memory is plain memory, and its workgroups share a few cores.
   */
  get isProcessor(): boolean {
    return runsOnProcessor(this.subgroupSize);
  }

  /** Why the device is gone, or null. */
  get lost(): DeviceLostError | null {
    return this.#lost;
  }

  /**
   * @throws DeviceLostError when the device is gone
   * @throws Error when an earlier command was invalid
   */
  assertHealthy(): void {
    if (this.#lost) throw this.#lost;
    if (this.#uncaptured !== null) {
      const message = this.#uncaptured;
      this.#uncaptured = null;
      throw new Error(`The GPU refused a command: ${message}`);
    }
  }

  /**
   * A zeroed buffer for storage and copies.
   * @param bytes rounded up to a multiple of 4, at least 4
   * @throws CapacityError when the adapter cannot hold it
   */
  createBuffer(label: string, bytes: number, usage = 0): GPUBuffer {
    const size = Math.max(4, Math.ceil(bytes / 4) * 4);
    const { maxBufferSize, maxStorageBufferBindingSize } = this.device.limits;
    const limit = Math.min(maxBufferSize, maxStorageBufferBindingSize);
    if (size > limit)
      throw new CapacityError(
        `This network needs ${describeBytes(size)} for "${label}", but the adapter ` +
          `${this.adapter} holds at most ${describeBytes(limit)} in one buffer. Fewer ` +
          'units, a smaller batch or the cpu engine would do.',
      );
    return this.device.createBuffer({
      label,
      size,
      usage:
        GPUBufferUsage.STORAGE |
        GPUBufferUsage.COPY_SRC |
        GPUBufferUsage.COPY_DST |
        usage,
    });
  }

  /** A uniform buffer that holds `bytes`. */
  createUniform(label: string, bytes: ArrayBuffer): GPUBuffer {
    const buffer = this.device.createBuffer({
      label,
      size: bytes.byteLength,
      usage: GPUBufferUsage.UNIFORM | GPUBufferUsage.COPY_DST,
    });
    this.device.queue.writeBuffer(buffer, 0, bytes);
    return buffer;
  }

  /** Copies the regions out of GPU memory, after everything submitted so far; one copy each. */
  async read(
    regions: readonly { buffer: GPUBuffer; offset?: number; bytes: number }[],
  ): Promise<ArrayBuffer[]> {
    this.assertHealthy();
    return this.guard(async () => {
      const result = await this.#staging.read(regions);
      this.assertHealthy();
      return result;
    });
  }

  /**
   * Does `work`, which may fail in many ways once the device has gone away.
   * @throws DeviceLostError where that is why it failed, else what it threw
   */
  async guard<T>(work: () => Promise<T>): Promise<T> {
    try {
      return await work();
    } catch (error) {
      if (error instanceof UserError || error instanceof DeviceLostError) throw error;
      // The loss itself is told a moment later.
      const { reason, message } = await Promise.race([
        this.device.lost,
        this.device.queue.onSubmittedWorkDone().then(
          () => ({ reason: null, message: '' }),
          () => this.device.lost,
        ),
      ]);
      if (reason !== null)
        throw new DeviceLostError(
          reason === 'destroyed' ? 'destroyed' : 'unknown',
          message,
        );
      throw error;
    }
  }

  /**
   * Runs `allocate` and reports a lack of memory in words.
   * @throws CapacityError when the GPU has not enough memory
   */
  async withMemoryCheck<T>(allocate: () => T): Promise<T> {
    // What uses a buffer that was not granted is invalid too; that is no news then.
    this.device.pushErrorScope('validation');
    this.device.pushErrorScope('out-of-memory');
    let result: T;
    let scopes: Promise<[GPUError | null, GPUError | null]>;
    try {
      result = allocate();
    } finally {
      // Popped in the task in which they were pushed: scopes are a stack of the whole device.
      scopes = Promise.all([this.device.popErrorScope(), this.device.popErrorScope()]);
    }
    const [memory, validation] = await this.guard(() => scopes);
    if (memory)
      throw new CapacityError(
        `The adapter ${this.adapter} has not enough memory for this network: ` +
          `${memory.message} Fewer units, a smaller batch or the cpu engine would do.`,
      );
    if (validation) this.#uncaptured ??= validation.message;
    return result;
  }

  destroy(): void {
    // The device tells its loss a moment later; nobody may take it for healthy until then.
    this.#lost ??= new DeviceLostError('destroyed', '');
    this.#staging.destroy();
    this.device.destroy();
  }
}

/**
 * @param gpu `navigator.gpu`, or its equivalent in Node; undefined where there is none
 * @throws UnavailableError with the reason
 */
export async function openGpuDevice(
  gpu: GPU | undefined,
  sources: ReadonlyMap<string, string>,
): Promise<GpuDevice> {
  const adapter = await requestAdapter(gpu);
  const requiredLimits: Record<string, number> = {};
  for (const name of RAISED_LIMITS) requiredLimits[name] = adapter.limits[name];
  const requiredFeatures = OPTIONAL_FEATURES.filter((name) => adapter.features.has(name));
  try {
    const device = await adapter.requestDevice({
      label: 'nabla',
      requiredLimits,
      requiredFeatures,
    });
    return new GpuDevice(device, describeAdapter(adapter), sources);
  } catch (error) {
    throw new UnavailableError(
      `The adapter ${describeAdapter(adapter)} gave no device: ${messageOf(error)}`,
    );
  }
}

/** Name of the adapter that would be used. @throws UnavailableError with the reason */
export async function probeAdapter(gpu: GPU | undefined): Promise<string> {
  return describeAdapter(await requestAdapter(gpu));
}

async function requestAdapter(gpu: GPU | undefined): Promise<GPUAdapter> {
  if (!gpu)
    throw new UnavailableError(
      'WebGPU is missing here; a browser needs a page served over https or from localhost ' +
        'for it, and Node a graphics driver.',
    );
  let adapter: GPUAdapter | null;
  try {
    adapter = await gpu.requestAdapter({ powerPreference: 'high-performance' });
  } catch (error) {
    throw new UnavailableError(`WebGPU found no graphics processor: ${messageOf(error)}`);
  }
  if (!adapter)
    throw new UnavailableError('WebGPU found no graphics processor that it may use.');
  return adapter;
}

/** The most telling of the names an adapter gives of itself. */
export function describeAdapter({ info }: GPUAdapter): string {
  const family = [info.vendor, info.architecture].filter(Boolean).join(' ');
  const name = info.description || info.device;
  if (name && family) return `${name} (${family})`;
  return name || family || 'unnamed adapter';
}

function describeBytes(bytes: number): string {
  const units = ['bytes', 'KiB', 'MiB', 'GiB', 'TiB'];
  let value = bytes;
  let unit = 0;
  while (value >= 1024 && unit < units.length - 1) {
    value /= 1024;
    unit++;
  }
  return `${Number(value.toPrecision(3))} ${units[unit]}`;
}

function messageOf(error: unknown): string {
  return error instanceof Error ? error.message : String(error);
}
