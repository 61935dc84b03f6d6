import { css, html, LitElement } from 'lit';
import { customElement, property, query, state } from 'lit/decorators.js';
import { LIMITS, type Task } from '../../../../core/spec.ts';
import { PLANAR_DOMAIN } from '../../../../data/datasets/planar.ts';
import { canvasFont } from '../../../charts/canvas-font.ts';
import { sizeCanvas } from '../../../charts/canvas-size.ts';
import { FrameController } from '../../../charts/frame-controller.ts';
import { planeGeometry, type PlaneGeometry } from '../../../charts/plane-painter.ts';
import { RestorationController } from '../../../charts/restoration-controller.ts';
import { SizeController } from '../../../charts/size-controller.ts';
import { PALETTES, type Palette } from '../../../palette.ts';
import { baseStyles } from '../../../theme.ts';
import { planeAction } from './plane-keys.ts';
import {
  addPoint,
  nearestPoint,
  removePoint,
  type Place,
  type Points,
} from './point-edits.ts';
import { describePlace, describePoints, describeTarget } from './point-words.ts';
import { paintPoints } from './point-painter.ts';
import { Stroke } from './stroke.ts';

/** Sent when the points have been edited: at the end of a stroke, and after a key. */
export class PointsEditEvent extends Event {
  constructor(readonly points: Points) {
    super('points-edit');
  }
}

/** Sent when a key has asked for something beside the plane. */
export class PlaneRequestEvent extends Event {
  constructor(readonly request: 'undo' | 'eraser' | { readonly target: number }) {
    super('plane-request');
  }
}

/** CSS pixels. */
const REACH = 9;
const COARSE_REACH = 16;
const SPACING = 14;

/** A plane on which points are drawn, with a pointer or with keys. It holds no points itself. */
@customElement('nabla-point-plane')
export class PointPlane extends LitElement {
  static override readonly styles = [
    baseStyles,
    css`
      :host {
        display: block;
        min-width: 0;
      }
      .plane {
        touch-action: none;
        cursor: crosshair;
        user-select: none;
      }
      .plane:focus-visible {
        outline-offset: 0;
      }
      canvas {
        display: block;
        width: 100%;
        aspect-ratio: 1;
      }
    `,
  ];

  @property({ attribute: false }) points: Points = [];
  @property() task: Task = 'classification';
  /** Class or value of what is added. */
  @property({ type: Number }) target = 0;
  @property({ type: Boolean }) erasing = false;
  @property({ attribute: false }) palette: Palette = PALETTES.light;

  /** What a key has just done, for those who hear it. */
  @state() private said = '';

  @query('canvas') private readonly canvas!: HTMLCanvasElement;
  @query('.plane') private readonly plane!: HTMLElement;

  #cursor: Place = { x1: 0, x2: 0 };
  /** Whether the keyboard is in use: then the cursor is drawn. */
  #showsCursor = false;
  #stroke: Stroke | null = null;
  readonly #frame = new FrameController(this, () => this.#draw());
  readonly #size = new SizeController(this, () => this.#frame.request());

  constructor() {
    super();
    new RestorationController(this, () => this.#frame.request());
  }

  override focus(): void {
    this.plane.focus();
  }

  override render() {
    return html`<div
        class="plane"
        role="application"
        tabindex="0"
        aria-label="Plane to draw points on"
        aria-describedby="keys"
        @pointerdown=${this.#onDown}
        @pointermove=${this.#onMove}
        @pointerup=${this.#onUp}
        @pointercancel=${this.#onCancel}
        @keydown=${this.#onKey}
        @focus=${() => this.#showCursor(this.plane.matches(':focus-visible'))}
        @blur=${() => this.#showCursor(false)}
      >
        <canvas role="img" aria-label=${describePoints(this.points, this.task)}></canvas>
      </div>
      <p id="keys" class="visually-hidden">
        Arrow keys move a cursor, with Shift in fine steps. Enter adds a point, Delete
        removes the nearest one, 1 to 9 choose a class or a value, E takes the eraser, U
        undoes.
      </p>
      <p class="visually-hidden" role="status">${this.said}</p>`;
  }

  override updated(): void {
    this.#frame.request();
  }

  readonly #onDown = (event: PointerEvent): void => {
    if (event.button !== 0 || this.#stroke) return;
    this.plane.setPointerCapture(event.pointerId);
    this.#showCursor(false);
    const { scale, place } = this.#geometryAt(event);
    const reach = (event.pointerType === 'touch' ? COARSE_REACH : REACH) / scale;
    this.#stroke = new Stroke(this.points, place, {
      target: this.target,
      erasing: this.erasing,
      reach,
      spacing: SPACING / scale,
    });
    this.#frame.request();
  };

  readonly #onMove = (event: PointerEvent): void => {
    if (!this.#stroke) return;
    // All places since the last frame, where the browser tells them.
    const events = event.getCoalescedEvents?.() ?? [];
    for (const one of events.length > 0 ? events : [event])
      this.#stroke.moveTo(this.#geometryAt(one).place);
    this.#frame.request();
  };

  readonly #onUp = (): void => {
    const points = this.#stroke?.end();
    this.#stroke = null;
    if (points) this.#edit(points);
    this.#frame.request();
  };

  readonly #onCancel = (): void => {
    this.#stroke = null;
    this.#frame.request();
  };

  readonly #onKey = (event: KeyboardEvent): void => {
    const action = planeAction(event, this.#cursor, this.task);
    if (!action) return;
    event.preventDefault();
    this.#showCursor(true);
    switch (action.kind) {
      case 'move':
        this.#cursor = action.to;
        this.said = this.#sayCursor();
        break;
      case 'add':
        if (this.erasing) this.#removeAtCursor();
        else this.#addAtCursor();
        break;
      case 'remove':
        this.#removeAtCursor();
        break;
      case 'target':
        this.said = `${describeTarget(action.target, this.task)} chosen.`;
        this.dispatchEvent(new PlaneRequestEvent({ target: action.target }));
        break;
      case 'undo':
      case 'eraser':
        this.said = '';
        this.dispatchEvent(new PlaneRequestEvent(action.kind));
        break;
    }
  };

  #addAtCursor(): void {
    const points = addPoint(this.points, this.#cursor, this.target);
    if (points === this.points) {
      this.said = `There are ${LIMITS.drawnPoints} points, the most that are possible.`;
      return;
    }
    this.said = `${describeTarget(this.target, this.task)} added at ${describePlace(this.#cursor)}.`;
    this.#edit(points);
  }

  #removeAtCursor(): void {
    const index = nearestPoint(this.points, this.#cursor, this.#keyReach());
    if (index < 0) {
      this.said = `No point near ${describePlace(this.#cursor)}.`;
      return;
    }
    const [x1, x2, target] = this.points[index];
    this.said = `${describeTarget(target, this.task)} removed at ${describePlace({ x1, x2 })}.`;
    this.#edit(removePoint(this.points, index));
  }

  #sayCursor(): string {
    const index = nearestPoint(this.points, this.#cursor, this.#keyReach());
    const over =
      index < 0
        ? ''
        : `, near a point of ${describeTarget(this.points[index][2], this.task)}`;
    return `${describePlace(this.#cursor)}${over}.`;
  }

  /** As near as a pointer has to be. */
  #keyReach(): number {
    return REACH / this.#scaleOf(this.#geometry());
  }

  #edit(points: Points): void {
    if (points !== this.points) this.dispatchEvent(new PointsEditEvent(points));
  }

  #showCursor(shows: boolean): void {
    this.#showsCursor = shows;
    this.#frame.request();
  }

  #geometry(): PlaneGeometry {
    return planeGeometry(PLANAR_DOMAIN, this.#size.width, canvasFont(this));
  }

  #geometryAt(event: PointerEvent): { scale: number; place: Place } {
    const box = this.canvas.getBoundingClientRect();
    const geometry = this.#geometry();
    const place = {
      x1: geometry.fromX(event.clientX - box.left),
      x2: geometry.fromY(event.clientY - box.top),
    };
    return { scale: this.#scaleOf(geometry), place };
  }

  /** CSS pixels of one unit of the plane. */
  #scaleOf({ toX }: PlaneGeometry): number {
    return toX(1) - toX(0);
  }

  #draw(): void {
    const { width } = this.#size;
    if (!this.hasUpdated || width <= 0) return;
    paintPoints(sizeCanvas(this.canvas, width, width), width, {
      points: this.#stroke?.points ?? this.points,
      task: this.task,
      cursor: this.#showsCursor ? this.#cursor : null,
      palette: this.palette,
      font: canvasFont(this),
    });
  }
}

declare global {
  interface HTMLElementEventMap {
    'points-edit': PointsEditEvent;
    'plane-request': PlaneRequestEvent;
  }
  interface HTMLElementTagNameMap {
    'nabla-point-plane': PointPlane;
  }
}
