import type { ParameterSchema } from '../../core/choice.ts';

/** What a number field accepts. */
export type NumberRange = Omit<ParameterSchema, 'label' | 'default'>;

export type ParsedNumber = { readonly value: number } | { readonly problem: string };

const NUMBER = /^[+-]?(\d+\.?\d*|\.\d+)(e[+-]?\d+)?$/i;

/**
 * Reads what somebody typed.
 * @returns the value, or a sentence that says what would be right
 */
export function parseNumber(text: string, range: NumberRange): ParsedNumber {
  const trimmed = text.trim();
  if (!NUMBER.test(trimmed)) {
    const what = trimmed === '' ? 'A number is missing' : `“${trimmed}” is not a number`;
    const hint = /^[+-]?\d+,\d+$/.test(trimmed) ? ' (decimals take a point)' : '';
    return { problem: `${what}${hint}; type ${describeRange(range)}.` };
  }
  const value = Number(trimmed);
  if (isAllowed(value, range)) return { value };
  const fault = isAllowed(value, { ...range, integer: false })
    ? 'is not a whole number'
    : 'is out of range';
  return { problem: `${trimmed} ${fault}; type ${describeRange(range)}.` };
}

/** `a whole number from 1 to 128`, `a number above 0 and up to 10`. */
export function describeRange(range: NumberRange): string {
  const kind = range.integer ? 'a whole number' : 'a number';
  const { minimum, maximum, exclusiveMinimum, exclusiveMaximum } = range;
  if (!exclusiveMinimum && !exclusiveMaximum)
    return `${kind} from ${formatField(minimum)} to ${formatField(maximum)}`;
  const low = exclusiveMinimum ? 'above' : 'of at least';
  const high = exclusiveMaximum ? 'below' : 'up to';
  return `${kind} ${low} ${formatField(minimum)} and ${high} ${formatField(maximum)}`;
}

/** Digits for a field: what `parseNumber` reads back to the same value. */
export function formatField(value: number): string {
  const magnitude = Math.abs(value);
  const plain = magnitude === 0 || (magnitude >= 1e-4 && magnitude < 1e12);
  return plain ? String(value) : value.toExponential().replace('e+', 'e');
}

/**
 * The next round value up (direction 1) or down (−1), within the range: 1-2-5 steps on a
 * logarithmic scale (powers of two for whole numbers), else one or a tenth of the value's decade.
 */
export function stepNumber(value: number, direction: 1 | -1, range: NumberRange): number {
  const next =
    range.scale === 'log' && value > 0
      ? range.integer
        ? nextPowerOfTwo(value, direction)
        : nextOneTwoFive(value, direction)
      : nextLinear(value, direction, range);
  const clamped = Math.min(range.maximum, Math.max(range.minimum, next));
  return isAllowed(clamped, range) ? clamped : value;
}

function isAllowed(value: number, range: NumberRange): boolean {
  const { minimum, maximum, exclusiveMinimum, exclusiveMaximum, integer } = range;
  return (
    (exclusiveMinimum ? value > minimum : value >= minimum) &&
    (exclusiveMaximum ? value < maximum : value <= maximum) &&
    (!integer || Number.isInteger(value))
  );
}

function nextPowerOfTwo(value: number, direction: 1 | -1): number {
  const exponent = Math.log2(value);
  return 2 ** (direction > 0 ? Math.floor(exponent) + 1 : Math.ceil(exponent) - 1);
}

function nextOneTwoFive(value: number, direction: 1 | -1): number {
  const decade = Math.floor(Math.log10(value));
  const candidates: number[] = [];
  for (let exponent = decade - 1; exponent <= decade + 1; exponent++)
    for (const digit of [1, 2, 5]) candidates.push(Number(`${digit}e${exponent}`));
  // A relative margin, so that a value a rounding error away from a candidate counts as it.
  const beyond = candidates.filter((candidate) =>
    direction > 0 ? candidate > value * (1 + 1e-9) : candidate < value * (1 - 1e-9),
  );
  return (direction > 0 ? beyond[0] : beyond.at(-1)) ?? value;
}

/** A tenth of the value's own decade, so that 0.9 becomes 0.91 and 1 becomes 1.1. */
function nextLinear(value: number, direction: 1 | -1, range: NumberRange): number {
  if (range.integer) return value + direction;
  const span = Math.min(range.maximum - range.minimum, 5);
  const scale = value === 0 ? span / 5 : Math.abs(value);
  const step = 10 ** (Math.floor(Math.log10(scale) + 1e-9) - 1);
  return Number((Math.round(value / step + direction) * step).toPrecision(12));
}
