import { parameterOf } from '../../core/choice.ts';
import type { InitializerDefinition } from './definition.ts';
import { gain } from './fill.ts';

export const constant: InitializerDefinition<'constant'> = {
  id: 'constant',
  label: 'Constant',
  formula: 'gain·value',
  parameters: {
    value: { label: 'Value', default: 0.1, minimum: -1000, maximum: 1000 },
    gain,
  },
  deviation: () => NaN,
  fill: (kernel, _shape, choice) =>
    void kernel.fill(parameterOf(choice, 'gain') * parameterOf(choice, 'value')),
};
