import { safeParse } from 'valibot';
import { didYouMean } from '../spec/closest-name.ts';
import { describeIssues, mustBeKnown, show } from '../spec/problems.ts';
import { describeBounds, type NumberBounds, type Schema } from '../spec/schema-parts.ts';
import { decodeNumber, splitOnce } from './choice-text.ts';
import { URL_KEYS, type UrlKey } from './url-keys.ts';

/** Longer than 128 layers that differ in everything, 32 long features, all points and networks beside it together. */
export const MAX_URL_CHARACTERS = 81_920;

/** Reads the parts of a link one by one and collects a sentence for each that is not right. */
export class LinkReader {
  readonly problems: string[] = [];
  readonly #parts = new Map<UrlKey, string>();

  /** @param text the hash without its `#` */
  constructor(text: string) {
    if (text.length > MAX_URL_CHARACTERS) {
      this.problems.push(
        `The link has ${text.length} characters; at most ${MAX_URL_CHARACTERS} are read, so its contents are ignored.`,
      );
      return;
    }
    for (const part of text.split('&')) if (part !== '') this.#add(part);
  }

  #add(part: string): void {
    const [name, value] = splitOnce(part, '=').map(decodePercent);
    const key = URL_KEYS.find((known) => known === name);
    if (!key)
      this.problems.push(
        `The link has a part ${show(name)}, which is not known and is ignored.${didYouMean(name, URL_KEYS)}`,
      );
    else if (this.#parts.has(key))
      this.problems.push(`The link has "${key}" twice; the first counts.`);
    else this.#parts.set(key, value);
  }

  has(key: UrlKey): boolean {
    return this.#parts.has(key);
  }

  text(key: UrlKey): string | undefined {
    return this.#parts.get(key);
  }

  /** From now on every part is absent. */
  clear(): void {
    this.#parts.clear();
  }

  /** A number; rounded where it must be whole, and moved into its range where it is outside. */
  number(key: UrlKey, bounds: NumberBounds, fallback: number): number {
    const text = this.#parts.get(key);
    if (text === undefined) return fallback;
    const given = decodeNumber(text);
    const value = given === null ? fallback : moveInto(bounds, given, fallback);
    if (value !== given)
      this.problems.push(
        `In the link, "${key}" must be ${describeBounds(bounds)}, not ${show(text)}; it is ${value} now.`,
      );
    return value;
  }

  /** What `decode` makes of the text, checked by `schema`; the fallback where it is not right. */
  value<Output>(
    key: UrlKey,
    decode: (text: string) => unknown,
    schema: Schema<Output>,
    fallback: Output,
  ): Output {
    const text = this.#parts.get(key);
    if (text === undefined) return fallback;
    const result = safeParse(schema, decode(text), { abortPipeEarly: true });
    if (result.success) return result.output;
    for (const sentence of describeIssues(result.issues, [key]))
      this.problems.push(`In the link, ${sentence} The default is used.`);
    return fallback;
  }

  /** One of the known names; the fallback where it is none of them. */
  name<Name extends string>(key: UrlKey, known: readonly Name[], fallback: Name): Name {
    const text = this.#parts.get(key) ?? fallback;
    const name = known.find((candidate) => candidate === text);
    if (name !== undefined) return name;
    this.problems.push(`In the link, ${key} ${mustBeKnown(text, known)}`);
    return fallback;
  }

  /** One of two words. */
  flag(key: UrlKey, fallback: boolean): boolean {
    const text = this.#parts.get(key);
    if (text === undefined) return fallback;
    if (text === '0' || text === '1') return text === '1';
    this.problems.push(`In the link, "${key}" must be 0 or 1, not ${show(text)}.`);
    return fallback;
  }
}

function moveInto(bounds: NumberBounds, given: number, fallback: number): number {
  const { minimum, maximum, exclusiveMinimum, exclusiveMaximum, integer } = bounds;
  const value = integer ? Math.round(given) : given;
  if (value < minimum || (exclusiveMinimum && value <= minimum))
    return exclusiveMinimum ? fallback : minimum;
  if (value > maximum || (exclusiveMaximum && value >= maximum))
    return exclusiveMaximum ? fallback : maximum;
  return value;
}

/** Mail programs and chats escape more than they must; a broken escape stays as it is. */
export function decodePercent(text: string): string {
  try {
    return decodeURIComponent(text);
  } catch {
    return text;
  }
}
