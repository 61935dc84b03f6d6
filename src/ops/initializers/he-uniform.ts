import { parameterOf } from '../../core/choice.ts';
import type { InitializerDefinition } from './definition.ts';
import { fillUniform, gain } from './fill.ts';

/** Variance 2 / fan-in (He et al. 2015, https://arxiv.org/abs/1502.01852). */
export const heUniform: InitializerDefinition<'he-uniform'> = {
  id: 'he-uniform',
  label: 'He uniform',
  formula: 'gain·U(−a, a), a = √(6 / fan-in)',
  parameters: { gain },
  deviation: ({ fanIn }, choice) => parameterOf(choice, 'gain') * Math.sqrt(2 / fanIn),
  fill: (kernel, { fanIn }, choice, random) =>
    fillUniform(kernel, parameterOf(choice, 'gain') * Math.sqrt(6 / fanIn), random),
};
