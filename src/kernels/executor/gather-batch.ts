import { defineKernel } from '../../gpu/kernel.ts';

/** Copies the examples of a batch from the resident data. Shapes and formulas stand in `shaders/executor/gather-batch.wgsl`. */
export const gatherBatch = defineKernel({
  id: 'executor/gather-batch',
  libraries: ['lib/step', 'lib/reduce'],
  functions: [],
  usesStep: true,
  fields: [
    ['B', 'u32'],
    ['W', 'u32'],
    ['start', 'u32'],
  ],
  buffers: [
    ['source', 'read'],
    ['order', 'read'],
    ['rows', 'read_write'],
  ],
});
