import { defineKernel } from '../../gpu/kernel.ts';

/** Parts of the kernels' norms. Shapes stand in `shaders/metric/weight-parts.wgsl`. */
export const weightParts = defineKernel({
  id: 'metric/weight-parts',
  libraries: ['lib/reduce-four', 'lib/norms'],
  functions: [],
  usesStep: false,
  fields: [['updates', 'u32']],
  buffers: [
    ['parameters', 'read'],
    ['gradients', 'read'],
    ['change', 'read'],
    ['shares', 'read'],
    ['parts', 'read_write'],
  ],
});

/** A `WeightShare` row of the table of shares, as the WGSL struct declares it. */
export const weightShareFields = [
  ['kernel', 'u32'],
  ['size', 'u32'],
  ['share', 'u32'],
  ['shares', 'u32'],
] as const;
