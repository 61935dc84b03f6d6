import { listNames, UserError } from './errors.ts';

/** Anything that can stand in a registry. */
export interface Registered {
  readonly id: string;
  readonly label: string;
}

/** The one list of a kind of thing: menus, schemas, tables and tests are drawn from it. */
export interface Registry<T extends Registered> {
  /** What an entry is called in messages, e.g. `activation`. */
  readonly kind: string;
  readonly entries: readonly T[];
  readonly ids: readonly T['id'][];
  /** The entry of that id. @throws UserError naming the value and the known ids. */
  get(id: string): T;
  has(id: string): id is T['id'];
}

/**
 * @param kind what an entry is called in messages
 * @param entries in the order in which menus show them
 * @throws Error when two entries share an id (a mistake in the code, not of a user)
 */
export function createRegistry<const T extends Registered>(
  kind: string,
  entries: readonly T[],
): Registry<T> {
  const byId = new Map<string, T>(entries.map((entry) => [entry.id, entry]));
  if (byId.size !== entries.length) throw new Error(`Two ${kind} entries share an id.`);
  const ids = entries.map((entry) => entry.id as T['id']);
  return {
    kind,
    entries,
    ids,
    get(id) {
      const entry = byId.get(id);
      if (!entry)
        throw new UserError(`There is no ${kind} "${id}"; known are ${listNames(ids)}.`);
      return entry;
    },
    has: (id): id is T['id'] => byId.has(id),
  };
}
