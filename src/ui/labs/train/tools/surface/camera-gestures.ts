/** What gestures ask of a camera. */
export interface CameraMoves {
  /** By radians. */
  turn(azimuth: number, elevation: number): void;
  zoom(factor: number): void;
  reset(): void;
}

/** Radians a CSS pixel of a drag. */
const DRAG = 0.008;
/** Radians of an arrow key or a button, and the factor of a key or button that zooms. */
export const TURN_STEP = Math.PI / 24;
export const ZOOM_STEP = 1.2;

const KEYS: Readonly<Record<string, (moves: CameraMoves) => void>> = {
  ArrowLeft: (moves) => moves.turn(TURN_STEP, 0),
  ArrowRight: (moves) => moves.turn(-TURN_STEP, 0),
  ArrowUp: (moves) => moves.turn(0, -TURN_STEP),
  ArrowDown: (moves) => moves.turn(0, TURN_STEP),
  '+': (moves) => moves.zoom(ZOOM_STEP),
  '=': (moves) => moves.zoom(ZOOM_STEP),
  '-': (moves) => moves.zoom(1 / ZOOM_STEP),
  Home: (moves) => moves.reset(),
  '0': (moves) => moves.reset(),
};

/**
 * Turns what a pointer, wheel or keyboard does on a canvas into moves of a camera: the surface
 * follows a drag and the arrows, two fingers zoom, and so does the wheel with Ctrl (which is also
 * what a trackpad's pinch arrives as). A wheel alone scrolls the page.
 */
export class CameraGestures {
  readonly #moves: CameraMoves;
  /** Where each pointer that is down was last, in CSS pixels. */
  readonly #pointers = new Map<number, { x: number; y: number }>();

  constructor(moves: CameraMoves) {
    this.#moves = moves;
  }

  readonly pointerdown = (event: PointerEvent): void => {
    if (event.button !== 0) return;
    (event.currentTarget as Element).setPointerCapture(event.pointerId);
    this.#pointers.set(event.pointerId, { x: event.clientX, y: event.clientY });
  };

  readonly pointermove = (event: PointerEvent): void => {
    const before = this.#pointers.get(event.pointerId);
    if (!before) return;
    const now = { x: event.clientX, y: event.clientY };
    const other = [...this.#pointers].find(([id]) => id !== event.pointerId)?.[1];
    this.#pointers.set(event.pointerId, now);
    if (other) {
      const apart = (at: { x: number; y: number }) =>
        Math.max(1, Math.hypot(at.x - other.x, at.y - other.y));
      this.#moves.zoom(apart(now) / apart(before));
    } else this.#moves.turn((before.x - now.x) * DRAG, (now.y - before.y) * DRAG);
  };

  readonly pointerup = (event: PointerEvent): void => {
    this.#pointers.delete(event.pointerId);
  };

  readonly wheel = (event: WheelEvent): void => {
    if (!event.ctrlKey) return;
    event.preventDefault();
    this.#moves.zoom(Math.exp(-Math.max(-100, Math.min(100, event.deltaY)) / 200));
  };

  readonly keydown = (event: KeyboardEvent): void => {
    const act = KEYS[event.key];
    if (!act || event.ctrlKey || event.metaKey || event.altKey) return;
    event.preventDefault();
    // The page's own shortcuts take arrows too.
    event.stopPropagation();
    act(this.#moves);
  };
}
