import { defineKernel } from '../../gpu/kernel.ts';

/** Softmax, cross-entropy and their gradient. Shapes and formulas stand in `shaders/loss/cross-entropy.wgsl`. */
export const crossEntropy = defineKernel({
  id: 'loss/cross-entropy',
  libraries: ['lib/reduce', 'lib/arg-max'],
  functions: [],
  usesStep: false,
  fields: [
    ['B', 'u32'],
    ['O', 'u32'],
  ],
  buffers: [
    ['z', 'read'],
    ['targets', 'read'],
    ['delta', 'read_write'],
    ['row_loss', 'read_write'],
    ['row_hit', 'read_write'],
  ],
});
