import { css, html, LitElement } from 'lit';
import { customElement, property, query } from 'lit/decorators.js';
import { canvasFont } from '../../../../charts/canvas-font.ts';
import { sizeCanvas } from '../../../../charts/canvas-size.ts';
import { FrameController } from '../../../../charts/frame-controller.ts';
import { RestorationController } from '../../../../charts/restoration-controller.ts';
import { SizeController } from '../../../../charts/size-controller.ts';
import { PALETTES, type Palette } from '../../../../palette.ts';
import { baseStyles } from '../../../../theme.ts';
import type { DistributionHistory } from './distribution-history.ts';
import { areasOf, drawDistribution, placeAt } from './distribution-painter.ts';
import { readingAt, summaryOf } from './distribution-words.ts';
import type { ScaleKind } from './value-scale.ts';

/** An arrow key moves by this much along the axis, whose length is 2. */
const KEY_STEP = 2 / 48;

/** The values of one layer: how they were spread over the last samples, and how they are now. */
@customElement('nabla-layer-distribution')
export class LayerDistribution extends LitElement {
  static override readonly styles = [
    baseStyles,
    css`
      :host {
        display: block;
        min-width: 0;
      }
      h3 {
        overflow: hidden;
        font-size: var(--text);
        font-weight: 600;
        text-overflow: ellipsis;
        white-space: nowrap;
      }
      h3 span {
        color: var(--muted);
        font-weight: 400;
        font-size: var(--text-small);
      }
      canvas {
        display: block;
        width: 100%;
        height: 11rem;
      }
      .reading {
        color: var(--muted);
        font-size: var(--text-small);
        min-height: 2.9em;
      }
    `,
  ];

  @property({ attribute: false }) history!: DistributionHistory;
  @property({ type: Number }) layer = 0;
  /** Of the layer. */
  @property() name = '';
  /** What the layer is like, beside its name. */
  @property() note = '';
  /** The quantity, in words. */
  @property() quantity = '';
  @property() kind: ScaleKind = 'linear';
  @property({ type: Boolean }) logarithmicCount = false;
  @property({ attribute: false }) palette: Palette = PALETTES.light;

  @query('canvas') private readonly canvas!: HTMLCanvasElement;
  @query('.reading') private readonly reading!: HTMLElement;

  /** Where the value is read, −1 to 1 along the axis. */
  #marked: number | null = null;
  readonly #frame = new FrameController(this, () => this.#draw());
  readonly #size = new SizeController(this, () => this.#frame.request());

  constructor() {
    super();
    new RestorationController(this, () => this.#frame.request());
  }

  /** Draws what has been sampled since. */
  refresh(): void {
    this.#frame.request();
  }

  override render() {
    return html`
      <h3>${this.name} <span>${this.note}</span></h3>
      <canvas
        tabindex="0"
        role="img"
        aria-label=${`${this.name}: histogram of the ${this.quantity} over the last samples and now. Up and down arrows go through the values; the count stands below.`}
        @pointermove=${(event: PointerEvent) =>
          this.#mark(placeAt(event.offsetY, this.#areas()))}
        @pointerleave=${() => this.#mark(null)}
        @blur=${() => this.#mark(null)}
        @keydown=${this.#onKey}
      ></canvas>
      <p class="reading"></p>
    `;
  }

  override updated(): void {
    this.#frame.request();
  }

  #areas() {
    const { clientWidth: width, clientHeight: height } = this.canvas;
    return areasOf({ width, height }, canvasFont(this));
  }

  #draw(): void {
    const { width } = this.#size;
    if (!this.hasUpdated || width === 0) return;
    const height = this.canvas.clientHeight;
    const context = sizeCanvas(this.canvas, width, height);
    const { history, layer, kind, palette } = this;
    const latest = history.latest.at(layer);
    if (!latest) {
      context.clearRect(0, 0, width, height);
      this.reading.textContent = 'No sample taken yet.';
      return;
    }
    const { steps } = history;
    const scale = history.scale(layer, kind);
    drawDistribution(
      context,
      {
        columns: history.columns(layer, kind),
        steps: [steps[0], steps[steps.length - 1]],
        latest: latest[kind],
        scale,
        logarithmicCount: this.logarithmicCount,
        marked: this.#marked,
        palette,
        font: canvasFont(this),
      },
      { width, height },
    );
    const text =
      this.#marked === null
        ? `${summaryOf(latest)}.`
        : readingAt(latest, scale, this.#marked);
    this.reading.textContent = text.charAt(0).toUpperCase() + text.slice(1);
  }

  #mark(place: number | null): void {
    if (place === this.#marked) return;
    this.#marked = place;
    this.#frame.request();
  }

  readonly #onKey = (event: KeyboardEvent): void => {
    const move = { ArrowUp: KEY_STEP, ArrowDown: -KEY_STEP }[event.key];
    if (move === undefined) return;
    event.preventDefault();
    const from = this.#marked ?? -move / 2;
    this.#mark(Math.max(-1, Math.min(1, from + move)));
  };
}

declare global {
  interface HTMLElementTagNameMap {
    'nabla-layer-distribution': LayerDistribution;
  }
}
