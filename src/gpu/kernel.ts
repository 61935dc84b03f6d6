/** A scalar of a kernel's `Params` uniform, in the order of the WGSL struct. */
export type UniformField = readonly [name: string, type: 'u32' | 'f32'];

/** A buffer of a kernel, in the order of its bindings; a `uniform` holds a table that all invocations read. */
export type StorageBinding = readonly [
  name: string,
  access: 'read' | 'read_write' | 'uniform',
];

/**
 * What a compute shader declares, typed, so that a dispatch cannot leave out a buffer or
 * misspell a parameter. A test compares it with the shader itself.
 *
 * Group 0 holds the uniform `params` at binding 0 and the storage buffers from binding 1
 * on; group 1 holds the per-step uniform (`lib/step`) where the kernel uses it.
 */
export interface KernelDefinition<
  Fields extends readonly UniformField[] = readonly UniformField[],
  Buffers extends readonly StorageBinding[] = readonly StorageBinding[],
> {
  /** Path of its WGSL file below `shaders/`, without the ending. */
  readonly id: string;
  /** WGSL files it needs, without entry points, likewise. */
  readonly libraries: readonly string[];
  /**
   * Kinds of functions that a dispatch chooses: `activation` is filled by
   * `activation/tanh`. `activations` stands for several of them behind a number, see
   * `activation-switch.ts`; a `propagation` is files or glue, see `shaders/executor/fused.wgsl`.
   */
  readonly functions: readonly (
    'activation' | 'activations' | 'loss' | 'optimizer' | 'product' | 'propagation'
  )[];
  readonly usesStep: boolean;
  readonly fields: Fields;
  readonly buffers: Buffers;
}

export function defineKernel<
  const Fields extends readonly UniformField[],
  const Buffers extends readonly StorageBinding[],
>(definition: KernelDefinition<Fields, Buffers>): KernelDefinition<Fields, Buffers> {
  return definition;
}

export type FieldValues<Fields extends readonly UniformField[]> = {
  readonly [Name in Fields[number][0]]: number;
};

export type BufferArguments<Buffers extends readonly StorageBinding[]> = {
  readonly [Name in Buffers[number][0]]: GPUBuffer;
};

/** The bytes of a `Params` uniform: scalars of 4 bytes each, padded to 16 bytes as a uniform struct is. */
export function encodeFields<Fields extends readonly UniformField[]>(
  fields: Fields,
  values: FieldValues<Fields>,
): ArrayBuffer {
  const bytes = new ArrayBuffer(Math.ceil(fields.length / 4) * 16);
  const view = new DataView(bytes);
  fields.forEach(([name, type], index) => {
    const value = values[name as keyof typeof values];
    if (type === 'u32') view.setUint32(index * 4, value, true);
    else view.setFloat32(index * 4, value, true);
  });
  return bytes;
}
