import type { Plan, TensorLayout } from '../../../../core/plan.ts';
import type { RunDescription } from '../../../../session/handle.ts';
import { sourceName } from './unit-name.ts';

/** One number of a unit that can be edited. */
export interface UnitWeight {
  /** `from x₁`, `bias`, `scale γ`. */
  readonly label: string;
  /** Where it stands in the flat vector. */
  readonly parameter: number;
  /** The unit before that it comes from; null for those of the unit itself. */
  readonly from: number | null;
}

/** Weights of a unit that are listed; the rest of a wide layer is counted. */
const MOST_LISTED = 32;

/** The numbers of a unit: its own first, then its weights in the order of the layer before. */
export function weightsOf(
  description: RunDescription,
  layer: number,
  unit: number,
): { readonly weights: readonly UnitWeight[]; readonly unlisted: number } {
  const { plan } = description;
  const { kernel, bias, scale, shift, inputs, units } = plan.layers[layer];
  const own = (tensor: TensorLayout | null, label: string): UnitWeight[] =>
    tensor ? [{ label, parameter: tensor.offset + unit, from: null }] : [];
  const listed = Math.min(inputs, MOST_LISTED);
  return {
    weights: [
      ...own(bias, 'Bias'),
      ...own(scale, 'Scale γ'),
      ...own(shift, 'Shift β'),
      ...Array.from({ length: listed }, (_, from) => ({
        label: `from ${sourceName(description, layer, from)}`,
        parameter: kernel.offset + from * units + unit,
        from,
      })),
    ],
    unlisted: inputs - listed,
  };
}

/** The shortest decimal that float32 reads back to the same value: what can be edited without loss. */
export function shortestFloat32(value: number): number {
  for (let digits = 6; digits < 9; digits++) {
    const short = Number(value.toPrecision(digits));
    if (Math.fround(short) === Math.fround(value)) return short;
  }
  return Number(value.toPrecision(9));
}

/** Terms of a formula that are written out. */
const MOST_TERMS = 6;

/** `tanh(0.31·x₁ − 1.2·x₂ + 0.05)`, with the names of what is done to the sum. */
export function unitFormula(
  description: RunDescription,
  parameters: ArrayLike<number>,
  layer: number,
  unit: number,
): string {
  const { plan } = description;
  const { kernel, bias, inputs, units, activation, normalization, residual } =
    plan.layers[layer];
  const terms = Array.from({ length: Math.min(inputs, MOST_TERMS) }, (_, from) => ({
    value: parameters[kernel.offset + from * units + unit],
    name: `·${sourceName(description, layer, from)}`,
  }));
  const rest = inputs - terms.length;
  const parts = [
    ...terms,
    ...(bias ? [{ value: parameters[bias.offset + unit], name: '' }] : []),
  ];
  let sum = '';
  parts.forEach(({ value, name }, at) => {
    const sign = value < 0 ? (at === 0 ? '−' : ' − ') : at === 0 ? '' : ' + ';
    sum += `${sign}${Math.abs(value).toPrecision(3)}${name}`;
    if (rest > 0 && at === terms.length - 1) sum += ` + … ${rest} more`;
  });
  const normalized = normalization === 'none' ? sum : `${normalization} norm(${sum})`;
  const called =
    activation.id === 'linear' ? normalized : `${activation.id}(${normalized})`;
  return residual && unit < inputs
    ? `${called} + ${sourceName(description, layer, unit)}`
    : called;
}

/** Whether a place is in a plan at all: the network may have become smaller. */
export function isInPlan(plan: Plan, layer: number, unit: number): boolean {
  return layer >= 0 && layer < plan.layers.length && unit < plan.layers[layer].units;
}
