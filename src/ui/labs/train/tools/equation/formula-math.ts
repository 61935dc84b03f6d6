import { html, mathml, nothing, type TemplateResult } from 'lit';
import { equationFormula } from '../../../../../export/equation/model-equations.ts';
import type { Equation } from '../../../../../export/equation/unit-equations.ts';
import { splitNumber, type Formula } from '../../../../../export/equation/formula.ts';

/** A template of MathML, a part of a `math` element. */
type Math = TemplateResult<3>;

/**
 * The equation as a `math` element. It is built node by node: no markup is parsed, so names
 * from files stay text.
 */
export function equationMath(equation: Equation): TemplateResult {
  return html`<math display="block">${formulaMath(equationFormula(equation))}</math>`;
}

function formulaMath(formula: Formula): Math {
  switch (formula.kind) {
    case 'number':
      return numberMath(formula.text);
    case 'words':
      return mathml`<mtext>${formula.text}</mtext>`;
    case 'name':
      return nameMath(formula);
    case 'operator':
      return mathml`<mo>${formula.text}</mo>`;
    case 'row':
      return mathml`<mrow>${formula.parts.map(formulaMath)}</mrow>`;
    case 'call':
      return callMath(formula.name, formula.body);
    case 'fraction':
      return mathml`<mfrac>${formulaMath(formula.over)}${formulaMath(formula.under)}</mfrac>`;
    case 'root':
      return mathml`<msqrt>${formulaMath(formula.body)}</msqrt>`;
  }
}

/** Parentheses grow with fractions only: around indices they would be too tall. */
function callMath(functionName: string, body: Formula): Math {
  const grows = hasFraction(body);
  const parenthesis = (text: string) => mathml`<mo stretchy=${grows}>${text}</mo>`;
  return mathml`<mrow>${identifier(functionName)}<mo>&ApplyFunction;</mo>${parenthesis('(')}${formulaMath(body)}${parenthesis(')')}</mrow>`;
}

function hasFraction(formula: Formula): boolean {
  return formula.kind === 'row'
    ? formula.parts.some(hasFraction)
    : formula.kind === 'fraction';
}

function numberMath(text: string): Math {
  const [mantissa, exponent] = splitNumber(text);
  if (exponent === null) return mathml`<mn>${mantissa}</mn>`;
  const power = exponent.replace('-', '−');
  return mathml`<mrow><mn>${mantissa}</mn><mo>·</mo><msup><mn>10</mn><mn>${power}</mn></msup></mrow>`;
}

/** One letter is a variable, several are a function's or a person's name and upright. */
function identifier(text: string): Math {
  return text.length === 1
    ? mathml`<mi>${text}</mi>`
    : mathml`<mi mathvariant="normal">${text}</mi>`;
}

function nameMath({ name, below, above }: Extract<Formula, { kind: 'name' }>): Math {
  // `x1` has an index, as people write it.
  const [, letter, digits] = /^([A-Za-z])(\d+)$/.exec(name) ?? [];
  const index = below ?? digits;
  const base = identifier(letter ?? name);
  const raised = above === undefined ? nothing : mathml`<mn>(${above})</mn>`;
  if (index === undefined)
    return above === undefined ? base : mathml`<msup>${base}${raised}</msup>`;
  const lowered = mathml`<mn>${index}</mn>`;
  return above === undefined
    ? mathml`<msub>${base}${lowered}</msub>`
    : mathml`<msubsup>${base}${lowered}${raised}</msubsup>`;
}
