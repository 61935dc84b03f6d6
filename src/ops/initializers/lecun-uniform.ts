import { parameterOf } from '../../core/choice.ts';
import type { InitializerDefinition } from './definition.ts';
import { fillUniform, gain } from './fill.ts';

/** Variance 1 / fan-in (LeCun et al. 1998, "Efficient BackProp"). */
export const lecunUniform: InitializerDefinition<'lecun-uniform'> = {
  id: 'lecun-uniform',
  label: 'LeCun uniform',
  formula: 'gain·U(−a, a), a = √(3 / fan-in)',
  parameters: { gain },
  deviation: ({ fanIn }, choice) => parameterOf(choice, 'gain') * Math.sqrt(1 / fanIn),
  fill: (kernel, { fanIn }, choice, random) =>
    fillUniform(kernel, parameterOf(choice, 'gain') * Math.sqrt(3 / fanIn), random),
};
