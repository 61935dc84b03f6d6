import {
  addPoint,
  erasePoints,
  movePoint,
  nearestPoint,
  retargetPoint,
  type Place,
  type Points,
} from './point-edits.ts';

export interface Brush {
  /** Class or value of the points that are added. */
  readonly target: number;
  readonly erasing: boolean;
  /** How near a point counts as hit, in coordinates. */
  readonly reach: number;
  /** How far apart painted points lie, in coordinates. */
  readonly spacing: number;
}

/**
 * What a pointer does between being pressed and let go: on a point it moves that point, or gives
 * it the class of the brush where it was only clicked; elsewhere it adds points along its way; an
 * eraser removes those it passes over.
 */
export class Stroke {
  readonly #brush: Brush;
  readonly #held: number;
  #points: Points;
  #last: Place;
  #moved = false;

  constructor(points: Points, place: Place, brush: Brush) {
    this.#brush = brush;
    this.#last = place;
    this.#held = brush.erasing ? -1 : nearestPoint(points, place, brush.reach);
    this.#points = points;
    if (brush.erasing) this.#points = erasePoints(points, place, brush.reach);
    else if (this.#held < 0) this.#points = addPoint(points, place, brush.target);
  }

  /** As they are now. */
  get points(): Points {
    return this.#points;
  }

  moveTo(place: Place): void {
    const { reach, spacing, target, erasing } = this.#brush;
    if (this.#held >= 0) {
      // A hand that clicks is not quite still.
      this.#moved ||= distance(this.#last, place) > reach / 3;
      if (this.#moved) this.#points = movePoint(this.#points, this.#held, place);
      return;
    }
    const every = erasing ? reach : spacing;
    // A quick hand is reported at a few places only: those between are filled in.
    for (const at of placesBetween(this.#last, place, every)) {
      this.#points = erasing
        ? erasePoints(this.#points, at, reach)
        : addPoint(this.#points, at, target);
      this.#last = at;
    }
  }

  /** @returns the points that the stroke leaves behind */
  end(): Points {
    if (this.#held < 0 || this.#moved) return this.#points;
    const { target } = this.#brush;
    return this.#points[this.#held][2] === target
      ? this.#points
      : retargetPoint(this.#points, this.#held, target);
  }
}

function distance(a: Place, b: Place): number {
  return Math.hypot(a.x1 - b.x1, a.x2 - b.x2);
}

/** Every `step` on the way from one place to another, without the first. */
function placesBetween(from: Place, to: Place, step: number): Place[] {
  const length = distance(from, to);
  return Array.from({ length: Math.floor(length / step) }, (_, i) => {
    const share = ((i + 1) * step) / length;
    return {
      x1: from.x1 + (to.x1 - from.x1) * share,
      x2: from.x2 + (to.x2 - from.x2) * share,
    };
  });
}
