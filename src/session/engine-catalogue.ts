import type { Availability, Engine } from '../core/engine.ts';
import { UnavailableError } from '../core/errors.ts';
import { createRegistry } from '../core/registry.ts';
import type { DeviceManager } from '../gpu/device-manager.ts';

/** What differs between the places an engine can run in. */
export interface EngineHost {
  /** Where WebGPU comes from: `navigator.gpu` in a browser, Dawn in Node. Undefined where there is none. */
  findGpu(): Promise<GPU | undefined>;
}

/** An engine that can be chosen; its code is loaded when it is. */
export interface EngineEntry {
  readonly id: string;
  readonly label: string;
  load(): Promise<Engine>;
  /** Frees what its engine shares between executors; absent where it shares nothing. */
  close?(): Promise<void>;
}

export interface ResolvedEngine {
  readonly engine: Engine;
  /** Why it is this one, in a sentence. */
  readonly reason: string;
}

/** What one engine can do on this machine. */
export interface EngineReport {
  readonly id: string;
  readonly label: string;
  readonly availability: Availability;
}

/** The engines of this project, on one host. */
export class EngineCatalogue {
  readonly #registry;
  readonly #engines = new Map<string, Promise<Engine>>();

  /** @param entries `webgpu` and `cpu` are among them */
  constructor(entries: readonly EngineEntry[]) {
    this.#registry = createRegistry('engine', entries);
  }

  get entries(): readonly EngineEntry[] {
    return this.#registry.entries;
  }

  /** @throws UserError naming the known engines */
  load(id: string): Promise<Engine> {
    const entry = this.#registry.get(id);
    let engine = this.#engines.get(id);
    if (!engine) {
      engine = entry.load();
      this.#engines.set(id, engine);
      // A failed download may be tried again.
      engine.catch(() => this.#engines.delete(id));
    }
    return engine;
  }

  /**
   * The engine to use.
   * @param id an engine's id, or `auto`: webgpu where this machine has it, else cpu
   * @throws UserError naming the known engines when there is none of that id
   * @throws UnavailableError with the reason when this machine lacks it
   */
  async resolve(id: string): Promise<ResolvedEngine> {
    if (id === 'auto') return this.#choose();
    const { engine, availability } = await this.#probe(id);
    if (!availability.available)
      throw new UnavailableError(
        `The engine "${id}" cannot run here: ${availability.reason} ` +
          'Choose another one, or "auto".',
      );
    return { engine, reason: `${engine.label} was asked for.` };
  }

  /** Frees what the engines hold beyond their executors: an open GPU device keeps Node alive. */
  async close(): Promise<void> {
    this.#engines.clear();
    await Promise.all(this.entries.map(async (entry) => entry.close?.()));
  }

  /** Probes every engine. */
  survey(): Promise<EngineReport[]> {
    return Promise.all(
      this.entries.map(async ({ id, label }) => {
        try {
          return { id, label, availability: (await this.#probe(id)).availability };
        } catch (error) {
          const reason = `It could not be loaded: ${messageOf(error)}`;
          return { id, label, availability: { available: false, reason } as const };
        }
      }),
    );
  }

  async #choose(): Promise<ResolvedEngine> {
    const { engine, availability } = await this.#probe('webgpu');
    if (availability.available)
      return { engine, reason: `WebGPU is available: ${availability.adapter}.` };
    return {
      engine: await this.load('cpu'),
      reason: `The CPU computes: ${availability.reason}`,
    };
  }

  async #probe(id: string) {
    const engine = await this.load(id);
    return { engine, availability: await engine.probe() };
  }
}

function messageOf(error: unknown): string {
  return error instanceof Error ? error.message : String(error);
}

/** Every engine of this project. @param host how this place reaches its GPU */
export function createEngineCatalogue(host: EngineHost): EngineCatalogue {
  return new EngineCatalogue([
    createWebgpuEntry(host),
    {
      id: 'cpu',
      label: 'CPU',
      load: async () => (await import('../engines/cpu/index.ts')).cpuEngine,
    },
    {
      id: 'cpu-f64',
      label: 'CPU, float64',
      load: async () => (await import('../engines/cpu/index.ts')).cpuFloat64Engine,
    },
    {
      id: 'tfjs-cpu',
      label: 'TensorFlow.js, CPU',
      load: async () => (await import('../engines/tfjs/index.ts')).tfjsCpuEngine,
    },
  ]);
}

function createWebgpuEntry(host: EngineHost): EngineEntry {
  let manager: DeviceManager | null = null;
  return {
    id: 'webgpu',
    label: 'WebGPU',
    async load() {
      const [{ createWebgpuEngine }, { createDeviceManager }] = await Promise.all([
        import('../engines/webgpu/index.ts'),
        import('../engines/webgpu/create-device-manager.ts'),
      ]);
      manager = createDeviceManager(() => host.findGpu());
      return createWebgpuEngine(manager);
    },
    async close() {
      await manager?.close();
    },
  };
}
