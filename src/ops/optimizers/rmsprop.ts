import { parameterOf } from '../../core/choice.ts';
import type { OptimizerDefinition } from './definition.ts';
import { epsilon, learningRate, memory } from './parameters.ts';

/** RMSProp, as `torch.optim.RMSprop` (its `alpha` is `decay` here), not centered. */
export const rmsprop: OptimizerDefinition<'rmsprop'> = {
  id: 'rmsprop',
  label: 'RMSProp',
  formula: 's ← ρ·s + (1 − ρ)·g²;  w ← w − η·g / (√s + ε)',
  parameters: {
    learningRate: learningRate(0.001),
    decay: memory('Decay ρ', 0.99),
    epsilon,
  },
  slots: ['meanSquare'],
  scalars(choice, rate) {
    const decay = parameterOf(choice, 'decay');
    return [rate, decay, 1 - decay, parameterOf(choice, 'epsilon')];
  },
  update(parameters, gradients, [meanSquare], [rate, decay, fresh, eps], change) {
    for (let i = 0; i < parameters.length; i++) {
      const g = gradients[i];
      const s = decay * meanSquare[i] + fresh * g * g;
      meanSquare[i] = s;
      change[i] = (-rate * g) / (Math.sqrt(s) + eps);
    }
  },
};
