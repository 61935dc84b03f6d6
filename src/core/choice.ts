/**
 * A choice from a registry with its numeric parameters, as it stands in a spec:
 * `{ "id": "adam", "learningRate": 0.01, "beta1": 0.9 }`. After parsing, every
 * parameter of the chosen entry is present.
 */
export interface Choice<Id extends string = string> {
  readonly id: Id;
  readonly [parameter: string]: string | number;
}

/** One numeric parameter of a registry entry: validates specs and draws its own control. */
export interface ParameterSchema {
  readonly label: string;
  readonly default: number;
  readonly minimum: number;
  readonly maximum: number;
  /** The minimum itself is not allowed (a learning rate of 0 trains nothing). */
  readonly exclusiveMinimum?: boolean;
  /** The maximum itself is not allowed (a momentum of 1 never forgets). */
  readonly exclusiveMaximum?: boolean;
  readonly integer?: boolean;
  /** How a slider spaces its values. */
  readonly scale?: 'linear' | 'log';
}

export type ParameterSchemas = Readonly<Record<string, ParameterSchema>>;

/** The numeric parameter `name` of a parsed choice. @throws Error when it is absent. */
export function parameterOf(choice: Choice, name: string): number {
  const value = choice[name];
  if (typeof value !== 'number')
    throw new Error(`The choice "${choice.id}" has no parameter "${name}".`);
  return value;
}

/** The first parameter of an entry that has at most one (an activation's α, a loss's δ), else 0. */
export function soleParameter(choice: Choice, schemas: ParameterSchemas): number {
  const [name] = Object.keys(schemas);
  return name === undefined ? 0 : parameterOf(choice, name);
}

/** A choice of `id` with every parameter at its default, overridden by `given`. */
export function choose<Id extends string>(
  entry: { readonly id: Id; readonly parameters: ParameterSchemas },
  given: Readonly<Record<string, number>> = {},
): Choice<Id> {
  const values: Record<string, number> = {};
  for (const [name, schema] of Object.entries(entry.parameters))
    values[name] = given[name] ?? schema.default;
  return { ...values, id: entry.id };
}
