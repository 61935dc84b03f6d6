import { defineKernel } from '../../gpu/kernel.ts';

/** Dropout of a layer's outputs, or of the error on its way back. Shapes and formulas stand in `shaders/layer/dropout.wgsl`. */
export const dropout = defineKernel({
  id: 'layer/dropout',
  libraries: ['lib/step', 'lib/dropout', 'lib/numerics', 'lib/report'],
  functions: [],
  usesStep: true,
  fields: [
    ['B', 'u32'],
    ['I', 'u32'],
    ['O', 'u32'],
    ['residual', 'u32'],
    ['seed', 'u32'],
    ['layer', 'u32'],
    ['threshold', 'u32'],
    ['scale', 'f32'],
    ['place', 'u32'],
  ],
  buffers: [
    ['x', 'read'],
    ['values', 'read_write'],
    ['status', 'read_write'],
  ],
});
