import { parameterOf } from '../../core/choice.ts';
import type { InitializerDefinition } from './definition.ts';
import { fillNormal, gain } from './fill.ts';

/** Variance 2 / fan-in (He et al. 2015, https://arxiv.org/abs/1502.01852). */
export const heNormal: InitializerDefinition<'he-normal'> = {
  id: 'he-normal',
  label: 'He normal',
  formula: 'gain·N(0, 2 / fan-in)',
  parameters: { gain },
  deviation: ({ fanIn }, choice) => parameterOf(choice, 'gain') * Math.sqrt(2 / fanIn),
  fill: (kernel, shape, choice, random) =>
    fillNormal(kernel, heNormal.deviation(shape, choice), random),
};
