import { UserError } from '../../core/errors.ts';
import { isFloat32 } from '../moments.ts';
import { place, quote } from './messages.ts';

/** The most categories of a column, and the most classes of a target. */
export const MAX_CATEGORIES = 1000;

/** A column of numbers. */
export interface NumericColumn {
  readonly kind: 'numeric';
  readonly name: string;
  /** [rows] */
  readonly values: Float64Array;
}

/** A column of names. */
export interface CategoricalColumn {
  readonly kind: 'categorical';
  readonly name: string;
  /** In ascending order: of numbers where all are numbers, else of UTF-16 code units. */
  readonly categories: readonly string[];
  /** [rows] indices into `categories`. */
  readonly codes: Int32Array;
}

export type Column = NumericColumn | CategoricalColumn;

/** A cell that is not a finite number: where it stands and what it says. */
interface Cell {
  readonly row: number;
  readonly text: string;
}

/**
 * Collects one column cell by cell and decides in the end what it holds. Cells are kept as
 * numbers, and as category indices only from the first text on, so that a large file of
 * numbers takes 8 bytes a cell.
 */
export class ColumnReader {
  private count = 0;
  private numbers = new Float64Array(16);
  /** Null before the first text, and again once there are too many categories. */
  private codes: Int32Array | null = null;
  private readonly categories = new Map<string, number>();
  private tooManyCategories = false;
  private texts = 0;
  private firstText: Cell | null = null;
  private firstNotFinite: Cell | null = null;

  /** @param declaredCategorical numbers are categories too, by their text */
  constructor(
    readonly name: string,
    private readonly file: string,
    private readonly declaredCategorical: boolean,
  ) {
    if (declaredCategorical) this.codes = new Int32Array(16);
  }

  /**
   * @param row the file's line, for messages
   * @throws UserError when `text`, which is trimmed, is empty
   */
  add(text: string, row: number): void {
    if (text === '')
      throw new UserError(
        `${place(this.file, row, this.name)}: the value is missing; fill it in, remove the row, or leave the column out.`,
      );
    const value = parseNumber(text);
    if (Number.isNaN(value) && !isNotANumberLiteral(text)) {
      this.texts++;
      this.firstText ??= { row, text };
      if (this.texts === 1 && !this.declaredCategorical) this.startCodes();
    } else if (!isFloat32(value)) this.firstNotFinite ??= { row, text };

    if (this.count === this.numbers.length) this.grow();
    this.numbers[this.count] = value;
    if (this.codes)
      this.setCode(
        this.codes,
        this.count,
        this.declaredCategorical ? text : nameOf(value, text),
      );
    this.count++;
  }

  /**
   * Categorical where it was declared so or where at least half of the values are text,
   * else numeric.
   *
   * @throws UserError for a text in a numeric column, for a NaN, an infinity or a number
   *   with a comma in a column that was not declared categorical, or for more than
   *   `MAX_CATEGORIES` categories
   */
  finish(): Column {
    if (this.declaredCategorical) return this.finishCategorical();
    if (this.firstText && hasCommaInNumber(this.firstText.text))
      throw new UserError(
        `${place(this.file, this.firstText.row, this.name)}: ${quote(this.firstText.text)} looks like a number with a comma; write decimals with a point and thousands without a mark, or list the column under "categorical" or "ignore".`,
      );
    if (this.firstText && 2 * this.texts < this.count)
      throw new UserError(
        `${place(this.file, this.firstText.row, this.name)}: ${quote(this.firstText.text)} is not a number, but most values of this column are; correct it, or list the column under "categorical" or "ignore".`,
      );
    if (this.firstNotFinite)
      throw new UserError(
        `${place(this.file, this.firstNotFinite.row, this.name)}: ${quote(this.firstNotFinite.text)} is not a finite number of single precision; correct it, remove the row, or list the column under "categorical" or "ignore".`,
      );
    if (this.firstText) return this.finishCategorical();
    return {
      kind: 'numeric',
      name: this.name,
      values: this.numbers.subarray(0, this.count),
    };
  }

  private finishCategorical(): CategoricalColumn {
    if (!this.codes || this.tooManyCategories)
      throw new UserError(
        `${this.file}, column ${quote(this.name)}: more than ${MAX_CATEGORIES} different values, the most that a column of categories (or a target of classes) may have; leave the column out, or group its values.`,
      );
    const categories = sortCategories([...this.categories.keys()]);
    const ranks = new Int32Array(categories.length);
    categories.forEach((category, rank) => {
      ranks[this.categories.get(category) ?? 0] = rank;
    });
    const codes = this.codes.subarray(0, this.count).map((code) => ranks[code]);
    return { kind: 'categorical', name: this.name, categories, codes };
  }

  /** Gives the numbers read so far their categories. */
  private startCodes(): void {
    const codes = new Int32Array(this.numbers.length);
    this.codes = codes;
    for (let i = 0; i < this.count && !this.tooManyCategories; i++)
      this.setCode(codes, i, String(this.numbers[i]));
  }

  private setCode(codes: Int32Array, index: number, category: string): void {
    let code = this.categories.get(category);
    if (code === undefined) {
      code = this.categories.size;
      if (code === MAX_CATEGORIES) {
        this.tooManyCategories = true;
        this.codes = null;
        return;
      }
      this.categories.set(category, code);
    }
    codes[index] = code;
  }

  private grow(): void {
    const numbers = new Float64Array(2 * this.count);
    numbers.set(this.numbers);
    this.numbers = numbers;
    if (this.codes) {
      const codes = new Int32Array(2 * this.count);
      codes.set(this.codes);
      this.codes = codes;
    }
  }
}

/** In ascending order: of numbers where all are numbers, else of UTF-16 code units. */
export function sortCategories(categories: readonly string[]): string[] {
  const numeric = categories.every((category) => !Number.isNaN(parseNumber(category)));
  return categories.toSorted((a, b) => {
    const difference = numeric ? parseNumber(a) - parseNumber(b) : 0;
    if (difference) return difference;
    return a < b ? -1 : a > b ? 1 : 0;
  });
}

/**
 * A decimal number with a point, with or without an exponent; an infinity where it is too
 * large; NaN for anything else, hexadecimal and other prefixes included.
 */
function parseNumber(text: string): number {
  const value = Number(text);
  return /^0[box]/i.test(text) ? NaN : value;
}

/** The usual spellings of what is not a finite number: rarely a category, often a gap. */
function isNotANumberLiteral(text: string): boolean {
  return /^[+-]?(nan|inf|infinity)$/i.test(text);
}

/** `1,5` or `1,234`: taken for text, whole columns of measurements would become categories. */
function hasCommaInNumber(text: string): boolean {
  return /^[+-]?\d[\d.]*(,\d+)+$/.test(text);
}

/** In a column that was not declared, `1` and `1.0` are the same category. */
function nameOf(value: number, text: string): string {
  return Number.isNaN(value) ? text : String(value);
}
