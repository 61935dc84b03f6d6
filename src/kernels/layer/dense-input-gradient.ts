import { defineKernel } from '../../gpu/kernel.ts';

/** Error of the layer below a dense layer. Shapes and formulas stand in `shaders/layer/dense-input-gradient.wgsl`. */
export const denseInputGradient = defineKernel({
  id: 'layer/dense-input-gradient',
  libraries: ['lib/store-quad'],
  functions: ['product', 'activation'],
  usesStep: false,
  fields: [
    ['B', 'u32'],
    ['I', 'u32'],
    ['O', 'u32'],
    ['kernel', 'u32'],
    ['residual', 'u32'],
    ['alpha', 'f32'],
  ],
  buffers: [
    ['parameters', 'read'],
    ['delta', 'read'],
    ['dh', 'read'],
    ['n_below', 'read'],
    ['dh_below', 'read_write'],
    ['error_below', 'read_write'],
    ['partials', 'read'],
  ],
});
