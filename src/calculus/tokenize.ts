import { ExpressionError, quote } from './expression-error.ts';
import { EXPRESSION_LIMITS } from './expression.ts';

export interface Token {
  readonly kind: 'number' | 'name' | 'symbol' | 'end';
  /** In plain spelling: `x1` for `x₁`, `*` for `·`. */
  readonly text: string;
  /** Where it stands in what was typed. */
  readonly position: number;
  readonly length: number;
}

/** Characters that stand for others: signs of printed formulas, and what phones type. */
const SAME: Readonly<Record<string, string>> = {
  '−': '-',
  '–': '-',
  '·': '*',
  '⋅': '*',
  '×': '*',
  '÷': '/',
};
const SUBSCRIPTS = '₀₁₂₃₄₅₆₇₈₉';
const SUPERSCRIPTS = '⁰¹²³⁴⁵⁶⁷⁸⁹';

const SPACE = /\s+/y;
/** An `e` belongs to a number only with digits behind it: `2e` is twice e. */
const NUMBER = /(?:\d+\.?\d*|\.\d+)(?:e[+-]?\d+)?/iy;
const NAME = /π|[a-z]+_?[\d₀-₉]*/iy;
const EXPONENT = /[⁰¹²³⁴-⁹]+/y;

/**
 * Cuts a formula into tokens, the last of which is `end`.
 * @throws ExpressionError where it is too long or has a character that means nothing
 */
export function tokenize(text: string): Token[] {
  const { characters } = EXPRESSION_LIMITS;
  if (text.length > characters)
    throw new ExpressionError(
      text,
      characters,
      text.length - characters,
      `the formula has ${text.length} characters; at most ${characters} are possible.`,
    );
  const tokens: Token[] = [];
  let position = 0;
  const read = (pattern: RegExp): string | null => {
    pattern.lastIndex = position;
    return pattern.exec(text)?.[0] ?? null;
  };
  const add = (kind: Token['kind'], plain: string, length: number) =>
    tokens.push({ kind, text: plain, position, length });
  while (position < text.length) {
    const space = read(SPACE);
    const number = read(NUMBER);
    const name = read(NAME);
    const exponent = read(EXPONENT);
    const found = space ?? number ?? name ?? exponent;
    const character = SAME[text[position]] ?? text[position];
    if (number !== null) add('number', number, number.length);
    else if (name !== null) add('name', plainName(name), name.length);
    else if (exponent !== null) {
      // x² is x^2: a sign and a number at the same place.
      add('symbol', '^', exponent.length);
      add('number', digitsOf(exponent, SUPERSCRIPTS), exponent.length);
    } else if (space === null) {
      if (!'+-*/^(),'.includes(character)) throw unknownCharacter(text, position);
      // Programmers' power.
      const isPower = text.startsWith('**', position);
      add('symbol', isPower ? '^' : character, isPower ? 2 : 1);
      if (isPower) position++;
    }
    position += found?.length ?? 1;
  }
  add('end', '', 0);
  return tokens;
}

/** `x1` for `X₁` and `x_1`: on a phone names begin with a capital. */
function plainName(name: string): string {
  const plain = name.replace(/[₀-₉]/g, (digit) => digitsOf(digit, SUBSCRIPTS));
  return plain.replace('_', '').toLowerCase();
}

function digitsOf(text: string, digits: string): string {
  return Array.from(text, (digit) => digits.indexOf(digit)).join('');
}

function unknownCharacter(text: string, position: number): ExpressionError {
  // Not half of a character that takes two places.
  const character = String.fromCodePoint(text.codePointAt(position) ?? 0);
  return new ExpressionError(
    text,
    position,
    character.length,
    `${quote(character)} means nothing in a formula; use numbers, names, + - * / ^ and parentheses.`,
  );
}
