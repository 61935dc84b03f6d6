import { defineKernel, type KernelDefinition } from '../../src/gpu/kernel.ts';

/**
 * A kernel that repeats what is measured `rounds` times. Its constant INVOCATIONS is the size of
 * a workgroup. Shapes and formulas stand in `bench/shaders`.
 */
const repeating = (name: string) =>
  defineKernel({
    id: `bench/${name}`,
    libraries: [],
    functions: [],
    usesStep: false,
    fields: [['rounds', 'u32']],
    buffers: [
      ['values', 'read'],
      ['results', 'read_write'],
    ],
  });

/** One that loads from rows whose width is no constant. */
const loading = (name: string) =>
  defineKernel({
    ...repeating(name),
    fields: [
      ['rounds', 'u32'],
      ['row', 'u32'],
    ],
  });

export const loop = repeating('loop');
export const loadStorage = loading('load-storage');
export const loadQuad = loading('load-quad');
export const loadWorkgroup = repeating('load-workgroup');
export const multiplyAddFew = repeating('multiply-add-few');
export const multiplyAddMany = repeating('multiply-add-many');
/** Its constant HAS_BARRIER, 0 or 1, says whether it has any. */
export const barrier = repeating('barrier');

/** All of them, for those who compare them with their shaders. */
export const costKernels: readonly KernelDefinition[] = [
  loop,
  loadStorage,
  loadQuad,
  loadWorkgroup,
  multiplyAddFew,
  multiplyAddMany,
  barrier,
];
