import { ExpressionError } from './expression-error.ts';
import { EXPRESSION_LIMITS, type BinaryOperator, type Expression } from './expression.ts';
import { FUNCTIONS, isConstantName, isFunctionName, resolveName } from './names.ts';
import { tokenize, type Token } from './tokenize.ts';

/**
 * Reads a formula as people type it.
 *
 * - `+ - * / ^` and parentheses; `^` binds tightest and to the right, then signs (`-x1^2` is
 *   −(x1²)), then `*` and `/`, then `+` and `-`.
 * - A product needs no sign: `2x1`, `x1 x2`, `2(x1 + 1)`, `x1 sin(x2)`. Where it could be read in
 *   two ways, it has to be written: after a division (`1/2x1`) and before a number (`x1 2`).
 * - `x₁`, `x_1` and `X1` are `x1`; `x²` and `x**2` are `x^2`; `π` is `pi`, `ln` is `log`.
 *
 * It is read once from left to right, within `EXPRESSION_LIMITS`; nothing of it is ever run as
 * code.
 *
 * @param variables the names that may stand for a value, in lower case
 * @throws ExpressionError saying what is wrong and at which character
 */
export function parseExpression(text: string, variables: readonly string[]): Expression {
  return new Parser(text, variables).parse();
}

class Parser {
  readonly #text: string;
  readonly #variables: readonly string[];
  readonly #tokens: readonly Token[];
  #next = 0;
  #nodes = 0;
  #depth = 0;

  constructor(text: string, variables: readonly string[]) {
    this.#text = text;
    this.#variables = variables;
    this.#tokens = tokenize(text);
  }

  parse(): Expression {
    const sum = this.#sum();
    const rest = this.#token;
    if (rest.kind !== 'end')
      throw this.#error(
        rest,
        rest.text === ')'
          ? '")" closes no parenthesis.'
          : `"${rest.text}" stands where an operator was expected.`,
      );
    return sum;
  }

  get #token(): Token {
    return this.#tokens[this.#next];
  }

  #sum(): Expression {
    let left = this.#product();
    while (this.#isSymbol('+', '-')) left = this.#binary(left, () => this.#product());
    return left;
  }

  #product(): Expression {
    let left = this.#signed();
    let divided = false;
    for (;;)
      if (this.#isSymbol('*', '/')) {
        divided = this.#token.text === '/';
        left = this.#binary(left, () => this.#signed());
      } else if (this.#beginsFactor()) {
        if (divided)
          throw this.#error(
            this.#token,
            `after a division it is not clear whether "${this.#token.text}" belongs to the divisor; write * before it, or parentheses.`,
          );
        const right = this.#power();
        left = this.#node({ kind: 'binary', operator: '*', left, right });
      } else return left;
  }

  /** Whether a product without a sign goes on here. */
  #beginsFactor(): boolean {
    const token = this.#token;
    if (token.kind === 'number')
      throw this.#error(
        token,
        `the number ${token.text} follows a value; write an operator between them.`,
      );
    return token.kind === 'name' || token.text === '(';
  }

  #signed(): Expression {
    if (!this.#isSymbol('+', '-')) return this.#power();
    const { text } = this.#take();
    const operand = this.#deeper(() => this.#signed());
    return text === '+' ? operand : this.#node({ kind: 'negation', operand });
  }

  #power(): Expression {
    const base = this.#value();
    if (!this.#isSymbol('^')) return base;
    return this.#binary(base, () => this.#deeper(() => this.#signed()));
  }

  #value(): Expression {
    const token = this.#token;
    if (token.kind === 'number') return this.#number(this.#take());
    if (token.kind === 'name') return this.#named(this.#take());
    if (token.text === '(') {
      this.#next++;
      const inner = this.#deeper(() => this.#sum());
      this.#close(token);
      return inner;
    }
    const before = this.#tokens[this.#next - 1];
    const missing = before
      ? `a value is missing after "${before.text}".`
      : 'it is empty.';
    if (token.kind === 'end') throw this.#error(token, missing);
    throw this.#error(token, `"${token.text}" stands where a value was expected.`);
  }

  #number(token: Token): Expression {
    const value = Number(token.text);
    if (!Number.isFinite(value))
      throw this.#error(token, `the number ${token.text} is too large.`);
    return this.#node({ kind: 'number', value });
  }

  #named(token: Token): Expression {
    const name = resolveName(token.text);
    if (this.#variables.includes(name)) return this.#node({ kind: 'variable', name });
    if (isConstantName(name)) return this.#node({ kind: 'constant', name });
    if (!isFunctionName(name))
      throw this.#error(token, `"${token.text}" is not known; ${this.#known()}`);
    if (!this.#isSymbol('('))
      throw this.#error(
        token,
        `"${token.text}" needs what it is taken of in parentheses, as in ${name}(${this.#variables[0] ?? '1'}).`,
      );
    const open = this.#take();
    const values = [this.#deeper(() => this.#sum())];
    while (this.#isSymbol(',')) {
      this.#next++;
      values.push(this.#deeper(() => this.#sum()));
    }
    this.#close(open);
    const { minimum, maximum } = FUNCTIONS[name];
    if (values.length < minimum || values.length > maximum)
      throw this.#error(
        token,
        `"${name}" takes ${minimum === maximum ? 'one value' : `${minimum} to ${maximum} values`}, not ${values.length}.`,
      );
    return this.#node({ kind: 'call', name, arguments: values });
  }

  #known(): string {
    const variables = this.#variables.map((name) => `"${name}"`).join(' and ');
    return `known are ${variables}${variables && ', '}the constants "e" and "pi", and the functions ${Object.keys(FUNCTIONS).join(', ')}.`;
  }

  #binary(left: Expression, readRight: () => Expression): Expression {
    const operator = this.#take().text as BinaryOperator;
    return this.#node({ kind: 'binary', operator, left, right: readRight() });
  }

  #close(open: Token): void {
    const token = this.#token;
    if (token.text === ')') this.#next++;
    else if (token.kind === 'end')
      throw this.#error(open, 'this parenthesis is not closed.');
    else throw this.#error(token, `"${token.text}" stands where ")" was expected.`);
  }

  #isSymbol(...symbols: readonly string[]): boolean {
    return this.#token.kind === 'symbol' && symbols.includes(this.#token.text);
  }

  #take(): Token {
    return this.#tokens[this.#next++];
  }

  /** One level further in; the depth of calls in here is bounded by that of the formula. */
  #deeper<T>(read: () => T): T {
    this.#depth++;
    if (this.#depth > EXPRESSION_LIMITS.depth)
      throw this.#error(
        this.#token,
        `more than ${EXPRESSION_LIMITS.depth} parentheses, signs and exponents lie within each other.`,
      );
    const result = read();
    this.#depth--;
    return result;
  }

  #node(node: Expression): Expression {
    this.#nodes++;
    if (this.#nodes > EXPRESSION_LIMITS.nodes)
      throw this.#error(
        this.#token,
        `the formula has more than ${EXPRESSION_LIMITS.nodes} numbers, names and operations.`,
      );
    return node;
  }

  #error({ position, length }: Token, problem: string): ExpressionError {
    return new ExpressionError(this.#text, position, length, problem);
  }
}
