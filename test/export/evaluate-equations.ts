import { formulaText } from '../../src/export/equation/formula-text.ts';
import type { Formula } from '../../src/export/equation/formula.ts';
import type { EquationGroup } from '../../src/export/equation/model-equations.ts';
import { activations } from '../../src/ops/activations/index.ts';

export type Values = Map<string, number>;
type Call = (name: string, x: number) => number;

/** The values of all left sides, from those of the inputs, for the activations of the network. */
export function evaluateEquations(
  groups: readonly EquationGroup[],
  inputs: Values,
  alphas: readonly (readonly [id: string, alpha: number])[],
): Values {
  const values = new Map(inputs);
  const apply: Call = (name, x) => {
    if (name === 'exp') return Math.exp(x);
    const plain = (text: string) => text.toLowerCase().replace('-', '');
    const id = { σ: 'sigmoid', sin: 'sine' }[name] ?? plain(name);
    const entry = activations.entries.find((each) => plain(each.id) === id);
    if (!entry) throw new Error(`No function ${name}.`);
    return entry.f(x, alphas.find(([known]) => known === entry.id)?.[1] ?? 0);
  };
  for (const { equations } of groups) {
    // Means over a layer and softmax need all weighted sums before any output.
    const isSum = ({ left }: { left: Formula }) => formulaText(left).startsWith('z');
    const sums = equations.filter(isSum);
    for (const { left, right } of sums)
      values.set(formulaText(left), evaluate(right, values, apply));
    const z = sums.map(({ left }) => values.get(formulaText(left))!);
    const mean = z.reduce((total, value) => total + value, 0) / z.length;
    const variance =
      z.reduce((total, value) => total + (value - mean) ** 2, 0) / z.length;
    for (const equation of equations.filter((each) => !isSum(each))) {
      for (const [key, value] of [
        ['μ', mean],
        ['ν', variance],
      ] as const)
        for (let layer = 1; layer < 9; layer++) values.set(`${key}${layer}`, value);
      const { left, right } = equation;
      values.set(formulaText(left), evaluate(right, values, apply));
    }
  }
  return values;
}

function evaluate(formula: Formula, values: Values, apply: Call): number {
  const of = (part: Formula) => evaluate(part, values, apply);
  switch (formula.kind) {
    case 'number':
      return Number(formula.text);
    case 'name': {
      const value = values.get(formulaText(formula));
      if (value === undefined) throw new Error(`No value for ${formulaText(formula)}.`);
      return value;
    }
    case 'call':
      return apply(formula.name, of(formula.body));
    case 'fraction':
      return of(formula.over) / of(formula.under);
    case 'root':
      return Math.sqrt(of(formula.body));
    case 'row':
      return evaluateRow(formula.parts, of);
    case 'operator':
    case 'words':
      throw new Error(`${formula.text} has no value.`);
  }
}

/** Sums of products, from left to right; a sign in front changes the first term. */
function evaluateRow(parts: readonly Formula[], of: (part: Formula) => number): number {
  let total = 0;
  let term = 1;
  let sign = 1;
  for (const part of parts) {
    if (part.kind !== 'operator') term *= of(part);
    else if (part.text !== '·') {
      if (part !== parts[0]) total += sign * term;
      sign = part.text === '−' ? -1 : 1;
      term = 1;
    }
  }
  return total + sign * term;
}
