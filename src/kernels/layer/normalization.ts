import { defineKernel } from '../../gpu/kernel.ts';

/** Batch and layer normalization by the statistics of the batch. Shapes and formulas stand in `shaders/layer/normalization.wgsl`. */
export const normalization = defineKernel({
  id: 'layer/normalization',
  libraries: ['lib/step', 'lib/numerics', 'lib/report', 'lib/reduce', 'lib/scale'],
  functions: ['activation'],
  usesStep: true,
  fields: [
    ['I', 'u32'],
    ['O', 'u32'],
    ['groups', 'u32'],
    ['length', 'u32'],
    ['group_stride', 'u32'],
    ['stride', 'u32'],
    ['scale', 'u32'],
    ['shift', 'u32'],
    ['residual', 'u32'],
    ['alpha', 'f32'],
    ['epsilon', 'f32'],
    ['place', 'u32'],
  ],
  buffers: [
    ['parameters', 'read'],
    ['x', 'read'],
    ['z', 'read'],
    ['standardized', 'read_write'],
    ['moments', 'read_write'],
    ['n', 'read_write'],
    ['h', 'read_write'],
    ['status', 'read_write'],
  ],
});
