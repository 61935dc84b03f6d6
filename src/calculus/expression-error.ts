import { UserError } from '../core/errors.ts';

const MAX_SHOWN_CHARACTERS = 40;

/** What is wrong in a formula, and where: a sentence, and the place for an input field to mark. */
export class ExpressionError extends UserError {
  /** Offset of the offending piece, from 0; the length of the text where something is missing at its end. */
  readonly position: number;
  /** Characters of the offending piece; 0 at the end of the text. */
  readonly length: number;

  constructor(text: string, position: number, length: number, problem: string) {
    const place = position < text.length ? `at character ${position + 1}` : 'at its end';
    super(`In the formula ${quote(text)}, ${place}: ${problem}`);
    this.position = position;
    this.length = length;
  }
}

/** A text as a message shows it: short, and with nothing that is not seen. */
export function quote(text: string): string {
  return JSON.stringify(
    text.length > MAX_SHOWN_CHARACTERS ? `${text.slice(0, MAX_SHOWN_CHARACTERS)}…` : text,
  );
}

/** The formula, and below it a caret under each character of the offending piece; for monospaced text. */
export function markError(text: string, { position, length }: ExpressionError): string {
  return `${text}\n${' '.repeat(position)}${'^'.repeat(Math.max(1, length))}`;
}
