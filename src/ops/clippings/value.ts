import { parameterOf } from '../../core/choice.ts';
import type { ClippingDefinition } from './definition.ts';
import { limit } from './limit.ts';

/** Cuts off each element, as `torch.nn.utils.clip_grad_value_`. */
export const value: ClippingDefinition<'value'> = {
  id: 'value',
  label: 'By value',
  formula: 'max(−limit, min(limit, g))',
  parameters: { limit },
  bounds: (choice) => ({ value: parameterOf(choice, 'limit'), norm: Infinity }),
};
