import { css, html, LitElement } from 'lit';
import { customElement, property, query } from 'lit/decorators.js';
import { canvasFont } from '../../../charts/canvas-font.ts';
import { sizeCanvas } from '../../../charts/canvas-size.ts';
import { FrameController } from '../../../charts/frame-controller.ts';
import { RestorationController } from '../../../charts/restoration-controller.ts';
import { SizeController } from '../../../charts/size-controller.ts';
import { PALETTES, type Palette } from '../../../palette.ts';
import { baseStyles } from '../../../theme.ts';
import { engineColour, engineDash } from '../curve/engine-colours.ts';
import { drawRaceChart, type RaceLine } from './race-chart-painter.ts';
import type { Lane } from './race-run.ts';

/** Milliseconds of a second. */
const SECOND = 1000;
/** The wider lie below, so that lines that coincide are all seen. CSS pixels. */
const WIDTHS = [8, 4.5, 1.75];
const PLAIN_WIDTH = 2.25;

/** The loss curves of all runners, over their steps or their own clocks. */
@customElement('nabla-race-chart')
export class RaceChart extends LitElement {
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
        height: clamp(13rem, 32vw, 22rem);
      }
    `,
  ];

  @property({ attribute: false }) lanes: readonly Lane[] = [];
  /** Counts up whenever the lanes have changed, which are the same objects then. */
  @property({ type: Number }) revision = 0;
  @property() axis: 'step' | 'clock' = 'step';
  @property({ type: Number }) target = 1;
  @property({ attribute: false }) palette: Palette = PALETTES.light;
  /** What the chart shows, in words. */
  @property() description = '';

  @query('canvas') private readonly canvas!: HTMLCanvasElement;

  readonly #frame = new FrameController(this, () => this.#draw());
  readonly #size = new SizeController(this, () => this.#frame.request());

  constructor() {
    super();
    new RestorationController(this, () => this.#frame.request());
  }

  override render() {
    return html`<canvas role="img" aria-label=${this.description}></canvas>`;
  }

  override updated(): void {
    this.#frame.request();
  }

  #draw(): void {
    const { width } = this.#size;
    if (!this.hasUpdated || width === 0) return;
    const height = this.canvas.clientHeight;
    const { axis, target, palette } = this;
    drawRaceChart(
      sizeCanvas(this.canvas, width, height),
      {
        lines: this.lanes.map((lane, at) => this.#line(lane, at)),
        target,
        label: axis === 'step' ? 'Steps' : 'Own clock in seconds',
        palette,
        font: canvasFont(this),
      },
      { width, height },
    );
  }

  #line({ engine, steps, clocks, losses }: Lane, at: number): RaceLine {
    const isStep = this.axis === 'step';
    return {
      xs: isStep ? steps : clocks.map((clock) => clock / SECOND),
      losses,
      colour: engineColour(engine, this.palette),
      dash: engineDash(engine)?.split(' ').map(Number) ?? [],
      width: isStep ? WIDTHS[at % WIDTHS.length] : PLAIN_WIDTH,
    };
  }
}

declare global {
  interface HTMLElementTagNameMap {
    'nabla-race-chart': RaceChart;
  }
}
