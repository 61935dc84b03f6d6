import type { Choice } from '../core/choice.ts';
import type { LayerPlan, Plan } from '../core/plan.ts';
import type { ActivationDefinition } from './activations/definition.ts';
import { activations } from './activations/index.ts';
import { losses } from './losses/index.ts';

const LINEAR: Choice = { id: 'linear' };

/**
 * The activation that a layer applies while training. A loss that starts from logits
 * contains the output activation (softmax, sigmoid), so the output layer is linear then:
 * its figures in the metrics are those of its logits.
 */
export function trainingActivation(
  plan: Plan,
  layer: LayerPlan,
): { activation: ActivationDefinition; choice: Choice } {
  const isOutput = layer.index === plan.layers.length - 1;
  const fromLogits = losses.get(plan.training.loss.id).from === 'logits';
  const choice = isOutput && fromLogits ? LINEAR : layer.activation;
  return { activation: activations.get(choice.id), choice };
}
