import * as v from 'valibot';
import { choose, type Choice, type ParameterSchemas } from '../core/choice.ts';
import { listNames } from '../core/errors.ts';
import type { Registered, Registry } from '../core/registry.ts';
import { mustBe } from './problems.ts';
import {
  closedObject,
  described,
  dispatch,
  isRecord,
  numberWithin,
  oneOf,
  optional,
  unknownName,
  type Schema,
} from './schema-parts.ts';

/**
 * A choice from a registry: its id alone, or an object with its id and parameters. What
 * comes out has every parameter.
 */
export function choiceFrom<
  Entry extends Registered & {
    readonly formula: string;
    readonly parameters: ParameterSchemas;
  },
>(registry: Registry<Entry>): Schema<Choice<Entry['id']>> {
  const name = oneOf<string>(registry.ids);
  const objects = new Map<string, Schema<GivenChoice>>(
    registry.entries.map((entry) => [entry.id, choiceObject(entry)]),
  );
  const expectation = `a name or an object with an "id": ${listNames(registry.ids)}`;
  const byShape = dispatch<string | GivenChoice>([name, ...objects.values()], (input) => {
    if (typeof input === 'string') return name;
    if (input === undefined) return mustBe(listNames(registry.ids), input);
    if (!isRecord(input)) return mustBe(expectation, input);
    const id = Object.hasOwn(input, 'id') ? input['id'] : undefined;
    const known = typeof id === 'string' ? objects.get(id) : undefined;
    return known ?? unknownName('id', id, registry.ids);
  });
  return v.pipe(
    byShape,
    v.transform((given): Choice<Entry['id']> => {
      if (typeof given === 'string') return choose(registry.get(given));
      const { id, ...parameters } = given;
      return choose(registry.get(id), parameters as Record<string, number>);
    }),
  );
}

interface GivenChoice {
  readonly id: string;
  readonly [parameter: string]: string | number;
}

function choiceObject(entry: {
  readonly id: string;
  readonly label: string;
  readonly formula: string;
  readonly parameters: ParameterSchemas;
}): Schema<GivenChoice> {
  const entries: v.ObjectEntries = { id: v.literal(entry.id) };
  for (const [name, parameter] of Object.entries(entry.parameters))
    entries[name] = optional(numberWithin(parameter), parameter.default, parameter.label);
  return described(
    closedObject(entries) as Schema<GivenChoice>,
    entry.label,
    entry.formula,
  );
}
