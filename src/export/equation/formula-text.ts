import type { Formula } from './formula.ts';

/** The formula on one line of plain text: `h1_3 = tanh(0.83·x1 − 0.92·x2 + 0.12)`. */
export function formulaText(formula: Formula): string {
  switch (formula.kind) {
    case 'number':
    case 'words':
      return formula.text;
    case 'name': {
      const { name, above = '', below } = formula;
      return `${name}${above}${below === undefined ? '' : `_${below}`}`;
    }
    case 'operator':
      return formula.text;
    case 'row':
      return rowText(formula.parts);
    case 'call':
      return `${formula.name}(${formulaText(formula.body)})`;
    case 'fraction':
      return `(${formulaText(formula.over)}) / ${denominator(formula.under)}`;
    case 'root':
      return `√(${formulaText(formula.body)})`;
  }
}

/** Spaces around a sign between two terms, none after one in front and around a product. */
function rowText(parts: readonly Formula[]): string {
  return parts
    .map((part, at) => {
      const text = formulaText(part);
      if (part.kind !== 'operator') return text;
      const isSign = at === 0 || part.text === '·';
      return isSign ? text : ` ${text} `;
    })
    .join('');
}

function denominator(under: Formula): string {
  const text = formulaText(under);
  return under.kind === 'row' ? `(${text})` : text;
}
