import { defineKernel } from '../../gpu/kernel.ts';

/** Moves running statistics towards those of the batch. Shapes and formulas stand in `shaders/layer/running-statistics.wgsl`. */
export const runningStatistics = defineKernel({
  id: 'layer/running-statistics',
  libraries: ['lib/step', 'lib/numerics', 'lib/report'],
  functions: [],
  usesStep: true,
  fields: [
    ['O', 'u32'],
    ['statistics', 'u32'],
    ['momentum', 'f32'],
    ['unbiased', 'f32'],
    ['place', 'u32'],
  ],
  buffers: [
    ['moments', 'read'],
    ['running', 'read_write'],
    ['status', 'read_write'],
  ],
});
