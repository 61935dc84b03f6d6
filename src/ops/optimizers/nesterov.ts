import { parameterOf } from '../../core/choice.ts';
import type { OptimizerDefinition } from './definition.ts';
import { learningRate, memory } from './parameters.ts';

/** Nesterov's momentum, as `torch.optim.SGD` with `nesterov=True`. */
export const nesterov: OptimizerDefinition<'nesterov'> = {
  id: 'nesterov',
  label: 'Nesterov',
  formula: 'v ← μ·v + g;  w ← w − η·(g + μ·v)',
  parameters: { learningRate: learningRate(0.01), momentum: memory('Momentum μ', 0.9) },
  slots: ['velocity'],
  scalars: (choice, rate) => [rate, parameterOf(choice, 'momentum')],
  update(parameters, gradients, [velocity], [rate, mu], change) {
    for (let i = 0; i < parameters.length; i++) {
      const v = mu * velocity[i] + gradients[i];
      velocity[i] = v;
      change[i] = -rate * (gradients[i] + mu * v);
    }
  },
};
