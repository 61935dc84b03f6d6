/** The singular values of a Jacobian ∂u/∂v, of shape [units of u, units of v]. */
export interface Spectrum {
  /**
   * [min(units of u, units of v)], descending, at least 0. Too small a value for float64 is 0, too
   * large a one Infinity; all are NaN where the Jacobian itself is not finite in float64.
   */
  readonly values: Float64Array;
  /**
   * How many of them, from the first on, stand out of the rounding of float64. The others are about
   * 1e-14 of the largest or less as a rule, and tell no more than that: the true value may be 0.
   * It is 0 where all are.
   */
  readonly resolved: number;
}

/** What one layer does to small changes of what goes in. h_l is its output, h_0 the input of the network. */
export interface LayerSpectrum {
  /** Index of the layer, the output layer last. */
  readonly layer: number;
  /** Of ∂h_l/∂h_{l−1}: the layer alone, its normalization and residual connection included. */
  readonly own: Spectrum;
  /**
   * Of ∂h_l/∂h_1, h_1 being the output of the first hidden layer: all layers up to here but the
   * first, which passes on no more directions than there are inputs. In the first layer itself
   * all values are 1.
   */
  readonly fromFirst: Spectrum;
}

/**
 * How a network stretches and shrinks small changes, at one example and in prediction mode:
 * dropout is off, and the running mean and variance of batch normalization are constants. Where all
 * values are close to 1, changes on their way up and gradients on their way back keep their sizes
 * ("dynamical isometry", Saxe et al. 2013, https://arxiv.org/abs/1312.6120; Pennington et al. 2017,
 * https://arxiv.org/abs/1711.04735).
 *
 * The output of the output layer is its pre-activation here, the logits: its activation belongs to
 * the answer, not to what the network passes on, and a softmax always has one value of 0.
 */
export interface JacobianSpectrum {
  /** Updates taken before. */
  readonly step: number;
  /** The output layer last. */
  readonly layers: readonly LayerSpectrum[];
  /** Of ∂logits/∂x: the whole network. */
  readonly endToEnd: Spectrum;
}
