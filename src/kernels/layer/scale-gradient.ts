import { defineKernel } from '../../gpu/kernel.ts';

/** Gradients of a normalized layer’s scale and shift. Shapes and formulas stand in `shaders/layer/scale-gradient.wgsl`. */
export const scaleGradient = defineKernel({
  id: 'layer/scale-gradient',
  libraries: ['lib/step', 'lib/numerics', 'lib/report', 'lib/reduce'],
  functions: [],
  usesStep: true,
  fields: [
    ['B', 'u32'],
    ['O', 'u32'],
    ['scale', 'u32'],
    ['shift', 'u32'],
    ['place', 'u32'],
  ],
  buffers: [
    ['error', 'read'],
    ['standardized', 'read'],
    ['gradients', 'read_write'],
    ['status', 'read_write'],
  ],
});
