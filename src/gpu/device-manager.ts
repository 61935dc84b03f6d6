import { openGpuDevice, probeAdapter, type GpuDevice } from './gpu-device.ts';

/**
 * Hands out the one device that all users share, and a new one after a loss. The
 * generation tells whether buffers made earlier still belong to the device.
 */
export class DeviceManager {
  readonly #findGpu: () => Promise<GPU | undefined>;
  readonly #sources: ReadonlyMap<string, string>;
  #current: Promise<GpuDevice> | null = null;
  #generation = 0;

  /**
   * @param findGpu where WebGPU comes from on this host; undefined where there is none
   * @param sources WGSL by path, for the pipelines
   */
  constructor(
    findGpu: () => Promise<GPU | undefined>,
    sources: ReadonlyMap<string, string>,
  ) {
    this.#findGpu = findGpu;
    this.#sources = sources;
  }

  /** How many devices there have been. */
  get generation(): number {
    return this.#generation;
  }

  /** Name of the adapter. @throws UnavailableError with the reason */
  async probe(): Promise<string> {
    return probeAdapter(await this.#findGpu());
  }

  /** The device, opened when it is first asked for or when the last one is lost. @throws UnavailableError */
  async acquire(): Promise<GpuDevice> {
    while (this.#current) {
      const asked = this.#current;
      const device = await asked;
      if (!device.lost) return device;
      // Unless another caller opened a new one while this one waited.
      if (this.#current === asked) this.#current = null;
    }
    this.#generation++;
    const opening = this.#findGpu().then((gpu) => openGpuDevice(gpu, this.#sources));
    this.#current = opening;
    // A failed attempt is not kept: an adapter may come back.
    opening.catch(() => {
      if (this.#current === opening) this.#current = null;
    });
    return opening;
  }

  /** Destroys the device; an idle one keeps a Node process alive and, in Dawn, a core busy. */
  async close(): Promise<void> {
    const current = this.#current;
    this.#current = null;
    (await current?.catch(() => null))?.destroy();
  }
}
