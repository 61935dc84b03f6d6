import type { NumericArray } from '../core/arrays.ts';
import { soleParameter } from '../core/choice.ts';
import type { Evaluation } from '../core/engine.ts';
import type { Plan } from '../core/plan.ts';
import { activations } from './activations/index.ts';
import { losses } from './losses/index.ts';
import { largestOf, softmax, softmaxCrossEntropy } from './softmax.ts';

/**
 * What the network answers: softmax probabilities or activated outputs, in float64.
 * @param logits pre-activations of the output layer, [count, plan.outputs]
 */
export function activateOutputs(plan: Plan, logits: NumericArray): Float64Array {
  const outputs = Float64Array.from(logits);
  const choice = plan.layers[plan.layers.length - 1].activation;
  if (choice.id === 'softmax') {
    for (let offset = 0; offset < outputs.length; offset += plan.outputs)
      softmax(outputs, outputs, offset, plan.outputs);
    return outputs;
  }
  const activation = activations.get(choice.id);
  const alpha = soleParameter(choice, activation.parameters);
  for (let i = 0; i < outputs.length; i++) outputs[i] = activation.f(outputs[i], alpha);
  return outputs;
}

/**
 * Mean loss, without regularization, and accuracy (as `batchAccuracy`) over any number of
 * examples, summed in float64.
 * @param logits pre-activations of the output layer, [count, plan.outputs]
 * @param targets [count, plan.outputs]
 * @returns NaN twice for no examples; the accuracy is NaN in regression
 */
export function evaluateLogits(
  plan: Plan,
  logits: NumericArray,
  targets: NumericArray,
): Evaluation {
  const count = logits.length / plan.outputs;
  const { from } = losses.get(plan.training.loss.id);
  const values = from === 'logits' ? logits : activateOutputs(plan, logits);
  return {
    loss: sumOfLosses(plan, values, targets) / count,
    accuracy: batchAccuracy(plan, values, targets, count),
  };
}

/**
 * Share of examples classified right; NaN where the plan is no classification and for no
 * examples.
 *
 * With several outputs the largest must be where the largest target is (the first of
 * equals). With one output the class is its side of the boundary: for a sigmoid a
 * probability above ½ against a target above ½, for any other activation an output above
 * 0 against a target above 0 (targets −1 and 1).
 *
 * @param values what the loss reads, [count, plan.outputs]: logits for a loss from logits,
 *   else activated outputs
 * @param targets [count, plan.outputs]
 */
export function batchAccuracy(
  plan: Plan,
  values: NumericArray,
  targets: NumericArray,
  count: number,
): number {
  if (!plan.training.classification) return NaN;
  const { outputs } = plan;
  const boundaries = decisionBoundaries(plan);
  let correct = 0;
  for (let row = 0; row < count; row++) {
    const offset = row * outputs;
    const right =
      outputs === 1
        ? values[offset] > boundaries.value === targets[offset] > boundaries.target
        : largestOf(values, offset, outputs) === largestOf(targets, offset, outputs);
    if (right) correct++;
  }
  return correct / count;
}

/** Where the classes of a single output part, for what the loss reads and for its target; see `batchAccuracy`. */
export function decisionBoundaries(plan: Plan): { value: number; target: number } {
  const isSigmoid = plan.layers[plan.layers.length - 1].activation.id === 'sigmoid';
  const fromLogits = losses.get(plan.training.loss.id).from === 'logits';
  return { value: isSigmoid && !fromLogits ? 0.5 : 0, target: isSigmoid ? 0.5 : 0 };
}

function sumOfLosses(plan: Plan, values: NumericArray, targets: NumericArray): number {
  const choice = plan.training.loss;
  const loss = losses.get(choice.id);
  let sum = 0;
  if (loss.kind === 'softmax') {
    for (let offset = 0; offset < values.length; offset += plan.outputs)
      sum += softmaxCrossEntropy(values, targets, offset, plan.outputs);
    return sum;
  }
  const parameter = soleParameter(choice, loss.parameters);
  for (let i = 0; i < values.length; i++)
    sum += loss.value(values[i], targets[i], parameter);
  return loss.reduction === 'mean' ? sum / plan.outputs : sum;
}
