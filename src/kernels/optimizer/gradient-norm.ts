import { defineKernel } from '../../gpu/kernel.ts';

/** Factor that clips the gradient by its norm. Shapes and formulas stand in `shaders/optimizer/gradient-norm.wgsl`. */
export const gradientNorm = defineKernel({
  id: 'optimizer/gradient-norm',
  libraries: ['lib/reduce', 'lib/scale'],
  functions: [],
  usesStep: false,
  fields: [
    ['R', 'u32'],
    ['limit', 'f32'],
  ],
  buffers: [
    ['gradients', 'read'],
    ['ranges', 'read'],
    ['factor', 'read_write'],
  ],
});
