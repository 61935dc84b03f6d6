import { defineKernel } from '../../gpu/kernel.ts';

/** Parts of a matrix product with many terms. Shapes and formulas stand in `shaders/layer/partial-product.wgsl`. */
export const partialProduct = defineKernel({
  id: 'layer/partial-product',
  libraries: ['lib/store-quad'],
  functions: ['product'],
  usesStep: false,
  fields: [
    ['M', 'u32'],
    ['K', 'u32'],
    ['N', 'u32'],
    ['depth', 'u32'],
    ['a_offset', 'u32'],
    ['a_row', 'u32'],
    ['a_k', 'u32'],
    ['b_offset', 'u32'],
    ['b_k', 'u32'],
    ['b_column', 'u32'],
  ],
  buffers: [
    ['a', 'read'],
    ['b', 'read'],
    ['partials', 'read_write'],
  ],
});
