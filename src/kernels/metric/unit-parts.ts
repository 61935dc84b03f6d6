import { defineKernel } from '../../gpu/kernel.ts';

/** Parts of the figures of a layer's units. Shapes stand in `shaders/metric/unit-parts.wgsl`. */
export const unitParts = defineKernel({
  id: 'metric/unit-parts',
  libraries: ['lib/reduce-four', 'lib/norms'],
  functions: ['activation'],
  usesStep: false,
  fields: [
    ['B', 'u32'],
    ['O', 'u32'],
    ['slice', 'u32'],
    ['first', 'u32'],
    ['alpha', 'f32'],
    ['saturation_slope', 'f32'],
    ['dead_slope', 'f32'],
  ],
  buffers: [
    ['delta', 'read'],
    ['n', 'read'],
    ['parts', 'read_write'],
  ],
});
