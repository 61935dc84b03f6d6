import { defineKernel } from '../../gpu/kernel.ts';

/** The figures of one layer. Shapes and formulas stand in `shaders/metric/layer.wgsl`. */
export const layerMetrics = defineKernel({
  id: 'metric/layer',
  libraries: ['lib/step', 'lib/reduce-four', 'lib/norms'],
  functions: ['activation'],
  usesStep: true,
  fields: [
    ['B', 'u32'],
    ['I', 'u32'],
    ['O', 'u32'],
    ['L', 'u32'],
    ['layer', 'u32'],
    ['kernel', 'u32'],
    ['alpha', 'f32'],
    ['saturation_slope', 'f32'],
    ['dead_slope', 'f32'],
    ['updates', 'u32'],
  ],
  buffers: [
    ['parameters', 'read'],
    ['gradients', 'read'],
    ['change', 'read'],
    ['delta', 'read'],
    ['n', 'read'],
    ['metrics', 'read_write'],
  ],
});
