import { defineKernel } from '../../gpu/kernel.ts';

/** Forward pass of a dense layer. Shapes and formulas stand in `shaders/layer/dense.wgsl`. */
export const dense = defineKernel({
  id: 'layer/dense',
  libraries: ['lib/step', 'lib/numerics', 'lib/report', 'lib/store-quad'],
  functions: ['product', 'activation'],
  usesStep: true,
  fields: [
    ['B', 'u32'],
    ['I', 'u32'],
    ['O', 'u32'],
    ['kernel', 'u32'],
    ['bias', 'u32'],
    ['has_bias', 'u32'],
    ['activates', 'u32'],
    ['residual', 'u32'],
    ['alpha', 'f32'],
    ['place', 'u32'],
  ],
  buffers: [
    ['parameters', 'read'],
    ['x', 'read'],
    ['z', 'read_write'],
    ['h', 'read_write'],
    ['status', 'read_write'],
    ['partials', 'read'],
  ],
});
