import { css, html, LitElement, type PropertyValues } from 'lit';
import { customElement, property, query } from 'lit/decorators.js';
import type { NumericArray } from '../../core/arrays.ts';
import { PredictionLoop, type PredictionJob } from '../run/prediction-loop.ts';
import { RunController } from '../run/run-controller.ts';
import type { Run } from '../run/run.ts';
import { PALETTES, type Palette } from '../palette.ts';
import { baseStyles } from '../theme.ts';
import { canvasFont } from './canvas-font.ts';
import { sizeCanvas } from './canvas-size.ts';
import { fieldMeaningOf } from './field-meaning.ts';
import { paintField } from './field-painter.ts';
import { FrameController } from './frame-controller.ts';
import { adaptSide, planeGrid } from './plane-grid.ts';
import { drawPlane } from './plane-painter.ts';
import { RestorationController } from './restoration-controller.ts';
import { SizeController } from './size-controller.ts';

/** What the network answers over the plane of its two inputs, with the data on top. */
@customElement('nabla-plane-view')
export class PlaneView extends LitElement {
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
      }
    `,
  ];

  @property({ attribute: false }) run!: Run;
  @property({ attribute: false }) palette: Palette = PALETTES.light;
  @property({ type: Boolean }) showTest = false;
  /** What the picture shows, in words. */
  @property() description = '';

  @query('canvas') private readonly canvas!: HTMLCanvasElement;

  #side = 56;
  /** The newest predictions, and their picture: one pixel a cell. */
  #predictions: NumericArray | null = null;
  #field: HTMLCanvasElement | null = null;
  #grid: { key: string; inputs: Float32Array } | null = null;
  #loop: PredictionLoop | null = null;
  #described: Run['description'] = null;
  readonly #frame = new FrameController(this, () => this.#draw());
  readonly #size = new SizeController(this, () => this.#frame.request());

  constructor() {
    super();
    new RunController(
      this,
      () => this.run,
      () => this.#loop?.request(),
    );
    new RestorationController(this, () => {
      // The picture of the field may have been emptied as well.
      this.#field = null;
      if (this.#predictions) this.#paint(this.#predictions);
      this.#frame.request();
    });
  }

  override connectedCallback(): void {
    super.connectedCallback();
    this.#loop = new PredictionLoop(this.run.session, (duration) => this.#job(duration));
    this.#loop.request();
  }

  override disconnectedCallback(): void {
    super.disconnectedCallback();
    this.#loop?.stop();
  }

  override render() {
    return html`<canvas role="img" aria-label=${this.description}></canvas>`;
  }

  override updated(changed: PropertyValues<this>): void {
    if (this.#described !== this.run.description) {
      this.#described = this.run.description;
      this.#field = null;
      this.#predictions = null;
    }
    if (changed.has('palette') && this.#predictions) this.#paint(this.#predictions);
    this.#loop?.request();
    this.#frame.request();
  }

  #job(duration: number): PredictionJob | null {
    const { description } = this.run;
    if (!description?.domain) return null;
    const side = adaptSide(this.#side, duration);
    const key = `${side} ${description.domain.join(' ')}`;
    if (this.#grid?.key !== key)
      this.#grid = { key, inputs: planeGrid(description.domain, side) };
    return {
      inputs: this.#grid.inputs,
      show: (predictions) => {
        // An answer of a network that has been replaced meanwhile has another width.
        if (this.run.description !== description) return;
        this.#side = side;
        this.#paint(predictions);
      },
    };
  }

  #paint(predictions: NumericArray): void {
    const { description } = this.run;
    if (!description) return;
    this.#predictions = predictions;
    const meaning = fieldMeaningOf(description);
    const side = Math.sqrt(predictions.length / meaning.outputs);
    this.#field ??= document.createElement('canvas');
    if (this.#field.width !== side) this.#field.width = this.#field.height = side;
    const context = this.#field.getContext('2d');
    if (!context) return;
    const image = context.createImageData(side, side);
    paintField(predictions, meaning, this.palette, image.data);
    context.putImageData(image, 0, 0);
    this.#frame.request();
  }

  #draw(): void {
    const { width } = this.#size;
    const { description } = this.run;
    if (!this.hasUpdated || width === 0 || !description?.domain) return;
    drawPlane(
      sizeCanvas(this.canvas, width, width),
      {
        field: this.#field,
        domain: description.domain,
        featureNames: description.featureNames,
        train: description.points.train,
        test: this.showTest ? description.points.test : null,
        meaning: fieldMeaningOf(description),
        palette: this.palette,
        font: canvasFont(this),
      },
      width,
    );
  }
}

declare global {
  interface HTMLElementTagNameMap {
    'nabla-plane-view': PlaneView;
  }
}
