import { splitNumber, type Formula, type Operator } from './formula.ts';

const OPERATORS: Readonly<Record<Operator, string>> = {
  '=': ' = ',
  '+': ' + ',
  '−': ' - ',
  '·': ' \\cdot ',
};

/** Functions that TeX knows by a command. */
const FUNCTIONS: Readonly<Record<string, string>> = {
  tanh: '\\tanh',
  sin: '\\sin',
  exp: '\\exp',
  σ: '\\sigma',
};

/** What TeX would read as more than a character. */
const SPECIAL: Readonly<Partial<Record<string, string>>> = {
  '\\': '\\textbackslash{}',
  '^': '\\textasciicircum{}',
  '~': '\\textasciitilde{}',
};

/** The formula as TeX for mathematics mode, with `\text` of amsmath. */
export function formulaTex(formula: Formula): string {
  switch (formula.kind) {
    case 'number': {
      const [mantissa, exponent] = splitNumber(formula.text);
      return exponent === null ? mantissa : `${mantissa} \\cdot 10^{${exponent}}`;
    }
    case 'words':
      return `\\text{${escape(formula.text)}}`;
    case 'name': {
      const { name, above, below } = formula;
      const raised = above === undefined ? '' : `^{(${above})}`;
      const lowered = below === undefined ? '' : `_{${escape(below)}}`;
      return `${nameTex(name)}${raised}${lowered}`;
    }
    case 'operator':
      return OPERATORS[formula.text];
    case 'row':
      return formula.parts.map(formulaTex).join('').trim();
    case 'call': {
      const known = Object.hasOwn(FUNCTIONS, formula.name);
      const name = known ? FUNCTIONS[formula.name] : `\\operatorname{${formula.name}}`;
      return `${name}\\left(${formulaTex(formula.body)}\\right)`;
    }
    case 'fraction':
      return `\\frac{${formulaTex(formula.over)}}{${formulaTex(formula.under)}}`;
    case 'root':
      return `\\sqrt{${formulaTex(formula.body)}}`;
  }
}

/** Greek letters and single letters are variables, `x1` has an index, all else is words. */
function nameTex(name: string): string {
  const greek: Readonly<Record<string, string>> = { μ: '\\mu', ν: '\\nu' };
  if (Object.hasOwn(greek, name)) return greek[name];
  const [, letter, index] = /^([A-Za-z])(\d*)$/.exec(name) ?? [];
  if (letter === undefined) return `\\text{${escape(name)}}`;
  return index === '' ? letter : `${letter}_{${index}}`;
}

function escape(text: string): string {
  return text.replace(
    /[\\^~#$%&_{}]/g,
    (character) => SPECIAL[character] ?? `\\${character}`,
  );
}
