import type { NumericArray } from '../../../../../core/arrays.ts';
import type { LayerPlan, TensorLayout } from '../../../../../core/plan.ts';
import { extentOf } from '../../../../charts/signed-painter.ts';

/** One unit of the first layer: an image, and its other parameters. */
export interface UnitImage {
  /** From 0. */
  readonly unit: number;
  /** [inputs]: what connects it with each input. */
  readonly values: Float32Array;
  /** ‖values‖₂ */
  readonly norm: number;
  /** Null before batch normalization, which takes a bias away again. */
  readonly bias: number | null;
  /** γ and β of its normalization, or null. */
  readonly scale: number | null;
  readonly shift: number | null;
}

/**
 * The images of some units of a layer.
 * @param vector [plan.parameterCount]: parameters or their gradient
 * @param first the first of them; fewer than `count` where the layer ends
 */
export function unitImages(
  layer: LayerPlan,
  vector: NumericArray,
  first: number,
  count: number,
): UnitImage[] {
  const { inputs, units, kernel } = layer;
  const at = (tensor: TensorLayout | null, unit: number) =>
    tensor ? vector[tensor.offset + unit] : null;
  return Array.from({ length: Math.min(count, units - first) }, (_, index) => {
    const unit = first + index;
    const values = new Float32Array(inputs);
    let squares = 0;
    for (let input = 0; input < inputs; input++) {
      const value = vector[kernel.offset + input * units + unit];
      values[input] = value;
      squares += value * value;
    }
    return {
      unit,
      values,
      norm: Math.sqrt(squares),
      bias: at(layer.bias, unit),
      scale: at(layer.scale, unit),
      shift: at(layer.shift, unit),
    };
  });
}

/** The greatest magnitude in a layer's kernel: one scale for the images of all its units. */
export function kernelExtent({ kernel }: LayerPlan, vector: NumericArray): number {
  return extentOf(vector.subarray(kernel.offset, kernel.offset + kernel.size));
}
