import type { UniformField } from '../../gpu/kernel.ts';

/** `FusedLayer` in `shaders/executor/fused.wgsl`: the table of layers, one row a layer. */
export const fusedLayerFields = [
  ['I', 'u32'],
  ['O', 'u32'],
  ['I4', 'u32'],
  ['O4', 'u32'],
  ['kernel', 'u32'],
  ['bias', 'u32'],
  ['scale', 'u32'],
  ['shift', 'u32'],
  ['x', 'u32'],
  ['z', 'u32'],
  ['delta', 'u32'],
  ['h', 'u32'],
  ['dh', 'u32'],
  ['deviation', 'u32'],
  ['partial', 'u32'],
  ['segments', 'u32'],
  ['stride', 'u32'],
  ['flat', 'u32'],
  ['rows', 'u32'],
  ['normalized', 'u32'],
  ['residual', 'u32'],
  ['frozen', 'u32'],
  ['activation', 'u32'],
  ['alpha', 'f32'],
] as const satisfies readonly UniformField[];
