import { parameterOf } from '../../core/choice.ts';
import { adam, adamScalars } from './adam.ts';
import type { OptimizerDefinition } from './definition.ts';

/**
 * Adam with decoupled weight decay (Loshchilov and Hutter 2017,
 * https://arxiv.org/abs/1711.05101), as `torch.optim.AdamW`: all parameters decay,
 * biases included.
 */
export const adamw: OptimizerDefinition<'adamw'> = {
  id: 'adamw',
  label: 'AdamW',
  formula: 'w ← (1 − η·λ)·w, then as Adam',
  parameters: {
    ...adam.parameters,
    weightDecay: { label: 'Weight decay λ', default: 0.01, minimum: 0, maximum: 1 },
  },
  slots: adam.slots,
  scalars: (choice, rate, step) => [
    ...adamScalars(choice, rate, step),
    rate * parameterOf(choice, 'weightDecay'),
  ],
  update(parameters, gradients, slots, scalars, change) {
    adam.update(parameters, gradients, slots, scalars, change);
    const decay = scalars[7];
    for (let i = 0; i < parameters.length; i++) change[i] -= decay * parameters[i];
  },
};
