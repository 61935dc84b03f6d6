import { defineKernel } from '../../gpu/kernel.ts';

/** Gradient of a dense layer’s bias, and the check of its δ. Shapes and formulas stand in `shaders/layer/dense-bias-gradient.wgsl`. */
export const denseBiasGradient = defineKernel({
  id: 'layer/dense-bias-gradient',
  libraries: ['lib/step', 'lib/numerics', 'lib/report', 'lib/reduce'],
  functions: [],
  usesStep: true,
  fields: [
    ['B', 'u32'],
    ['O', 'u32'],
    ['bias', 'u32'],
    ['has_bias', 'u32'],
    ['place', 'u32'],
  ],
  buffers: [
    ['delta', 'read'],
    ['gradients', 'read_write'],
    ['status', 'read_write'],
  ],
});
