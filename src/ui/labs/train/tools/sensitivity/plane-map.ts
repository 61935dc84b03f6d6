import { css, html, LitElement, type PropertyValues } from 'lit';
import { customElement, property, query } from 'lit/decorators.js';
import type { NumericArray } from '../../../../../core/arrays.ts';
import type { RunDescription } from '../../../../../session/handle.ts';
import { canvasFont } from '../../../../charts/canvas-font.ts';
import { sizeCanvas } from '../../../../charts/canvas-size.ts';
import { parseColour } from '../../../../charts/colour-scale.ts';
import { fieldMeaningOf } from '../../../../charts/field-meaning.ts';
import { FrameController } from '../../../../charts/frame-controller.ts';
import { drawPlane } from '../../../../charts/plane-painter.ts';
import { RestorationController } from '../../../../charts/restoration-controller.ts';
import { paintSigned } from '../../../../charts/signed-painter.ts';
import { SizeController } from '../../../../charts/size-controller.ts';
import { PALETTES, type Palette } from '../../../../palette.ts';
import { baseStyles } from '../../../../theme.ts';

const NO_POINTS = {
  count: 0,
  inputs: new Float32Array(0),
  labels: new Float32Array(0),
  plane: null,
};

/** Signed values over the plane of two inputs, with its axes and the training points. */
@customElement('nabla-plane-map')
export class PlaneMap extends LitElement {
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

  @property({ attribute: false }) description!: RunDescription;
  /** [side²], row by row from the greatest second input down; null: not known yet, and blank where not finite. */
  @property({ attribute: false }) values: NumericArray | null = null;
  /** Magnitude that gets the full colour. */
  @property({ attribute: false }) extent = 0;
  @property({ attribute: false }) palette: Palette = PALETTES.light;
  @property({ type: Boolean }) showPoints = true;
  /** What it shows, in words. */
  @property() label = '';

  @query('canvas') private readonly canvas!: HTMLCanvasElement;

  #field: HTMLCanvasElement | null = null;
  readonly #frame = new FrameController(this, () => this.#draw());
  readonly #size = new SizeController(this, () => this.#frame.request());

  constructor() {
    super();
    new RestorationController(this, () => {
      this.#paint();
      this.#frame.request();
    });
  }

  override render() {
    return html`<canvas role="img" aria-label=${this.label}></canvas>`;
  }

  override updated(changed: PropertyValues<this>): void {
    if (changed.has('values') || changed.has('palette')) this.#paint();
    this.#frame.request();
  }

  /** One pixel a cell. */
  #paint(): void {
    this.#field = null;
    if (!this.values) return;
    const side = Math.sqrt(this.values.length);
    const field = document.createElement('canvas');
    field.width = field.height = side;
    const context = field.getContext('2d');
    if (!context) return;
    const image = context.createImageData(side, side);
    paintSigned(this.values, this.extent, this.palette, image.data);
    const blank = parseColour(this.palette.surface);
    this.values.forEach((value: number, cell: number) => {
      if (!Number.isFinite(value)) image.data.set(blank, 4 * cell);
    });
    context.putImageData(image, 0, 0);
    this.#field = field;
  }

  #draw(): void {
    const { width } = this.#size;
    const { description } = this;
    if (!this.hasUpdated || width === 0 || !description.domain) return;
    if (!description.planeNames) return;
    drawPlane(
      sizeCanvas(this.canvas, width, width),
      {
        field: this.#field,
        domain: description.domain,
        train: this.showPoints ? description.points.train : NO_POINTS,
        test: null,
        names: description.planeNames,
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
    'nabla-plane-map': PlaneMap;
  }
}
