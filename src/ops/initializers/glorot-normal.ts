import { parameterOf } from '../../core/choice.ts';
import type { InitializerDefinition } from './definition.ts';
import { fillNormal, gain } from './fill.ts';

/** Variance 2 / (fan-in + fan-out) (Glorot and Bengio 2010, https://proceedings.mlr.press/v9/glorot10a.html). */
export const glorotNormal: InitializerDefinition<'glorot-normal'> = {
  id: 'glorot-normal',
  label: 'Glorot normal',
  formula: 'gain·N(0, 2 / (fan-in + fan-out))',
  parameters: { gain },
  deviation: ({ fanIn, fanOut }, choice) =>
    parameterOf(choice, 'gain') * Math.sqrt(2 / (fanIn + fanOut)),
  fill: (kernel, shape, choice, random) =>
    fillNormal(kernel, glorotNormal.deviation(shape, choice), random),
};
