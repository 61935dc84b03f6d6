import type { FlowDiagnosis, GradientFlow } from '../../core/gradient-flow.ts';
import { formatLoss, formatShare } from '../format.ts';

/** `layers 2 to 5`, `layers 1, 3 and 4`, `layer 2`; counted from 1. */
export function nameLayers(indices: readonly number[]): string {
  const numbers = indices.map((index) => index + 1);
  const [first, last] = [numbers[0], numbers[numbers.length - 1]];
  if (numbers.length === 1) return `layer ${first}`;
  if (numbers.length > 2 && last - first === numbers.length - 1)
    return `layers ${first} to ${last}`;
  return `layers ${numbers.slice(0, -1).join(', ')} and ${last}`;
}

/** What is the matter, in a few words. */
export function headline({ condition, layers }: FlowDiagnosis): string {
  switch (condition) {
    case 'vanishing':
      return 'The gradient vanishes.';
    case 'exploding':
      return 'The gradient explodes.';
    case 'saturated':
      return `Units are saturated in ${nameLayers(layers)}.`;
    case 'dead':
      return `Units are dead in ${nameLayers(layers)}.`;
    case 'healthy':
      return 'The gradient gets through.';
  }
}

/** How that shows in the figures, and where it comes from. */
export function explanation(flow: GradientFlow, diagnosis: FlowDiagnosis): string {
  const { condition, ratio, factor, cause, layers } = diagnosis;
  const hidden = flow.layers.slice(0, -1);
  const ends = Number.isNaN(ratio)
    ? ''
    : `The first hidden layer gets ${formatLoss(ratio)} times what the last one has, ${formatLoss(factor)} a layer.`;
  switch (condition) {
    case 'vanishing':
      return `${ends} ${cause === 'activation' ? 'The slopes φ′ take most of it away.' : 'The weights Wᵀ are too small to carry it.'}`;
    case 'exploding':
      return Number.isFinite(ratio)
        ? `${ends} Most of that is done by ${cause === 'activation' ? 'the slopes φ′' : 'the weights Wᵀ'}.`
        : 'It is larger than a number can be.';
    case 'saturated': {
      const most = Math.max(...layers.map((layer) => hidden[layer].saturatedFraction));
      return `There up to ${formatShare(most)} of the slopes φ′ are near 0: the weights drive the units too far out. ${ends}`;
    }
    case 'dead':
      return `There nearly no unit passes on anything of any example, so that nothing below it learns. ${ends}`;
    case 'healthy':
      return ends || 'There is one hidden layer, and nothing in its way.';
  }
}

/** The figures of one layer in a sentence. */
export function describeLayer({ layers }: GradientFlow, index: number): string {
  const layer = layers[index];
  const name =
    index === layers.length - 1
      ? 'Output layer'
      : `Layer ${index + 1} of ${layers.length - 1}`;
  const size = `${name}: ‖δ‖ ${formatLoss(layer.delta)}`;
  if (Number.isNaN(layer.throughKernel)) return `${size}.`;
  const { throughKernel, throughActivation, predicted } = layer;
  const theory = Number.isNaN(predicted) ? '' : `, theory ${formatLoss(predicted)}`;
  return (
    `${size} = ${formatLoss(throughKernel * throughActivation)} times the layer above ` +
    `(Wᵀ ${formatLoss(throughKernel)} · φ′ ${formatLoss(throughActivation)}${theory}). ` +
    `‖∂L/∂W‖ ${formatLoss(layer.kernelGradient)}, activations ± ${formatLoss(layer.activationDeviation)}, ` +
    `${formatShare(layer.saturatedFraction)} of slopes near 0, ${formatShare(layer.deadFraction)} of units dead.`
  );
}
