import { css, html, LitElement, type CSSResultGroup, type PropertyValues } from 'lit';
import { property, query } from 'lit/decorators.js';
import { PALETTES, type Palette } from '../palette.ts';
import { PredictionLoop, type PredictionJob } from '../run/prediction-loop.ts';
import { RunController } from '../run/run-controller.ts';
import type { Run } from '../run/run.ts';
import { baseStyles } from '../theme.ts';
import { FrameController } from './frame-controller.ts';
import { RestorationController } from './restoration-controller.ts';
import { SizeController } from './size-controller.ts';

/**
 * A canvas with what the network of a run predicts: it asks anew as the run goes on, and
 * draws once a frame at most.
 */
export abstract class PredictionView extends LitElement {
  static override readonly styles: CSSResultGroup = [
    baseStyles,
    css`
      :host {
        display: block;
        min-width: 0;
      }
      canvas {
        display: block;
        width: 100%;
      }
    `,
  ];

  @property({ attribute: false }) run!: Run;
  @property({ attribute: false }) palette: Palette = PALETTES.light;
  /** What the picture shows, in words. */
  @property() description = '';

  @query('canvas') protected readonly canvas!: HTMLCanvasElement;

  protected readonly frame = new FrameController(this, () => this.#drawIfVisible());
  readonly #size = new SizeController(this, () => this.frame.request());
  #loop: PredictionLoop | null = null;

  constructor() {
    super();
    new RunController(
      this,
      () => this.run,
      () => this.#loop?.request(),
    );
    new RestorationController(this, () => this.restore());
  }

  /** What to predict next, as `PredictionLoop` asks for it. */
  protected abstract nextJob(lastDuration: number): PredictionJob | null;

  /** Draws what is known. @param width of the canvas in CSS pixels, above 0 */
  protected abstract draw(width: number): void;

  /** Draws again what the GPU process has lost. */
  protected restore(): void {
    this.frame.request();
  }

  override connectedCallback(): void {
    super.connectedCallback();
    this.#loop = new PredictionLoop(this.run.session, (duration) =>
      this.nextJob(duration),
    );
    this.#loop.request();
  }

  override disconnectedCallback(): void {
    super.disconnectedCallback();
    this.#loop?.stop();
  }

  override render() {
    return html`<canvas role="img" aria-label=${this.description}></canvas>`;
  }

  override updated(_: PropertyValues<this>): void {
    this.#loop?.request();
    this.frame.request();
  }

  #drawIfVisible(): void {
    const { width } = this.#size;
    if (this.hasUpdated && width > 0) this.draw(width);
  }
}
