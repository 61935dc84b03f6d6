import { defineKernel } from '../../gpu/kernel.ts';

/** Batch normalization by the running statistics, for predictions. Shapes and formulas stand in `shaders/layer/normalization-running.wgsl`. */
export const normalizationRunning = defineKernel({
  id: 'layer/normalization-running',
  libraries: [],
  functions: ['activation'],
  usesStep: false,
  fields: [
    ['B', 'u32'],
    ['I', 'u32'],
    ['O', 'u32'],
    ['scale', 'u32'],
    ['shift', 'u32'],
    ['statistics', 'u32'],
    ['residual', 'u32'],
    ['alpha', 'f32'],
    ['epsilon', 'f32'],
  ],
  buffers: [
    ['parameters', 'read'],
    ['x', 'read'],
    ['z', 'read'],
    ['running', 'read'],
    ['h', 'read_write'],
  ],
});
