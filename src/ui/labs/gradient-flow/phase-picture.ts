import { html, LitElement, nothing, svg } from 'lit';
import { customElement, property, query, state } from 'lit/decorators.js';
import { HYPERPARAMETERS } from '../../../spec/hyperparameters.ts';
import { DEFAULT_PHASE, type PhaseOptions } from '../../../state/flow-options.ts';
import { RestorationController } from '../../charts/restoration-controller.ts';
import { baseStyles } from '../../theme.ts';
import { axisTicks } from './phase-axes.ts';
import type { PhaseDrawing } from './phase-drawing.ts';
import { phaseImage, type PhaseColours } from './phase-painter.ts';
import { phasePictureStyles } from './phase-picture-styles.ts';

/** The pixel that the pointer or the keyboard is at; null: none. */
export class PhaseCursorEvent extends Event {
  static readonly type = 'phase-cursor';
  constructor(readonly pixel: number | null) {
    super(PhaseCursorEvent.type);
  }
}

/** A pixel was chosen. */
export class PhasePickEvent extends Event {
  static readonly type = 'phase-pick';
  constructor(readonly pixel: number) {
    super(PhasePickEvent.type);
  }
}

/** A part of the picture is to be the whole, or (null) it is to be a part of a larger one. */
export class PhaseZoomEvent extends Event {
  static readonly type = 'phase-zoom';
  /** @param corners left, lower, right and upper end as shares from the lower left */
  constructor(readonly corners: readonly [number, number, number, number] | null) {
    super(PhaseZoomEvent.type);
  }
}

/** A drag shorter than this share of the picture is a click. */
const CLICK = 0.03;

/** A phase diagram with its axes and the line of theory, and what one does in it. */
@customElement('nabla-phase-picture')
export class PhasePicture extends LitElement {
  static override readonly styles = [baseStyles, phasePictureStyles];

  @property({ attribute: false }) phase: PhaseOptions = DEFAULT_PHASE;
  @property({ attribute: false }) drawing!: PhaseDrawing;
  /** Another one whenever the drawing has changed. */
  @property({ type: Number }) revision = 0;
  /** Whether the drawing is of the present settings. */
  @property({ type: Boolean }) current = false;
  @property({ attribute: false }) colours!: PhaseColours;
  /** Points of the line of theory in a square of 1 × 1, from the upper left; '': none. */
  @property() edge = '';
  @property({ attribute: false }) cursor: number | null = null;

  /** Two corners that are being dragged apart, as shares from the lower left. */
  @state() private dragged: readonly [number, number, number, number] | null = null;

  @query('canvas') private readonly canvas!: HTMLCanvasElement;

  constructor() {
    super();
    new RestorationController(this, () => this.requestUpdate());
  }

  override render() {
    const { phase, cursor, edge } = this;
    const { x, y, size } = phase;
    const [horizontal, vertical] = [x, y].map(({ id }) => HYPERPARAMETERS.get(id));
    return html`<div class="picture">
      <div class="side">${vertical.label}${y.scale === 'log' ? ' (log)' : ''}</div>
      <div class="ticks" aria-hidden="true">
        ${axisTicks(y, size, 6).map(
          ({ text, at }) => html`<span style=${`bottom: ${100 * at}%`}>${text}</span>`,
        )}
      </div>
      <div
        class="plot"
        tabindex="0"
        role="application"
        aria-roledescription="diagram"
        aria-label=${`Phase diagram of ${horizontal.label} and ${vertical.label}. Arrow keys move, Enter opens the network, plus and minus zoom.`}
        @pointerdown=${this.#onDown}
        @pointermove=${this.#onMove}
        @pointerup=${this.#onUp}
        @pointerleave=${() => {
          if (!this.dragged) this.#point(null);
        }}
        @pointercancel=${() => (this.dragged = null)}
        @keydown=${this.#onKey}
        @blur=${() => this.#point(null)}
      >
        <canvas width=${size} height=${size}></canvas>
        <svg viewBox="0 0 1 1" preserveAspectRatio="none" aria-hidden="true">
          ${
            edge === ''
              ? nothing
              : svg`<polyline class="edge halo" points=${edge}></polyline><polyline class="edge" points=${edge}></polyline>`
          }
          ${
            cursor === null
              ? nothing
              : svg`<rect class="cursor" x=${(cursor % size) / size} y=${1 - (Math.floor(cursor / size) + 1) / size} width=${1 / size} height=${1 / size}></rect>`
          }
          ${this.#renderFrame()}
        </svg>
      </div>
      <div class="bottom">
        ${axisTicks(x, size, 7).map(
          ({ text, at }) =>
            html`<span aria-hidden="true" style=${`left: ${100 * at}%`}>${text}</span>`,
        )}
        <span class="title">${horizontal.label}${x.scale === 'log' ? ' (log)' : ''}</span>
      </div>
    </div>`;
  }

  #renderFrame() {
    if (!this.dragged) return nothing;
    const [x0, y0, x1, y1] = this.dragged;
    return svg`<rect class="frame" x=${Math.min(x0, x1)} y=${1 - Math.max(y0, y1)} width=${Math.abs(x1 - x0)} height=${Math.abs(y1 - y0)}></rect>`;
  }

  override updated(): void {
    const { size } = this.phase;
    const context = this.canvas.getContext('2d');
    if (!context) return;
    const { question } = this.drawing;
    context.clearRect(0, 0, size, size);
    // A picture of another size or kind is not this one; of other axes it stays until it is drawn anew.
    if (question?.columns !== size || question.outcome !== this.phase.outcome) return;
    context.putImageData(
      phaseImage(size, size, this.drawing.valueAt, this.colours),
      0,
      0,
    );
    this.canvas.style.opacity = this.current ? '1' : '0.35';
  }

  #point(pixel: number | null): void {
    if (pixel !== this.cursor) this.dispatchEvent(new PhaseCursorEvent(pixel));
  }

  /** Shares from the lower left. */
  #placeOf(event: PointerEvent): readonly [number, number] {
    const box = (event.currentTarget as HTMLElement).getBoundingClientRect();
    const inside = (value: number) => Math.max(0, Math.min(1 - 1e-9, value));
    return [
      inside((event.clientX - box.left) / box.width),
      inside(1 - (event.clientY - box.top) / box.height),
    ];
  }

  #pixelAt([x, y]: readonly [number, number]): number {
    const { size } = this.phase;
    return Math.floor(y * size) * size + Math.floor(x * size);
  }

  readonly #onDown = (event: PointerEvent): void => {
    if (event.button !== 0) return;
    (event.currentTarget as HTMLElement).setPointerCapture(event.pointerId);
    const [x, y] = this.#placeOf(event);
    this.dragged = [x, y, x, y];
  };

  readonly #onMove = (event: PointerEvent): void => {
    const place = this.#placeOf(event);
    this.#point(this.#pixelAt(place));
    if (this.dragged) this.dragged = [this.dragged[0], this.dragged[1], ...place];
  };

  readonly #onUp = (event: PointerEvent): void => {
    const { dragged } = this;
    this.dragged = null;
    if (!dragged) return;
    const [x0, y0, x1, y1] = dragged;
    const [width, height] = [Math.abs(x1 - x0), Math.abs(y1 - y0)];
    if (Math.max(width, height) < CLICK)
      this.dispatchEvent(new PhasePickEvent(this.#pixelAt(this.#placeOf(event))));
    else if (Math.min(width, height) >= CLICK)
      this.dispatchEvent(
        new PhaseZoomEvent([
          Math.min(x0, x1),
          Math.min(y0, y1),
          Math.max(x0, x1),
          Math.max(y0, y1),
        ]),
      );
  };

  readonly #onKey = (event: KeyboardEvent): void => {
    const { size } = this.phase;
    const move = {
      ArrowLeft: [-1, 0],
      ArrowRight: [1, 0],
      ArrowUp: [0, 1],
      ArrowDown: [0, -1],
    }[event.key];
    const at = this.cursor ?? Math.floor(size / 2) * (size + 1);
    const [column, row] = [at % size, Math.floor(at / size)];
    const within = (value: number) => Math.max(0, Math.min(size - 1, value));
    if (move)
      this.#point(
        this.cursor === null
          ? at
          : within(row + move[1]) * size + within(column + move[0]),
      );
    else if (event.key === 'Enter') this.dispatchEvent(new PhasePickEvent(at));
    else if (event.key === '+') {
      const [x, y] = [(column + 0.5) / size, (row + 0.5) / size];
      this.dispatchEvent(new PhaseZoomEvent([x - 0.25, y - 0.25, x + 0.25, y + 0.25]));
    } else if (event.key === '-') this.dispatchEvent(new PhaseZoomEvent(null));
    else return;
    event.preventDefault();
    // The page's own shortcuts take arrows too.
    event.stopPropagation();
  };
}

declare global {
  interface HTMLElementTagNameMap {
    'nabla-phase-picture': PhasePicture;
  }
}
