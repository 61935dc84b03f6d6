import { parameterOf } from '../../core/choice.ts';
import type { InitializerDefinition } from './definition.ts';
import { fillUniform, gain } from './fill.ts';

/** Variance 2 / (fan-in + fan-out) (Glorot and Bengio 2010, https://proceedings.mlr.press/v9/glorot10a.html). */
export const glorotUniform: InitializerDefinition<'glorot-uniform'> = {
  id: 'glorot-uniform',
  label: 'Glorot uniform',
  formula: 'gain·U(−a, a), a = √(6 / (fan-in + fan-out))',
  parameters: { gain },
  deviation: ({ fanIn, fanOut }, choice) =>
    parameterOf(choice, 'gain') * Math.sqrt(2 / (fanIn + fanOut)),
  fill: (kernel, { fanIn, fanOut }, choice, random) =>
    fillUniform(
      kernel,
      parameterOf(choice, 'gain') * Math.sqrt(6 / (fanIn + fanOut)),
      random,
    ),
};
