/** A function that a formula may call. */
export interface FunctionDefinition {
  /** In float64; NaN outside of its domain. */
  readonly f: (...values: readonly number[]) => number;
  /** How many arguments it takes. */
  readonly minimum: number;
  readonly maximum: number;
}

const unary = (f: (x: number) => number): FunctionDefinition => ({
  f,
  minimum: 1,
  maximum: 1,
});
const several = (f: (...values: readonly number[]) => number): FunctionDefinition => ({
  f,
  minimum: 2,
  maximum: 8,
});

/** Every function of a formula. `log` is the natural logarithm. */
export const FUNCTIONS = {
  sin: unary(Math.sin),
  cos: unary(Math.cos),
  tan: unary(Math.tan),
  exp: unary(Math.exp),
  log: unary(Math.log),
  sqrt: unary(Math.sqrt),
  abs: unary(Math.abs),
  tanh: unary(Math.tanh),
  sigmoid: unary(sigmoid),
  relu: unary((x) => Math.max(0, x)),
  max: several(Math.max),
  min: several(Math.min),
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
