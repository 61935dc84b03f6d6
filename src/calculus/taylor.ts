import type { Expression } from './expression.ts';
import { CONSTANTS, FUNCTIONS, type FunctionName } from './names.ts';

/** A polynomial around a point: its k-th entry is the coefficient of (x − x₀)ᵏ. */
export type Series = readonly number[];

/** The highest degree of a Taylor polynomial. */
export const MOST_DEGREE = 12;

/**
 * The Taylor polynomial of a formula of one variable, by the arithmetic of truncated power series in
 * float64: each operation takes the series of its parts to its own (Griewank and Walther 2008, chapter 13). No
 * derivative is written out, so that twelve of a long formula take no longer than one.
 * @param by the variable
 * @param at x₀
 * @param degree up to `MOST_DEGREE`
 * @param others values of the other variables
 * @returns coefficients of 1, (x − x₀), …; not finite where the formula has no such derivative
 * @throws Error for a variable without a value
 */
export function taylorSeries(
  expression: Expression,
  by: string,
  at: number,
  degree: number,
  others: Readonly<Record<string, number>> = {},
): Series {
  const size = Math.min(degree, MOST_DEGREE) + 1;
  const constant = (value: number): number[] => [
    value,
    ...Array.from({ length: size - 1 }, () => 0),
  ];
  const visit = (part: Expression): number[] => {
    switch (part.kind) {
      case 'number':
        return constant(part.value);
      case 'constant':
        return constant(CONSTANTS[part.name]);
      case 'variable': {
        if (part.name !== by) {
          if (!Object.hasOwn(others, part.name))
            throw new Error(`There is no value for "${part.name}".`);
          return constant(others[part.name]);
        }
        const series = constant(at);
        if (size > 1) series[1] = 1;
        return series;
      }
      case 'negation':
        return visit(part.operand).map((value) => 0 - value);
      case 'binary': {
        const [u, v] = [visit(part.left), visit(part.right)];
        switch (part.operator) {
          case '+':
            return u.map((value, k) => value + v[k]);
          case '-':
            return u.map((value, k) => value - v[k]);
          case '*':
            return multiply(u, v);
          case '/':
            return divide(u, v);
          case '^':
            return raise(u, v);
        }
        break;
      }
      case 'call':
        return CALLS[part.name](part.arguments.map(visit));
    }
  };
  return visit(expression);
}

/** The value of a polynomial, by Horner's rule. @param offset x − x₀ */
export const valueOfSeries = (series: Series, offset: number): number =>
  series.reduceRight((value, coefficient) => value * offset + coefficient, 0);

function multiply(u: Series, v: Series): number[] {
  return u.map((_, k) => {
    let sum = 0;
    for (let j = 0; j <= k; j++) sum += u[j] * v[k - j];
    return sum;
  });
}

function divide(u: Series, v: Series): number[] {
  const w: number[] = [];
  for (let k = 0; k < u.length; k++) {
    let sum = u[k];
    for (let j = 0; j < k; j++) sum -= w[j] * v[k - j];
    w.push(sum / v[0]);
  }
  return w;
}

const isConstant = (u: Series): boolean => u.every((value, k) => k === 0 || value === 0);

/** uᵛ: by uᶜ for a constant exponent, else by exp(v log u). */
function raise(u: Series, v: Series): number[] {
  if (!isConstant(v)) return exponential(multiply(v, logarithm(u)));
  const [exponent] = v;
  // A whole power is a product, at 0 as well.
  if (Number.isInteger(exponent) && exponent >= 0 && exponent <= 64) {
    let result = u.map((_, k) => Number(k === 0));
    for (let k = 0; k < exponent; k++) result = multiply(result, u);
    return result;
  }
  if (isConstant(u)) return u.map((value, k) => (k === 0 ? value ** exponent : 0));
  // u w′ = c u′ w, coefficient by coefficient.
  const w = [u[0] ** exponent];
  for (let k = 1; k < u.length; k++) {
    let sum = 0;
    for (let j = 1; j <= k; j++) sum += (exponent * j - (k - j)) * u[j] * w[k - j];
    w.push(sum / (k * u[0]));
  }
  return w;
}

function exponential(u: Series): number[] {
  const w = [Math.exp(u[0])];
  for (let k = 1; k < u.length; k++) {
    let sum = 0;
    for (let j = 1; j <= k; j++) sum += j * u[j] * w[k - j];
    w.push(sum / k);
  }
  return w;
}

function logarithm(u: Series): number[] {
  const w = [Math.log(u[0])];
  for (let k = 1; k < u.length; k++) {
    let sum = k * u[k];
    for (let j = 1; j < k; j++) sum -= j * w[j] * u[k - j];
    w.push(sum / (k * u[0]));
  }
  return w;
}

function sineAndCosine(u: Series): [number[], number[]] {
  const sine = [Math.sin(u[0])];
  const cosine = [Math.cos(u[0])];
  for (let k = 1; k < u.length; k++) {
    let [s, c] = [0, 0];
    for (let j = 1; j <= k; j++) {
      s += j * u[j] * cosine[k - j];
      c -= j * u[j] * sine[k - j];
    }
    sine.push(s / k);
    cosine.push(c / k);
  }
  return [sine, cosine];
}

/** A function whose slope is a polynomial of itself: coefficient by coefficient. */
function byOwnSlope(
  value: number,
  u: Series,
  slopeOf: (w: Series) => number[],
): number[] {
  const w = [value];
  for (let k = 1; k < u.length; k++) {
    const slope = slopeOf([...w, ...u.slice(k).map(() => 0)]);
    let sum = 0;
    for (let j = 1; j <= k; j++) sum += j * u[j] * slope[k - j];
    w.push(sum / k);
  }
  return w;
}

const sigmoidOf = (u: Series): number[] =>
  byOwnSlope(FUNCTIONS.sigmoid.f(u[0]), u, (w) => {
    const square = multiply(w, w);
    return w.map((value, k) => value - square[k]);
  });

const nothing = (u: Series): number[] => u.map(() => NaN);

/** Of the sides of a kink the one that the point lies on; NaN at the kink itself, but for constants. */
function sided(
  u: Series,
  above: (u: Series) => number[],
  below: (u: Series) => number[],
) {
  if (u[0] > 0) return above(u);
  if (u[0] < 0) return below(u);
  return isConstant(u) ? zero(u) : nothing(u).with(0, 0);
}

const same = (u: Series): number[] => [...u];
const zero = (u: Series): number[] => u.map(() => 0);
const level = (u: Series, value: number): number[] =>
  u.map((_, k) => (k === 0 ? value : 0));
const negative = (u: Series): number[] => u.map((value) => 0 - value);

const extremum =
  (isFirst: (a: number, b: number) => boolean) =>
  ([first, ...others]: readonly Series[]): number[] =>
    others.reduce<number[]>(
      (u, v) =>
        u[0] === v[0]
          ? u.map((value, k) => (value === v[k] ? value : k === 0 ? value : NaN))
          : isFirst(u[0], v[0])
            ? u
            : [...v],
      [...first],
    );

const CALLS: Readonly<Record<FunctionName, (values: readonly Series[]) => number[]>> = {
  sin: ([u]) => sineAndCosine(u)[0],
  cos: ([u]) => sineAndCosine(u)[1],
  tan: ([u]) => {
    const [sine, cosine] = sineAndCosine(u);
    return divide(sine, cosine);
  },
  exp: ([u]) => exponential(u),
  log: ([u]) => logarithm(u),
  sqrt: ([u]) =>
    raise(
      u,
      u.map((_, k) => (k === 0 ? 0.5 : 0)),
    ),
  abs: ([u]) => sided(u, same, negative),
  tanh: ([u]) =>
    byOwnSlope(Math.tanh(u[0]), u, (w) =>
      multiply(w, w).map((value, k) => Number(k === 0) - value),
    ),
  sigmoid: ([u]) => sigmoidOf(u),
  relu: ([u]) => sided(u, same, zero),
  sign: ([u]) =>
    sided(
      u,
      (v) => level(v, 1),
      (v) => level(v, -1),
    ),
  step: ([u]) => sided(u, (v) => level(v, 1), zero),
  softplus: ([u]) => {
    const slope = sigmoidOf(u);
    const w = [FUNCTIONS.softplus.f(u[0])];
    for (let k = 1; k < u.length; k++) {
      let sum = 0;
      for (let j = 1; j <= k; j++) sum += j * u[j] * slope[k - j];
      w.push(sum / k);
    }
    return w;
  },
  max: extremum((a, b) => a > b),
  min: extremum((a, b) => a < b),
};
