import { defineKernel } from '../../gpu/kernel.ts';

/** Loss and accuracy of a step. Shapes and formulas stand in `shaders/loss/total.wgsl`. */
export const totalLoss = defineKernel({
  id: 'loss/total',
  libraries: ['lib/step', 'lib/numerics', 'lib/report', 'lib/reduce'],
  functions: [],
  usesStep: true,
  fields: [
    ['B', 'u32'],
    ['L', 'u32'],
    ['l1', 'f32'],
    ['l2', 'f32'],
    ['place', 'u32'],
  ],
  buffers: [
    ['parameters', 'read'],
    ['kernels', 'read'],
    ['row_loss', 'read'],
    ['row_hit', 'read'],
    ['results', 'read_write'],
    ['status', 'read_write'],
  ],
});
