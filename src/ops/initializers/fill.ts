import type { ParameterSchema } from '../../core/choice.ts';
import type { Random } from '../../core/random.ts';

/** Multiplies the values of an initializer. */
export const gain: ParameterSchema = {
  label: 'Gain',
  default: 1,
  minimum: -1000,
  maximum: 1000,
};

/** Fills with uniform values on [−limit, limit). */
export function fillUniform(values: Float64Array, limit: number, random: Random): void {
  for (let i = 0; i < values.length; i++) values[i] = random.between(-limit, limit);
}

/** Fills with normal values of mean 0, not truncated, as PyTorch's. */
export function fillNormal(
  values: Float64Array,
  deviation: number,
  random: Random,
): void {
  for (let i = 0; i < values.length; i++) values[i] = deviation * random.normal();
}
