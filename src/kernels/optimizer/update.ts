import { defineKernel } from '../../gpu/kernel.ts';

/** One update of a range of the parameters; its constant SLOT_COUNT is how many slots the optimizer uses. Shapes and formulas stand in `shaders/optimizer/update.wgsl`. */
export const update = defineKernel({
  id: 'optimizer/update',
  libraries: ['lib/step', 'lib/numerics', 'lib/report'],
  functions: ['optimizer'],
  usesStep: true,
  fields: [
    ['P', 'u32'],
    ['first', 'u32'],
    ['end', 'u32'],
    ['L', 'u32'],
    ['clips_norm', 'u32'],
    ['clip_value', 'f32'],
    ['place', 'u32'],
  ],
  buffers: [
    ['parameters', 'read_write'],
    ['gradients', 'read'],
    ['slots', 'read_write'],
    ['change', 'read_write'],
    ['clip_factor', 'read'],
    ['layer_ends', 'read'],
    ['status', 'read_write'],
  ],
});
