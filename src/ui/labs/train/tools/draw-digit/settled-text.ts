/** Milliseconds without a new text until one is said. */
const SETTLED = 700;

/** Says the last of many texts, once no other has come for a while: for polite announcements. */
export class SettledText {
  readonly #say: (text: string) => void;
  #timer: ReturnType<typeof setTimeout> | undefined;

  constructor(say: (text: string) => void) {
    this.#say = say;
  }

  set(text: string): void {
    clearTimeout(this.#timer);
    this.#timer = setTimeout(() => this.#say(text), SETTLED);
  }

  stop(): void {
    clearTimeout(this.#timer);
  }
}
