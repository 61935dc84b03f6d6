import { UserError } from '../../core/errors.ts';
import {
  describeNetwork,
  type FamilyNetwork,
  type SpeedAxis,
} from '../../core/speed-question.ts';
import type { TrainingCase } from './training-case.ts';

export type { FamilyNetwork, SpeedAxis };

/** Parameters of a network and values of its batch, together, that are measured at most. */
const MOST_VALUES = 2 ** 25;

export function parametersOf({ inputs, width, depth, outputs }: FamilyNetwork): number {
  return (inputs + 1) * width + (depth - 1) * (width + 1) * width + (width + 1) * outputs;
}

/**
 * The network at a place of an axis. Along `parameters` its width is the one whose number of
 * parameters comes closest.
 * @throws UserError where it would be too large to be measured at all
 */
export function networkAt(
  base: FamilyNetwork,
  axis: SpeedAxis,
  value: number,
): FamilyNetwork {
  const network = changed(base, axis, value);
  const values =
    parametersOf(network) + network.batchSize * network.width * network.depth;
  if (values > MOST_VALUES)
    throw new UserError(
      `${describeNetwork(network)} with a batch of ${network.batchSize} has ${values} ` +
        `parameters and activations; at most ${MOST_VALUES} are measured.`,
    );
  return network;
}

function changed(base: FamilyNetwork, axis: SpeedAxis, value: number): FamilyNetwork {
  switch (axis) {
    case 'width':
      return { ...base, width: value };
    case 'batch':
      return { ...base, batchSize: value };
    case 'depth':
      return { ...base, depth: value };
    case 'parameters':
      return { ...base, width: widthFor(base, value) };
  }
}

/** The root of a quadratic in the width, and of its two neighbours the closer one. */
function widthFor(base: FamilyNetwork, parameters: number): number {
  const { inputs, depth, outputs } = base;
  const square = depth - 1;
  const linear = inputs + depth + outputs;
  const constant = outputs - parameters;
  const root =
    square === 0
      ? -constant / linear
      : (-linear + Math.sqrt(linear ** 2 - 4 * square * constant)) / (2 * square);
  const below = Math.max(1, Math.floor(root));
  const miss = (width: number) => Math.abs(parametersOf({ ...base, width }) - parameters);
  return miss(below) <= miss(below + 1) ? below : below + 1;
}

/** A network of the family as a case to be measured. */
export function familyCase(id: string, network: FamilyNetwork): TrainingCase {
  const { inputs, width, depth, outputs, batchSize } = network;
  return {
    kind: 'training',
    id,
    label: `${describeNetwork(network)}, tanh, MSE, SGD, batch ${batchSize}`,
    network: {
      inputs,
      hidden: Array.from({ length: depth }, () => width),
      outputs,
      batchSize,
      // Smooth: a ReLU whose input float32 rounds to the other side of 0 changes a gradient by
      // more than the parity gate allows, and of so many some do.
      activation: 'tanh',
      loss: 'mean-squared-error',
      optimizer: ['sgd', { learningRate: 0.003 }],
    },
    layerNorms: false,
  };
}
