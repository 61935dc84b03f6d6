/** A function that a formula may call. */
export interface FunctionDefinition {
  /** In float64; NaN outside of its domain. */
  readonly f: (...values: readonly number[]) => number;
  /**
   * Its partial derivative by each argument. At a kink it takes what PyTorch takes: 0 for `abs`,
   * `relu`, `sign` and `step`, an even share for each of those that tie in `max` and `min`.
   */
  readonly partials: (...values: readonly number[]) => readonly number[];
  /** How many arguments it takes. */
  readonly minimum: number;
  readonly maximum: number;
}

const unary = (
  f: (x: number) => number,
  derivative: (x: number) => number,
): FunctionDefinition => ({
  f,
  partials: (x) => [derivative(x)],
  minimum: 1,
  maximum: 1,
});
const extremum = (f: (...values: readonly number[]) => number): FunctionDefinition => ({
  f,
  partials: (...values) => {
    const result = f(...values);
    const ties = values.filter((value) => value === result).length;
    // NaN has no ties, and no derivative.
    return values.map((value) => (ties === 0 ? NaN : value === result ? 1 / ties : 0));
  },
  minimum: 2,
  maximum: 8,
});
/** The slope of what is constant but for a jump. */
const flat = (x: number): number => (Number.isNaN(x) ? NaN : 0);
/** NaN outside of the domain that `f` has, where the formula of its derivative has more. */
const within = (inside: boolean, derivative: number) => (inside ? derivative : NaN);

/** Every function of a formula. `log` is the natural logarithm. */
export const FUNCTIONS = {
  sin: unary(Math.sin, Math.cos),
  cos: unary(Math.cos, (x) => -Math.sin(x)),
  tan: unary(Math.tan, (x) => 1 / Math.cos(x) ** 2),
  exp: unary(Math.exp, Math.exp),
  log: unary(Math.log, (x) => within(x >= 0, 1 / x)),
  sqrt: unary(Math.sqrt, (x) => 0.5 / Math.sqrt(x)),
  abs: unary(Math.abs, Math.sign),
  // Not 1 - tanh², which has no digits left where tanh is nearly 1.
  tanh: unary(Math.tanh, (x) => 1 / Math.cosh(x) ** 2),
  sigmoid: unary(sigmoid, (x) => sigmoid(x) * sigmoid(-x)),
  relu: unary(
    (x) => Math.max(0, x),
    (x) => (Number.isNaN(x) ? NaN : x > 0 ? 1 : 0),
  ),
  // Where the slopes of abs and relu stay the same; their own is 0, at the jump as well.
  sign: unary(Math.sign, flat),
  step: unary((x) => (Number.isNaN(x) ? NaN : x > 0 ? 1 : 0), flat),
  // log(1 + eˣ) without an intermediate that overflows.
  softplus: unary((x) => Math.max(x, 0) + Math.log1p(Math.exp(-Math.abs(x))), sigmoid),
  max: extremum(Math.max),
  min: extremum(Math.min),
} as const satisfies Readonly<Record<string, FunctionDefinition>>;

export type FunctionName = keyof typeof FUNCTIONS;

export const CONSTANTS = { e: Math.E, pi: Math.PI } as const;

export type ConstantName = keyof typeof CONSTANTS;

/** Other spellings that people type. */
const SYNONYMS: Readonly<Record<string, FunctionName | ConstantName>> = {
  ln: 'log',
  logistic: 'sigmoid',
  π: 'pi',
};

/** `ln` is `log`, `π` is `pi`; every other name is itself. */
export function resolveName(name: string): string {
  return Object.hasOwn(SYNONYMS, name) ? SYNONYMS[name] : name;
}

export function isFunctionName(name: string): name is FunctionName {
  return Object.hasOwn(FUNCTIONS, name);
}

export function isConstantName(name: string): name is ConstantName {
  return Object.hasOwn(CONSTANTS, name);
}

/** Without an intermediate that overflows, whatever the sign. */
function sigmoid(x: number): number {
  if (x >= 0) return 1 / (1 + Math.exp(-x));
  const power = Math.exp(x);
  return power / (1 + power);
}
