import { parameterOf } from '../../core/choice.ts';
import type { InitializerDefinition } from './definition.ts';
import { fillUniform, gain } from './fill.ts';

export const uniform: InitializerDefinition<'uniform'> = {
  id: 'uniform',
  label: 'Uniform',
  formula: 'gain·U(−a, a)',
  parameters: {
    limit: { label: 'Limit a', default: 0.5, minimum: 0, maximum: 1000 },
    gain,
  },
  deviation: (_shape, choice) =>
    (parameterOf(choice, 'gain') * parameterOf(choice, 'limit')) / Math.sqrt(3),
  fill: (kernel, _shape, choice, random) =>
    fillUniform(
      kernel,
      parameterOf(choice, 'gain') * parameterOf(choice, 'limit'),
      random,
    ),
};
