import type { OptimizerDefinition } from './definition.ts';
import { learningRate } from './parameters.ts';

/** Stochastic gradient descent, as `torch.optim.SGD` without momentum. */
export const sgd: OptimizerDefinition<'sgd'> = {
  id: 'sgd',
  label: 'SGD',
  formula: 'w ← w − η·g',
  parameters: { learningRate: learningRate(0.03) },
  slots: [],
  scalars: (_choice, rate) => [rate],
  update(parameters, gradients, _slots, [rate], change) {
    for (let i = 0; i < parameters.length; i++) change[i] = -rate * gradients[i];
  },
};
