import { parameterOf } from '../../core/choice.ts';
import type { InitializerDefinition } from './definition.ts';
import { fillNormal, gain } from './fill.ts';

export const normal: InitializerDefinition<'normal'> = {
  id: 'normal',
  label: 'Normal',
  formula: 'gain·N(0, σ²)',
  parameters: {
    deviation: { label: 'Deviation σ', default: 0.1, minimum: 0, maximum: 1000 },
    gain,
  },
  deviation: (_shape, choice) =>
    parameterOf(choice, 'gain') * parameterOf(choice, 'deviation'),
  fill: (kernel, shape, choice, random) =>
    fillNormal(kernel, normal.deviation(shape, choice), random),
};
