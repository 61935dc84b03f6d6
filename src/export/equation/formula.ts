/** A piece of mathematics, from which text, TeX and MathML are made. */
export type Formula =
  /** A decimal without sign, as `shortNumber` writes it. */
  | { readonly kind: 'number'; readonly text: string }
  /** A variable; names come from people and files. */
  | {
      readonly kind: 'name';
      readonly name: string;
      readonly below?: string;
      readonly above?: string;
    }
  | { readonly kind: 'operator'; readonly text: '=' | '+' | '−' | '·' }
  | { readonly kind: 'row'; readonly parts: readonly Formula[] }
  | { readonly kind: 'call'; readonly name: string; readonly body: Formula }
  | { readonly kind: 'fraction'; readonly over: Formula; readonly under: Formula }
  | { readonly kind: 'root'; readonly body: Formula }
  /** Words in the place of what was left out. */
  | { readonly kind: 'words'; readonly text: string };

export type Operator = Extract<Formula, { kind: 'operator' }>['text'];

export const name = (text: string, below?: string, above?: string): Formula => ({
  kind: 'name',
  // Names from files may have line breaks.
  name: text.replaceAll(/\s+/g, ' '),
  ...(below !== undefined && { below }),
  ...(above !== undefined && { above }),
});
export const operator = (text: Operator): Formula => ({ kind: 'operator', text });
export const row = (...parts: readonly Formula[]): Formula => ({ kind: 'row', parts });
export const call = (functionName: string, body: Formula): Formula => ({
  kind: 'call',
  name: functionName,
  body,
});
export const fraction = (over: Formula, under: Formula): Formula => ({
  kind: 'fraction',
  over,
  under,
});
export const root = (body: Formula): Formula => ({ kind: 'root', body });
export const words = (text: string): Formula => ({ kind: 'words', text });

/** The magnitude of a number in so many significant digits, without zeros at its end. */
export function magnitude(value: number, digits: number): Formula {
  return { kind: 'number', text: String(Number(Math.abs(value).toPrecision(digits))) };
}

/** A number with its sign. */
export function signed(value: number, digits: number): Formula {
  const size = magnitude(value, digits);
  return value < 0 ? row(operator('−'), size) : size;
}

/** Mantissa and exponent of a number's text; the exponent is null without a power of ten. */
export function splitNumber(
  text: string,
): readonly [mantissa: string, exponent: string | null] {
  const [mantissa, exponent = null] = text.split('e');
  return [mantissa, exponent === null ? null : exponent.replace('+', '')];
}

/** Terms with their signs: `−a + b − c`; 0 where there are none. */
export function sum(
  terms: readonly (readonly [isNegative: boolean, term: Formula])[],
): Formula {
  if (terms.length === 0) return { kind: 'number', text: '0' };
  return row(
    ...terms.flatMap(([isNegative, term], at) => {
      if (at === 0) return isNegative ? [operator('−'), term] : [term];
      return [operator(isNegative ? '−' : '+'), term];
    }),
  );
}
