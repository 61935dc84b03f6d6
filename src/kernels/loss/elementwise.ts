import { defineKernel } from '../../gpu/kernel.ts';

/** A loss over single outputs and its gradient. Shapes and formulas stand in `shaders/loss/elementwise.wgsl`. */
export const elementwiseLoss = defineKernel({
  id: 'loss/elementwise',
  libraries: ['lib/reduce', 'lib/arg-max'],
  functions: ['loss', 'activation'],
  usesStep: false,
  fields: [
    ['B', 'u32'],
    ['O', 'u32'],
    ['reduce', 'f32'],
    ['share', 'f32'],
    ['parameter', 'f32'],
    ['alpha', 'f32'],
    ['boundary', 'f32'],
    ['target_boundary', 'f32'],
    ['classification', 'u32'],
  ],
  buffers: [
    ['n', 'read'],
    ['u', 'read'],
    ['targets', 'read'],
    ['delta', 'read_write'],
    ['row_loss', 'read_write'],
    ['row_hit', 'read_write'],
  ],
});
