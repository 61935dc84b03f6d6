import type { Choice } from '../../core/choice.ts';
import { parameterOf } from '../../core/choice.ts';
import type { OptimizerDefinition } from './definition.ts';
import { epsilon, learningRate, memory } from './parameters.ts';

/** Adam (Kingma and Ba 2014, https://arxiv.org/abs/1412.6980), as `torch.optim.Adam`. */
export const adam: OptimizerDefinition<'adam'> = {
  id: 'adam',
  label: 'Adam',
  formula:
    'm ← β₁·m + (1 − β₁)·g;  v ← β₂·v + (1 − β₂)·g²;  ' +
    'w ← w − η·m̂ / (√v̂ + ε), m̂ = m / (1 − β₁ᵗ), v̂ = v / (1 − β₂ᵗ)',
  parameters: {
    learningRate: learningRate(0.001),
    beta1: memory('β₁', 0.9),
    beta2: memory('β₂', 0.999),
    epsilon,
  },
  slots: ['mean', 'meanSquare'],
  scalars: adamScalars,
  update(parameters, gradients, [mean, meanSquare], scalars, change) {
    const [stepSize, beta1, fresh1, beta2, fresh2, rootCorrection, eps] = scalars;
    for (let i = 0; i < parameters.length; i++) {
      const g = gradients[i];
      const m = beta1 * mean[i] + fresh1 * g;
      const v = beta2 * meanSquare[i] + fresh2 * g * g;
      mean[i] = m;
      meanSquare[i] = v;
      change[i] = (-stepSize * m) / (Math.sqrt(v) * rootCorrection + eps);
    }
  },
};

/**
 * What one step of Adam needs, seven numbers: η / (1 − β₁ᵗ), β₁, 1 − β₁, β₂, 1 − β₂,
 * 1 / √(1 − β₂ᵗ), ε, with t = step + 1.
 */
export function adamScalars(
  choice: Choice,
  rate: number,
  step: number,
): [number, number, number, number, number, number, number] {
  const beta1 = parameterOf(choice, 'beta1');
  const beta2 = parameterOf(choice, 'beta2');
  return [
    rate / oneMinusPower(beta1, step + 1),
    beta1,
    1 - beta1,
    beta2,
    1 - beta2,
    1 / Math.sqrt(oneMinusPower(beta2, step + 1)),
    parameterOf(choice, 'epsilon'),
  ];
}

/** 1 − βᵗ without cancellation for β next to 1. */
function oneMinusPower(beta: number, t: number): number {
  return -Math.expm1(t * Math.log(beta));
}
