import type { KernelDefinition, StorageBinding } from './kernel.ts';

/** Entry point of every kernel. */
const ENTRY = 'main';

const BUFFER_TYPES: Record<StorageBinding[1], GPUBufferBindingType> = {
  read: 'read-only-storage',
  read_write: 'storage',
  uniform: 'uniform',
};

/** What a pipeline is made of besides its kernel. */
export interface PipelineVariant {
  /** Paths of the function files. */
  readonly functions?: readonly string[];
  /** WGSL made from several function files, with a name that tells it from others. */
  readonly glue?: { readonly name: string; readonly code: string };
  /** Values of the kernel's `override` constants. */
  readonly constants?: Readonly<Record<string, number>>;
}

/**
 * Compute pipelines, compiled once for each kernel and choice of functions.
 */
export class PipelineCache {
  readonly #device: GPUDevice;
  readonly #sources: ReadonlyMap<string, string>;
  readonly #pipelines = new Map<string, Promise<GPUComputePipeline>>();
  readonly #layouts = new Map<string, GPUBindGroupLayout>();
  /** Layout of group 1: the row of the step uniform that a dynamic offset chooses. */
  readonly stepLayout: GPUBindGroupLayout;

  /** @param sources WGSL by path, see `KernelDefinition.id` */
  constructor(device: GPUDevice, sources: ReadonlyMap<string, string>) {
    this.#device = device;
    this.#sources = sources;
    this.stepLayout = device.createBindGroupLayout({
      label: 'step',
      entries: [
        {
          binding: 0,
          visibility: GPUShaderStage.COMPUTE,
          buffer: { type: 'uniform', hasDynamicOffset: true },
        },
      ],
    });
  }

  /** @throws Error with the compiler's message and the line it speaks of */
  get(
    kernel: KernelDefinition,
    variant: PipelineVariant = {},
  ): Promise<GPUComputePipeline> {
    const { functions = [], glue, constants } = variant;
    const key = [
      kernel.id,
      ...functions,
      ...(glue ? [glue.name] : []),
      ...(constants ? [JSON.stringify(constants)] : []),
    ].join(' ');
    let pipeline = this.#pipelines.get(key);
    if (!pipeline) {
      pipeline = this.#compile(key, kernel, variant);
      this.#pipelines.set(key, pipeline);
      // A failed compilation is not kept: after a device loss the same key may succeed.
      pipeline.catch(() => this.#pipelines.delete(key));
    }
    return pipeline;
  }

  /** Layout of group 0. */
  layout(kernel: KernelDefinition): GPUBindGroupLayout {
    let layout = this.#layouts.get(kernel.id);
    if (!layout) {
      layout = this.#device.createBindGroupLayout({
        label: kernel.id,
        entries: [
          entry(0, 'uniform'),
          ...kernel.buffers.map(([, access], index) =>
            entry(index + 1, BUFFER_TYPES[access]),
          ),
        ],
      });
      this.#layouts.set(kernel.id, layout);
    }
    return layout;
  }

  async #compile(
    label: string,
    kernel: KernelDefinition,
    { functions = [], glue, constants }: PipelineVariant,
  ): Promise<GPUComputePipeline> {
    const paths = [...kernel.libraries, ...functions, kernel.id];
    const code = [
      ...(glue ? [glue.code] : []),
      ...paths.map((path) => this.#source(path)),
    ].join('\n');
    // The messages are thrown below; the scope keeps them from being told again as uncaptured.
    this.#device.pushErrorScope('validation');
    const module = this.#device.createShaderModule({ label, code });
    void this.#device.popErrorScope().catch(() => null);
    const { messages } = await module.getCompilationInfo();
    const errors = messages.filter(({ type }) => type === 'error');
    if (errors.length > 0) {
      const lines = code.split('\n');
      const details = errors.map(
        ({ lineNum, linePos, message }) =>
          `${lineNum}:${linePos} ${message}\n    ${lines[lineNum - 1] ?? ''}`,
      );
      throw new Error(`The shader ${label} does not compile:\n${details.join('\n')}`);
    }
    const groups = [this.layout(kernel)];
    if (kernel.usesStep) groups.push(this.stepLayout);
    return this.#device.createComputePipelineAsync({
      label,
      layout: this.#device.createPipelineLayout({ label, bindGroupLayouts: groups }),
      compute: { module, entryPoint: ENTRY, constants },
    });
  }

  #source(path: string): string {
    const source = this.#sources.get(path);
    if (source === undefined) throw new Error(`There is no shader ${path}.wgsl.`);
    return source;
  }
}

function entry(binding: number, type: GPUBufferBindingType): GPUBindGroupLayoutEntry {
  return { binding, visibility: GPUShaderStage.COMPUTE, buffer: { type } };
}
