import type { Task } from '../../../../core/spec.ts';
import type { Points } from './point-edits.ts';

export interface Drawing {
  readonly points: Points;
  readonly task: Task;
}

/** How many edits can be undone. A drawing shares its points with those before it. */
const MAX_UNDONE = 200;

/** A drawing, and what it was before each edit. */
export class PointHistory {
  #before: Drawing[] = [];
  #now: Drawing;

  constructor(drawing: Drawing) {
    this.#now = drawing;
  }

  get drawing(): Drawing {
    return this.#now;
  }

  get canUndo(): boolean {
    return this.#before.length > 0;
  }

  /** @returns whether that changed anything */
  edit(drawing: Drawing): boolean {
    const { points, task } = this.#now;
    if (drawing.points === points && drawing.task === task) return false;
    this.#before = [...this.#before, this.#now].slice(-MAX_UNDONE);
    this.#now = drawing;
    return true;
  }

  /** @returns whether there was anything to undo */
  undo(): boolean {
    const last = this.#before.pop();
    if (!last) return false;
    this.#now = last;
    return true;
  }
}
