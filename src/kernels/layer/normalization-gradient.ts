import { defineKernel } from '../../gpu/kernel.ts';

/** Error through a normalization, in place. Shapes and formulas stand in `shaders/layer/normalization-gradient.wgsl`. */
export const normalizationGradient = defineKernel({
  id: 'layer/normalization-gradient',
  libraries: ['lib/reduce'],
  functions: [],
  usesStep: false,
  fields: [
    ['O', 'u32'],
    ['groups', 'u32'],
    ['length', 'u32'],
    ['group_stride', 'u32'],
    ['stride', 'u32'],
    ['scale', 'u32'],
  ],
  buffers: [
    ['parameters', 'read'],
    ['standardized', 'read'],
    ['moments', 'read'],
    ['error', 'read_write'],
  ],
});
