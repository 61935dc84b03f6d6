import { defineKernel } from '../../gpu/kernel.ts';

/** Softmax of each row, for predictions. Shapes and formulas stand in `shaders/loss/softmax.wgsl`. */
export const softmax = defineKernel({
  id: 'loss/softmax',
  libraries: ['lib/reduce'],
  functions: [],
  usesStep: false,
  fields: [
    ['B', 'u32'],
    ['O', 'u32'],
  ],
  buffers: [
    ['z', 'read'],
    ['p', 'read_write'],
  ],
});
