import type { Expression } from './expression.ts';
import { CONSTANTS, FUNCTIONS, type FunctionDefinition } from './names.ts';

/** A node of the tape: its value, and by how much it grows with each node that it was made of. */
export interface TapeNode {
  /** What it computes. */
  readonly expression: Expression;
  readonly value: number;
  /** Places on the tape of what it is made of, and the partial derivative by each. */
  readonly inputs: readonly { readonly node: number; readonly partial: number }[];
  /** ∂ result / ∂ this node, once the tape was gone through backwards. */
  readonly adjoint: number;
}

/** A formula with all that reverse mode did to it. */
export interface Tape {
  /** In the order in which they were computed; the last is the result. */
  readonly nodes: readonly TapeNode[];
  readonly value: number;
  /** ∂ result / ∂ variable, in the order of the variables. */
  readonly gradient: readonly number[];
}

/**
 * Differentiates a formula in reverse mode: forward, every operation is noted on a tape; backward, each
 * node hands its adjoint on to what it was made of, times the partial derivative. One pass back gives the
 * derivatives by all variables. A variable is one node however often it occurs.
 * @param variables names of the values, in their order
 * @throws Error for a variable that is not among them
 */
export function recordTape(
  expression: Expression,
  variables: readonly string[],
  values: ArrayLike<number>,
): Tape {
  const nodes: { expression: Expression; value: number; inputs: TapeNode['inputs'] }[] =
    [];
  const known = new Map<string, number>();
  const push = (of: Expression, value: number, inputs: TapeNode['inputs'] = []): number =>
    nodes.push({ expression: of, value, inputs }) - 1;

  const visit = (part: Expression): number => {
    switch (part.kind) {
      case 'number':
        return push(part, part.value);
      case 'constant':
        return push(part, CONSTANTS[part.name]);
      case 'variable': {
        const found = known.get(part.name);
        if (found !== undefined) return found;
        const index = variables.indexOf(part.name);
        if (index < 0) throw new Error(`There is no value for "${part.name}".`);
        const node = push(part, values[index]);
        known.set(part.name, node);
        return node;
      }
      case 'negation': {
        const node = visit(part.operand);
        return push(part, -nodes[node].value, [{ node, partial: -1 }]);
      }
      case 'binary': {
        const [left, right] = [visit(part.left), visit(part.right)];
        const { value, partials } = applyBinary(
          part.operator,
          nodes[left].value,
          nodes[right].value,
        );
        return push(part, value, [
          { node: left, partial: partials[0] },
          { node: right, partial: partials[1] },
        ]);
      }
      case 'call': {
        const { f, partials }: FunctionDefinition = FUNCTIONS[part.name];
        const inputs = part.arguments.map(visit);
        const inner = inputs.map((node) => nodes[node].value);
        const slopes = partials(...inner);
        return push(
          part,
          f(...inner),
          inputs.map((node, at) => ({ node, partial: slopes[at] })),
        );
      }
    }
  };
  const result = visit(expression);
  const adjoints = new Float64Array(nodes.length);
  adjoints[result] = 1;
  for (let at = result; at >= 0; at--) {
    // What the result does not move with moves nothing, however steep: 0 · Infinity is not NaN here.
    if (adjoints[at] === 0) continue;
    for (const { node, partial } of nodes[at].inputs)
      if (partial !== 0) adjoints[node] += adjoints[at] * partial;
  }
  return {
    nodes: nodes.map((node, at) => ({ ...node, adjoint: adjoints[at] })),
    value: nodes[result].value,
    gradient: variables.map((name) => {
      const node = known.get(name);
      return node === undefined ? 0 : adjoints[node];
    }),
  };
}

/** Value and partial derivatives of an operation; the conventions are those of `compileDual`. */
function applyBinary(
  operator: '+' | '-' | '*' | '/' | '^',
  u: number,
  v: number,
): { value: number; partials: readonly [number, number] } {
  switch (operator) {
    case '+':
      return { value: u + v, partials: [1, 1] };
    case '-':
      return { value: u - v, partials: [1, -1] };
    case '*':
      return { value: u * v, partials: [v, u] };
    case '/':
      return { value: u / v, partials: [1 / v, -(u / v / v)] };
    case '^': {
      const value = u ** v;
      return {
        value,
        partials: [
          v === 0 ? 0 : v * u ** (v - 1),
          u === 0 && v > 0 ? 0 : value * Math.log(u),
        ],
      };
    }
  }
}
