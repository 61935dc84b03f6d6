import { parameterOf } from '../../core/choice.ts';
import type { InitializerDefinition } from './definition.ts';
import { fillNormal, gain } from './fill.ts';

/** Variance 1 / fan-in (LeCun et al. 1998, "Efficient BackProp"). */
export const lecunNormal: InitializerDefinition<'lecun-normal'> = {
  id: 'lecun-normal',
  label: 'LeCun normal',
  formula: 'gain·N(0, 1 / fan-in)',
  parameters: { gain },
  deviation: ({ fanIn }, choice) => parameterOf(choice, 'gain') * Math.sqrt(1 / fanIn),
  fill: (kernel, shape, choice, random) =>
    fillNormal(kernel, lecunNormal.deviation(shape, choice), random),
};
