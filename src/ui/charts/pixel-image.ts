import { css, html, LitElement, nothing } from 'lit';
import { customElement, property, query } from 'lit/decorators.js';
import type { NumericArray } from '../../core/arrays.ts';
import { PALETTES, type Palette } from '../palette.ts';
import { baseStyles } from '../theme.ts';
import { FrameController } from './frame-controller.ts';
import { paintImage } from './image-painter.ts';
import { RestorationController } from './restoration-controller.ts';
import { paintSigned } from './signed-painter.ts';

/** A square image whose pixels can be told apart: ink on paper, or signed values. */
@customElement('nabla-pixel-image')
export class PixelImage extends LitElement {
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
        image-rendering: pixelated;
        border: 1px solid var(--hairline);
        border-radius: 3px;
      }
    `,
  ];

  /** [side, side], row-major; empty: nothing yet. */
  @property({ attribute: false }) values: NumericArray = new Float32Array(0);
  /** Magnitude that gets the full colour of the diverging scale; null: the values are ink, 0 to 1. */
  @property({ attribute: false }) extent: number | null = null;
  @property({ attribute: false }) palette: Palette = PALETTES.light;
  /** What it shows, in words; where empty, what is around it says so. */
  @property() label = '';

  @query('canvas') private readonly canvas!: HTMLCanvasElement;

  readonly #frame = new FrameController(this, () => this.#draw());

  constructor() {
    super();
    new RestorationController(this, () => this.#frame.request());
  }

  override render() {
    return html`<canvas
      width="1"
      height="1"
      role=${this.label === '' ? nothing : 'img'}
      aria-label=${this.label === '' ? nothing : this.label}
      aria-hidden=${this.label === '' ? 'true' : nothing}
    ></canvas>`;
  }

  override updated(): void {
    this.#frame.request();
  }

  #draw(): void {
    const side = Math.sqrt(this.values.length);
    const context = this.canvas.getContext('2d');
    if (!context) return;
    if (!(Number.isInteger(side) && side > 0)) {
      context.clearRect(0, 0, this.canvas.width, this.canvas.height);
      return;
    }
    if (this.canvas.width !== side) this.canvas.width = this.canvas.height = side;
    const image = context.createImageData(side, side);
    if (this.extent === null) paintImage(this.values, this.palette, image.data);
    else paintSigned(this.values, this.extent, this.palette, image.data);
    context.putImageData(image, 0, 0);
  }
}

declare global {
  interface HTMLElementTagNameMap {
    'nabla-pixel-image': PixelImage;
  }
}
