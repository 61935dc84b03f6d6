import { choose, type Choice, type ParameterSchemas } from '../core/choice.ts';
import type { Registered, Registry } from '../core/registry.ts';

type Entry = Registered & { readonly parameters: ParameterSchemas };

/**
 * A choice in a link: `leaky-relu;alpha=0.2`, its id and those parameters that differ
 * from their defaults.
 * @param omit a parameter that is written elsewhere
 */
export function encodeChoice(
  choice: Choice,
  registry: Registry<Entry>,
  omit?: string,
): string {
  const defaults = choose(registry.get(choice.id));
  const parts = Object.keys(defaults)
    .filter((name) => name !== 'id' && name !== omit && choice[name] !== defaults[name])
    .map((name) => `;${name}=${choice[name]}`);
  return choice.id + parts.join('');
}

/** What `encodeChoice` wrote, as a spec has it; not checked yet. */
export function decodeChoice(text: string): Record<string, unknown> {
  const [id, ...parts] = text.split(';');
  // A map first: a key such as __proto__ must become an own key to be found unknown.
  const entries = new Map<string, unknown>();
  for (const part of parts) {
    const [name, value] = splitOnce(part, '=');
    entries.set(name, decodeNumber(value) ?? value);
  }
  entries.set('id', id);
  return Object.fromEntries(entries);
}

/** A number in decimal or scientific notation, or null. */
export function decodeNumber(text: string): number | null {
  return /^[+-]?(\d+\.?\d*|\.\d+)(e[+-]?\d+)?$/i.test(text) ? Number(text) : null;
}

/** Both sides of the first separator; the second is empty where there is none. */
export function splitOnce(text: string, separator: string): [string, string] {
  const at = text.indexOf(separator);
  return at < 0 ? [text, ''] : [text.slice(0, at), text.slice(at + separator.length)];
}
