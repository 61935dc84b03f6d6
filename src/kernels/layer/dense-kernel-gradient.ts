import { defineKernel } from '../../gpu/kernel.ts';

/** Gradient of a dense layer’s kernel. Shapes and formulas stand in `shaders/layer/dense-kernel-gradient.wgsl`. */
export const denseKernelGradient = defineKernel({
  id: 'layer/dense-kernel-gradient',
  libraries: ['lib/step', 'lib/numerics', 'lib/report', 'lib/store-quad'],
  functions: ['product'],
  usesStep: true,
  fields: [
    ['B', 'u32'],
    ['I', 'u32'],
    ['O', 'u32'],
    ['kernel', 'u32'],
    ['l1', 'f32'],
    ['l2', 'f32'],
    ['place', 'u32'],
  ],
  buffers: [
    ['parameters', 'read'],
    ['x', 'read'],
    ['delta', 'read'],
    ['gradients', 'read_write'],
    ['status', 'read_write'],
    ['partials', 'read'],
  ],
});
