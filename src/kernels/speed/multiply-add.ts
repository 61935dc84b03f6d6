import { defineKernel } from '../../gpu/kernel.ts';

/** Multiplies and adds as fast as can be. Shapes and formulas stand in `shaders/speed/multiply-add.wgsl`. */
export const multiplyAdd = defineKernel({
  id: 'speed/multiply-add',
  libraries: [],
  functions: [],
  usesStep: false,
  fields: [['rounds', 'u32']],
  buffers: [
    ['values', 'read'],
    ['results', 'read_write'],
  ],
});

/** What its shader has: the sums of an invocation, and multiply-adds into each of them in a round. */
export const multiplyAddShape = { sums: 8, addsARound: 16 } as const;
