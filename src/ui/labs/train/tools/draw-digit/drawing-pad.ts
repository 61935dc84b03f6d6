import { css, html, LitElement } from 'lit';
import { customElement, property, query } from 'lit/decorators.js';
import { sizeCanvas } from '../../../../charts/canvas-size.ts';
import { FrameController } from '../../../../charts/frame-controller.ts';
import { RestorationController } from '../../../../charts/restoration-controller.ts';
import { SizeController } from '../../../../charts/size-controller.ts';
import { PALETTES, type Palette } from '../../../../palette.ts';
import { baseStyles } from '../../../../theme.ts';
import { CELLS, type Cell, type Drawing } from './drawing.ts';
import { drawPad } from './pad-painter.ts';

/** Of the eraser, in units of the pad. */
const ERASER = 2 / CELLS;
/** What Delete takes away: the cell under the cursor. */
const CELL_RADIUS = 0.75 / CELLS;
/** Set in `buttons` while the eraser's end of a pen is down. */
const ERASER_BUTTON = 32;

const ARROWS: Record<string, readonly [number, number] | undefined> = {
  ArrowLeft: [-1, 0],
  ArrowRight: [1, 0],
  ArrowUp: [0, -1],
  ArrowDown: [0, 1],
};

/** Sent after each change of the drawing, and with `place` where the cursor has moved. */
export class DrawEvent extends Event {
  static readonly type = 'draw';
  constructor(
    readonly changed: boolean,
    /** Where the keyboard's cursor is, in words, or ''. */
    readonly place: string,
  ) {
    super(DrawEvent.type);
  }
}

/** Paper to draw on with mouse, pen, finger or keyboard. */
@customElement('nabla-drawing-pad')
export class DrawingPad extends LitElement {
  static override readonly styles = [
    baseStyles,
    css`
      :host {
        display: block;
        min-width: 0;
      }
      canvas {
        display: block;
        width: 100%;
        aspect-ratio: 1;
        border: 1px solid var(--border);
        border-radius: var(--radius);
        background: var(--raised);
        cursor: crosshair;
        touch-action: none;
        user-select: none;
      }
    `,
  ];

  @property({ attribute: false }) drawing!: Drawing;
  @property({ attribute: false }) palette: Palette = PALETTES.light;
  /** A pointer erases. */
  @property({ type: Boolean }) erasing = false;

  @query('canvas') private readonly canvas!: HTMLCanvasElement;

  #cursor: Cell = { column: CELLS / 2, row: CELLS / 2 };
  #showsCursor = false;
  #pointer: { x: number; y: number } | null = null;
  #down: number | null = null;
  readonly #frame = new FrameController(this, () => this.#draw());
  readonly #size = new SizeController(this, () => this.#frame.request());

  constructor() {
    super();
    new RestorationController(this, () => this.#frame.request());
  }

  /** Draws what has changed from outside. */
  redraw(): void {
    this.#frame.request();
  }

  override render() {
    return html`<canvas
      tabindex="0"
      role="application"
      aria-roledescription="drawing pad"
      aria-label="Pad to draw a digit on, ${CELLS} by ${CELLS} cells. Arrow keys move, Space paints, Shift with an arrow paints along, Delete erases."
      @pointerdown=${this.#onDown}
      @pointermove=${this.#onMove}
      @pointerup=${this.#onUp}
      @pointercancel=${this.#onUp}
      @pointerleave=${this.#onLeave}
      @keydown=${this.#onKey}
      @focus=${this.#onFocus}
      @blur=${() => this.#showCursor(false)}
    ></canvas>`;
  }

  override updated(): void {
    this.#frame.request();
  }

  #draw(): void {
    const width = this.#size.width;
    if (!this.hasUpdated || width === 0) return;
    // Without the frame around the paper.
    const size = width - 2;
    const pointer = this.erasing ? this.#pointer : null;
    drawPad(
      sizeCanvas(this.canvas, size, size),
      {
        strokes: this.drawing.strokes,
        cursor: this.#showsCursor ? this.#cursor : null,
        eraser: pointer && { ...pointer, radius: ERASER },
      },
      size,
      this.palette,
    );
  }

  #place(event: PointerEvent): { x: number; y: number } {
    const { left, top, width, height } = this.canvas.getBoundingClientRect();
    return { x: (event.clientX - left) / width, y: (event.clientY - top) / height };
  }

  readonly #onDown = (event: PointerEvent): void => {
    const pen = event.button === 0;
    const eraser = (event.buttons & ERASER_BUTTON) !== 0;
    if (this.#down !== null || !(pen || eraser)) return;
    this.#down = event.pointerId;
    this.canvas.setPointerCapture(event.pointerId);
    const { x, y } = this.#place(event);
    if (this.erasing || eraser) this.drawing.erase(x, y, ERASER);
    else this.drawing.begin(x, y);
    this.#tell(true);
  };

  readonly #onMove = (event: PointerEvent): void => {
    this.#pointer = this.#place(event);
    if (event.pointerId === this.#down) {
      const eraser = this.erasing || (event.buttons & ERASER_BUTTON) !== 0;
      const passed = event.getCoalescedEvents();
      for (const at of passed.length > 0 ? passed : [event]) {
        const { x, y } = this.#place(at);
        if (eraser) this.drawing.erase(x, y, ERASER);
        else this.drawing.extend(x, y);
      }
      this.#tell(true);
    } else if (this.erasing) this.#frame.request();
  };

  readonly #onUp = (event: PointerEvent): void => {
    if (event.pointerId !== this.#down) return;
    this.#down = null;
    this.drawing.end();
  };

  readonly #onLeave = (): void => {
    this.#pointer = null;
    this.#frame.request();
  };

  /** The cursor is for the keyboard: it is not shown to those who point. */
  readonly #onFocus = (): void => this.#showCursor(this.canvas.matches(':focus-visible'));

  #showCursor(shown: boolean): void {
    this.#showsCursor = shown;
    this.#frame.request();
  }

  readonly #onKey = (event: KeyboardEvent): void => {
    if (event.ctrlKey || event.metaKey || event.altKey) return;
    const arrow = ARROWS[event.key];
    const erases = event.key === 'Delete' || event.key === 'Backspace';
    if (!arrow && !erases && event.key !== ' ') return;
    // The page's own shortcuts take some of these keys, and the page would scroll.
    event.preventDefault();
    event.stopPropagation();
    this.#showsCursor = true;
    if (arrow) {
      if (event.shiftKey && !this.drawing.covers(this.#cursor))
        this.drawing.paint(this.#cursor);
      const to = (from: number, by: number) =>
        Math.min(CELLS - 1, Math.max(0, from + by));
      const { column, row } = this.#cursor;
      this.#cursor = { column: to(column, arrow[0]), row: to(row, arrow[1]) };
    }
    if (erases) {
      const { column, row } = this.#cursor;
      this.drawing.erase((column + 0.5) / CELLS, (row + 0.5) / CELLS, CELL_RADIUS);
    } else if (!arrow || event.shiftKey) this.drawing.paint(this.#cursor);
    this.#tell(!arrow || event.shiftKey, this.#describeCursor());
  };

  #describeCursor(): string {
    const { column, row } = this.#cursor;
    const painted = this.drawing.covers(this.#cursor) ? 'painted' : 'blank';
    return `Row ${row + 1}, column ${column + 1}, ${painted}.`;
  }

  #tell(changed: boolean, place = ''): void {
    this.#frame.request();
    this.dispatchEvent(new DrawEvent(changed, place));
  }
}

declare global {
  interface HTMLElementTagNameMap {
    'nabla-drawing-pad': DrawingPad;
  }
}
