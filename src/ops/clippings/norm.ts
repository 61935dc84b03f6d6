import { parameterOf } from '../../core/choice.ts';
import type { ClippingDefinition } from './definition.ts';
import { limit } from './limit.ts';

/**
 * Shortens the gradient of all parameters together, keeping its direction. The norm is then
 * the limit itself; `torch.nn.utils.clip_grad_norm_` divides by the norm + 1e-6, which
 * leaves it a little shorter.
 */
export const norm: ClippingDefinition<'norm'> = {
  id: 'norm',
  label: 'By global norm',
  formula: 'g·min(1, limit / ‖g‖₂)',
  parameters: { limit },
  bounds: (choice) => ({ value: Infinity, norm: parameterOf(choice, 'limit') }),
};
