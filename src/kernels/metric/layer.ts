import { defineKernel } from '../../gpu/kernel.ts';

/** The figures of all layers from their parts. Shapes stand in `shaders/metric/layer.wgsl`. */
export const layerMetrics = defineKernel({
  id: 'metric/layer',
  libraries: ['lib/step', 'lib/norms'],
  functions: [],
  usesStep: true,
  fields: [
    ['L', 'u32'],
    ['updates', 'u32'],
  ],
  buffers: [
    ['layers', 'read'],
    ['parts', 'read'],
    ['metrics', 'read_write'],
  ],
});

/** A `LayerParts` row of the table of layers, as the WGSL struct declares it. */
export const layerPartsFields = [
  ['first_weight_part', 'u32'],
  ['weight_parts', 'u32'],
  ['first_unit_part', 'u32'],
  ['unit_parts', 'u32'],
  ['units', 'u32'],
  ['values', 'u32'],
] as const;
