import { defineKernel } from '../../gpu/kernel.ts';

/** Copies a buffer to measure a bandwidth. Shapes and formulas stand in `shaders/speed/copy.wgsl`. */
export const copy = defineKernel({
  id: 'speed/copy',
  libraries: [],
  functions: [],
  usesStep: false,
  fields: [
    ['rounds', 'u32'],
    ['stride', 'u32'],
    ['mask', 'u32'],
  ],
  buffers: [
    ['source', 'read'],
    ['copied', 'read_write'],
  ],
});

/** What its shader has: values of 16 bytes that an invocation copies in a round. */
export const copyShape = { copiesARound: 4 } as const;
