import { css, html, LitElement } from 'lit';
import { customElement, property, query } from 'lit/decorators.js';
import { formatTick } from '../format.ts';
import { RunController } from '../run/run-controller.ts';
import type { Run } from '../run/run.ts';
import { PALETTES, type Palette } from '../palette.ts';
import { baseStyles } from '../theme.ts';
import { canvasFont } from './canvas-font.ts';
import { sizeCanvas } from './canvas-size.ts';
import { FrameController } from './frame-controller.ts';
import { describeGradients, gradientBars, type GradientBars } from './gradient-bars.ts';
import { drawGradientBars, layerAt } from './gradient-painter.ts';
import { RestorationController } from './restoration-controller.ts';
import { SizeController } from './size-controller.ts';

/** The gradient norm of each layer's weights on a logarithmic axis, live. */
@customElement('nabla-gradient-strip')
export class GradientStrip extends LitElement {
  static override readonly styles = [
    baseStyles,
    css`
      :host {
        display: flex;
        flex-direction: column;
        container-type: inline-size;
        min-width: 0;
      }
      h3 {
        font-size: var(--text);
        font-weight: 600;
      }
      h3 span {
        color: var(--muted);
        font-weight: 400;
        font-size: var(--text-small);
      }
      canvas {
        display: block;
        width: 100%;
        flex: 1 0 var(--strip-height, 7rem);
        height: 0;
      }
      /* Room for a second line, so that nothing moves when the sentence gets longer. */
      .reading {
        color: var(--muted);
        font-size: var(--text-small);
        min-height: 2.9em;
      }
      @container (min-width: 26rem) {
        .reading {
          min-height: 1.45em;
        }
      }
    `,
  ];

  @property({ attribute: false }) run!: Run;
  @property({ attribute: false }) palette: Palette = PALETTES.light;

  @query('canvas') private readonly canvas!: HTMLCanvasElement;
  @query('.reading') private readonly reading!: HTMLElement;

  #bars: GradientBars | null = null;
  #marked: number | null = null;
  readonly #frame = new FrameController(this, () => this.#draw());
  readonly #size = new SizeController(this, () => this.#frame.request());

  constructor() {
    super();
    new RunController(
      this,
      () => this.run,
      () => this.#frame.request(),
    );
    new RestorationController(this, () => this.#frame.request());
  }

  override render() {
    return html`
      <h3>Gradient norm <span>‖∂L/∂W‖ by layer</span></h3>
      <canvas
        tabindex="0"
        role="img"
        aria-label="Bar chart of the gradient norm of each layer on a logarithmic axis. Arrow keys go through the layers; the value stands below."
        @pointermove=${(event: PointerEvent) =>
          this.#mark(
            layerAt(
              event.offsetX,
              this.#bars?.bars.length ?? 0,
              this.#size.width,
              canvasFont(this),
            ),
          )}
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

  #draw(): void {
    const { width } = this.#size;
    if (!this.hasUpdated || width === 0) return;
    const height = this.canvas.clientHeight;
    const context = sizeCanvas(this.canvas, width, height);
    const { metrics } = this.run;
    this.#bars = metrics && gradientBars(metrics);
    if (this.#bars)
      drawGradientBars(
        context,
        this.#bars,
        { width, height },
        { palette: this.palette, font: canvasFont(this), marked: this.#marked },
      );
    else context.clearRect(0, 0, width, height);
    this.#read();
  }

  #read(): void {
    const bar = this.#marked === null ? undefined : this.#bars?.bars[this.#marked];
    this.reading.textContent = !this.#bars
      ? 'No step measured yet.'
      : bar
        ? `Layer ${bar.layer + 1} of ${this.#bars.bars.length}: ${formatTick(Number(bar.norm.toPrecision(4)))}`
        : describeGradients(this.#bars);
  }

  #mark(layer: number | null): void {
    if (layer === this.#marked) return;
    this.#marked = layer;
    this.#frame.request();
  }

  readonly #onKey = (event: KeyboardEvent): void => {
    const move = { ArrowLeft: -1, ArrowRight: 1 }[event.key];
    const layers = this.#bars?.bars.length ?? 0;
    if (move === undefined || layers === 0) return;
    event.preventDefault();
    event.stopPropagation();
    const from = this.#marked ?? (move > 0 ? -1 : layers);
    this.#mark(Math.max(0, Math.min(layers - 1, from + move)));
  };
}

declare global {
  interface HTMLElementTagNameMap {
    'nabla-gradient-strip': GradientStrip;
  }
}
