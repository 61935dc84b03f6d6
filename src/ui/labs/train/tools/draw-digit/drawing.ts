import type { StrokePoint, Strokes } from '../../../../../data/digits/draw-strokes.ts';

/** Cells along each side of the pad, for those who draw by keyboard. */
export const CELLS = 28;
/** Points of a stroke lie no farther apart than this, so that a part of it can be erased. */
const SPACING = 0.5 / CELLS;
/** So many points are kept that drawing them stays quick; a digit has some hundred. */
export const MOST_POINTS = 10_000;
/** How many changes can be taken back. */
const MOST_UNDONE = 100;

/** A place on the grid, from the upper left. */
export interface Cell {
  readonly column: number;
  readonly row: number;
}

/**
 * What is on the pad, drawn by a pointer or cell by cell. Coordinates run from 0 to 1, x to the
 * right and y down.
 */
export class Drawing {
  #strokes: StrokePoint[][] = [];
  #undone: StrokePoint[][][] = [];
  /** The stroke under way goes on: the next point belongs to it. */
  #open = false;
  /** The cell that was painted last, unless something else happened since. */
  #lastCell: Cell | null = null;

  get strokes(): Strokes {
    return this.#strokes;
  }

  get isBlank(): boolean {
    return this.#strokes.length === 0;
  }

  get canUndo(): boolean {
    return this.#undone.length > 0;
  }

  /** Puts the pen down. */
  begin(x: number, y: number): void {
    this.#remember();
    this.#lastCell = null;
    this.#open = this.#hasRoom(1);
    if (this.#open) this.#strokes.push([[within(x), within(y)]]);
  }

  /** Moves the pen that is down. */
  extend(x: number, y: number): void {
    if (!this.#open) return;
    this.#lineTo(within(x), within(y));
  }

  /** Lifts the pen. */
  end(): void {
    this.#open = false;
  }

  /** Paints a cell, joined to the one painted just before where they touch. */
  paint(cell: Cell): void {
    const x = (cell.column + 0.5) / CELLS;
    const y = (cell.row + 0.5) / CELLS;
    const before = this.#lastCell;
    const touches =
      before !== null &&
      Math.max(Math.abs(before.column - cell.column), Math.abs(before.row - cell.row)) ===
        1;
    if (touches) {
      this.#remember();
      this.#lineTo(x, y);
    } else this.begin(x, y);
    this.#open = false;
    this.#lastCell = cell;
  }

  /** Whether ink of the pen's width at that point would touch the cell. */
  covers(cell: Cell): boolean {
    const x = (cell.column + 0.5) / CELLS;
    const y = (cell.row + 0.5) / CELLS;
    return this.#strokes.some((stroke) =>
      stroke.some((point) => isNear(point, x, y, 0.75 / CELLS)),
    );
  }

  /** Takes away what lies within `radius` of a point; a stroke may fall apart. */
  erase(x: number, y: number, radius: number): void {
    if (
      !this.#strokes.some((stroke) => stroke.some((point) => isNear(point, x, y, radius)))
    )
      return;
    this.#remember();
    this.#open = false;
    this.#lastCell = null;
    this.#strokes = this.#strokes.flatMap((stroke) => withoutNear(stroke, x, y, radius));
  }

  /** Takes back the last change. */
  undo(): void {
    const before = this.#undone.pop();
    if (!before) return;
    this.#open = false;
    this.#lastCell = null;
    this.#strokes = before;
  }

  clear(): void {
    if (this.isBlank) return;
    this.#remember();
    this.#open = false;
    this.#lastCell = null;
    this.#strokes = [];
  }

  #lineTo(x: number, y: number): void {
    const stroke = this.#strokes[this.#strokes.length - 1];
    const [fromX, fromY] = stroke[stroke.length - 1];
    const pieces = Math.ceil(Math.hypot(x - fromX, y - fromY) / SPACING);
    if (pieces === 0 || !this.#hasRoom(pieces)) return;
    for (let piece = 1; piece <= pieces; piece++) {
      const t = piece / pieces;
      stroke.push([fromX + t * (x - fromX), fromY + t * (y - fromY)]);
    }
  }

  #hasRoom(points: number): boolean {
    const drawn = this.#strokes.reduce((sum, stroke) => sum + stroke.length, 0);
    return drawn + points <= MOST_POINTS;
  }

  #remember(): void {
    this.#undone.push(this.#strokes.map((stroke) => stroke.slice()));
    if (this.#undone.length > MOST_UNDONE) this.#undone.shift();
  }
}

function within(position: number): number {
  return Math.min(1, Math.max(0, position));
}

function isNear([x, y]: StrokePoint, toX: number, toY: number, radius: number): boolean {
  return Math.hypot(x - toX, y - toY) <= radius;
}

/** The pieces of a stroke that are left. */
function withoutNear(
  stroke: readonly StrokePoint[],
  x: number,
  y: number,
  radius: number,
): StrokePoint[][] {
  const pieces: StrokePoint[][] = [[]];
  for (const point of stroke)
    if (isNear(point, x, y, radius)) pieces.push([]);
    else pieces[pieces.length - 1].push(point);
  return pieces.filter(({ length }) => length > 0);
}
