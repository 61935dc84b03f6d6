import type { NumericArray } from '../../../../../core/arrays.ts';
import { planeJacobian } from '../../../../../data/plane-jacobian.ts';
import { gridInputs } from '../../../../charts/plane-grid.ts';

/**
 * What a network is asked at points of the plane, and what its answers mean there: it is
 * differentiated by its inputs, and where these are features, the chain rule leads on to the
 * coordinates that they are made of.
 */
export class PlaneQuestion {
  /** [cells, inputs], all finite. */
  readonly inputs: Float32Array;
  readonly #cells: number;
  readonly #undefinedCells: readonly number[];
  /** [cells, features, 2], or null where the inputs are the coordinates. */
  readonly #jacobian: Float64Array | null;

  /**
   * @param features as a run's description has them
   * @param plane [cells, 2]
   */
  constructor(features: readonly string[] | null, plane: Float32Array) {
    const { inputs, undefinedCells } = gridInputs(features, plane);
    this.inputs = inputs;
    this.#cells = plane.length / 2;
    this.#undefinedCells = undefinedCells;
    this.#jacobian = features && planeJacobian(features, plane);
  }

  /**
   * @param gradients [cells, inputs] by the inputs of the network
   * @returns [cells, 2] by the coordinates; NaN where a feature has no value or no slope
   */
  byPlane(gradients: NumericArray): Float64Array {
    const jacobian = this.#jacobian;
    if (!jacobian) return Float64Array.from(gradients);
    const cells = this.#cells;
    const width = gradients.length / cells;
    const result = new Float64Array(2 * cells);
    for (let at = 0; at < gradients.length; at++) {
      const cell = Math.floor(at / width);
      result[2 * cell] += gradients[at] * jacobian[2 * at];
      result[2 * cell + 1] += gradients[at] * jacobian[2 * at + 1];
    }
    for (const cell of this.#undefinedCells) result.fill(NaN, 2 * cell, 2 * cell + 2);
    return result.map((value) => (Number.isFinite(value) ? value : NaN));
  }
}
