import type { LayerPlan } from '../../core/plan.ts';
import type { BufferSet } from './buffer-set.ts';

/** What a layer keeps for one batch; matrices are f32 [rows, units]. */
export interface LayerBuffers {
  /** Pre-activations. */
  readonly z: GPUBuffer;
  /** Inputs of the activation: z itself where the layer is not normalized. */
  readonly n: GPUBuffer;
  /** Outputs of the layer. */
  readonly h: GPUBuffer;
  /** (z − mean)/deviation, and mean, variance and inverse deviation of each group. */
  readonly standardized: GPUBuffer | null;
  readonly moments: GPUBuffer | null;
}

/** What a layer keeps for the backward pass. */
export interface ErrorBuffers {
  /** ∂L/∂h */
  readonly dh: GPUBuffer;
  /** ∂L/∂z; before that, ∂L/∂n of a normalized layer. */
  readonly delta: GPUBuffer;
}

/** The groups that a layer normalizes together, see `shaders/layer/normalization.wgsl`. */
export function groupsOf({ normalization, units }: LayerPlan, rows: number) {
  return normalization === 'batch'
    ? { groups: units, length: rows, group_stride: 1, stride: units }
    : { groups: rows, length: units, group_stride: units, stride: 1 };
}

export function createLayerBuffers(
  set: BufferSet,
  layer: LayerPlan,
  rows: number,
): LayerBuffers {
  const size = rows * layer.units;
  const normalized = layer.normalization !== 'none';
  const z = set.create(`${layer.name} pre-activations`, size);
  return {
    z,
    n: normalized ? set.create(`${layer.name} normalized`, size) : z,
    h: set.create(`${layer.name} outputs`, size),
    standardized: normalized ? set.create(`${layer.name} standardized`, size) : null,
    moments: normalized
      ? set.create(`${layer.name} moments`, 3 * groupsOf(layer, rows).groups)
      : null,
  };
}

export function createErrorBuffers(
  set: BufferSet,
  layer: LayerPlan,
  rows: number,
): ErrorBuffers {
  const size = rows * layer.units;
  return {
    dh: set.create(`${layer.name} dh`, size),
    delta: set.create(`${layer.name} delta`, size),
  };
}
