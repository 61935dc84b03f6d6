import { compileExpression } from '../../calculus/evaluate.ts';
import type { BinaryOperator, Expression } from '../../calculus/expression.ts';
import { SIGN, VALUE } from '../../calculus/format-expression.ts';
import type { FunctionName } from '../../calculus/names.ts';

/** Whose functions of arrays a program calls. */
export type ArrayLibrary = 'torch' | 'jnp' | 'np';

/** A piece of Python and how tightly it binds. */
interface Piece {
  readonly text: string;
  readonly precedence: number;
  /** A plain number, not an array. */
  readonly isNumber?: true;
}

const OPERATORS: Readonly<
  Record<BinaryOperator, readonly [python: string, precedence: number]>
> = {
  '+': [' + ', 1],
  '-': [' - ', 1],
  '*': [' * ', 2],
  '/': [' / ', 2],
  '^': [' ** ', 4],
};

/**
 * A formula as Python that computes with arrays; its variables keep their names.
 * @returns an expression of an array, or a number where the formula has no variable
 */
export function pythonExpression(formula: Expression, library: ArrayLibrary): string {
  return pieceOf(formula, library).text;
}

/** Whether a formula has the same value everywhere. */
export function isConstant(formula: Expression): boolean {
  switch (formula.kind) {
    case 'number':
    case 'constant':
      return true;
    case 'variable':
      return false;
    case 'negation':
      return isConstant(formula.operand);
    case 'binary':
      return isConstant(formula.left) && isConstant(formula.right);
    case 'call':
      return formula.arguments.every(isConstant);
  }
}

function pieceOf(formula: Expression, library: ArrayLibrary): Piece {
  // The functions of PyTorch take no plain numbers, and Python's own numbers know no infinities:
  // 1/0 raises an error. So what is constant is computed here.
  if (isConstant(formula)) return numberPiece(formula);
  switch (formula.kind) {
    case 'number':
    case 'constant':
      return numberPiece(formula);
    case 'negation':
      return {
        text: `-${within(pieceOf(formula.operand, library), SIGN)}`,
        precedence: SIGN,
      };
    case 'binary': {
      const [operator, own] = OPERATORS[formula.operator];
      // As in Python: a power groups to the right and takes a sign in its exponent.
      const [first, second] = formula.operator === '^' ? [VALUE, SIGN] : [own, own + 1];
      const left = within(pieceOf(formula.left, library), first);
      const right = within(pieceOf(formula.right, library), second);
      return { text: `${left}${operator}${right}`, precedence: own };
    }
    case 'call': {
      const parts = formula.arguments.map((part) => pieceOf(part, library));
      return CALLS[formula.name]?.(parts, library) ?? call(formula.name, parts, library);
    }
    case 'variable':
      return { text: formula.name, precedence: VALUE };
  }
}

function numberPiece(formula: Expression): Piece {
  const value = compileExpression(formula, [])([]);
  const text = Number.isFinite(value)
    ? String(value)
    : `float("${Number.isNaN(value) ? 'nan' : value < 0 ? '-inf' : 'inf'}")`;
  return { text, precedence: text.startsWith('-') ? SIGN : VALUE, isNumber: true };
}

function within({ text, precedence }: Piece, least: number): string {
  return precedence < least ? `(${text})` : text;
}

function call(name: string, parts: readonly Piece[], library: ArrayLibrary): Piece {
  return {
    text: `${library}.${name}(${parts.map(({ text }) => text).join(', ')})`,
    precedence: VALUE,
  };
}

type Form = (parts: readonly Piece[], library: ArrayLibrary) => Piece;

/** Of two arrays at a time; PyTorch takes no number for one of them. */
const extremum =
  (name: 'maximum' | 'minimum'): Form =>
  (parts, library) =>
    parts.reduce((left, right) =>
      call(
        name,
        [left, right].map((part) =>
          library === 'torch' && part.isNumber ? call('tensor', [part], library) : part,
        ),
        library,
      ),
    );

/** The functions that are not called by the same name everywhere. */
const CALLS: Partial<Record<FunctionName, Form>> = {
  max: extremum('maximum'),
  min: extremum('minimum'),
  sigmoid: ([part], library) =>
    library === 'np'
      ? { text: `1 / (1 + np.exp(-${within(part, SIGN)}))`, precedence: 2 }
      : {
          text: `${library === 'jnp' ? 'jax.nn' : 'torch'}.sigmoid(${part.text})`,
          precedence: VALUE,
        },
  step: ([part], library) =>
    call(
      'heaviside',
      [
        part,
        { text: library === 'torch' ? 'torch.tensor(0.0)' : '0.0', precedence: VALUE },
      ],
      library,
    ),
  softplus: ([part], library) =>
    library === 'np'
      ? call('logaddexp', [{ text: '0.0', precedence: VALUE }, part], library)
      : {
          text: `${library === 'jnp' ? 'jax.nn' : 'torch.nn.functional'}.softplus(${part.text})`,
          precedence: VALUE,
        },
  relu: ([part], library) =>
    library === 'torch'
      ? call('relu', [part], library)
      : call('maximum', [part, { text: '0', precedence: VALUE }], library),
};
