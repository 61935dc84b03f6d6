import { allocate, type NumericArray, type Precision } from '../../core/arrays.ts';
import type { LayerPlan, Plan } from '../../core/plan.ts';

/** What one layer keeps between the forward and the backward pass; every matrix is [rows, units]. */
export interface LayerBuffers {
  /** Pre-activations h·W + b. */
  readonly z: NumericArray;
  /** (z − mean)/deviation, where the layer is normalized. */
  readonly standardized: NumericArray | null;
  /** One value a column (batch) or a row (layer normalization). */
  readonly inverseDeviation: NumericArray | null;
  /** Mean and variance of the batch, [units] each, for the running statistics. */
  readonly statistics: { mean: NumericArray; variance: NumericArray } | null;
  /** Input of the activation: γ·standardized + β, or z itself. */
  readonly n: NumericArray;
  /** φ(n), before dropout and the residual connection; h itself where there is neither. */
  readonly a: NumericArray;
  /** What dropout multiplies a with in training mode; null where nothing is dropped. */
  readonly factors: NumericArray | null;
  /** Output of the layer. */
  readonly h: NumericArray;
  /** ∂L/∂h */
  readonly dh: NumericArray;
  /** ∂L/∂z, the back-propagated error δ. */
  readonly delta: NumericArray;
}

/** Room for up to `rows` examples on their way through a network. */
export interface Workspace {
  readonly rows: number;
  readonly layers: readonly LayerBuffers[];
}

export function createWorkspace(
  plan: Plan,
  precision: Precision,
  rows: number,
): Workspace {
  const buffers = (layer: LayerPlan): LayerBuffers => {
    const { units, normalization } = layer;
    const matrix = () => allocate(precision, rows * units);
    const vector = (length: number) => allocate(precision, length);
    const z = matrix();
    const a = matrix();
    const normalized = normalization !== 'none';
    return {
      z,
      standardized: normalized ? matrix() : null,
      inverseDeviation: normalized
        ? vector(normalization === 'batch' ? units : rows)
        : null,
      statistics:
        normalization === 'batch'
          ? { mean: vector(units), variance: vector(units) }
          : null,
      n: normalized ? matrix() : z,
      a,
      factors: layer.dropout > 0 ? matrix() : null,
      h: layer.residual || layer.dropout > 0 ? matrix() : a,
      dh: matrix(),
      delta: matrix(),
    };
  };
  return { rows, layers: plan.layers.map(buffers) };
}
