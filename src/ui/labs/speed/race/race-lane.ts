import { css, html, LitElement, nothing, type PropertyValues } from 'lit';
import { customElement, property, query } from 'lit/decorators.js';
import { canvasFont } from '../../../charts/canvas-font.ts';
import { sizeCanvas } from '../../../charts/canvas-size.ts';
import { paintField } from '../../../charts/field-painter.ts';
import { FrameController } from '../../../charts/frame-controller.ts';
import { drawPlane } from '../../../charts/plane-painter.ts';
import { RestorationController } from '../../../charts/restoration-controller.ts';
import { SizeController } from '../../../charts/size-controller.ts';
import { formatCount, formatLoss, formatTime } from '../../../format.ts';
import { labelOf } from '../../../../speed/results/curves.ts';
import { PALETTES, type Palette } from '../../../palette.ts';
import { baseStyles } from '../../../theme.ts';
import { engineColour } from '../curve/engine-colours.ts';
import type { RaceData } from './race-data.ts';
import { GRID_SIZE, type Lane } from './race-run.ts';
import { laneStatus, ordinal } from './race-words.ts';

/** The largest picture: beyond that the lane is only room around it. */
const LARGEST = 560;

/** One runner: what its network answers over the plane, and how far it is. */
@customElement('nabla-race-lane')
export class RaceLane extends LitElement {
  static override readonly styles = [
    baseStyles,
    css`
      :host {
        display: grid;
        grid-template-columns: minmax(0, 1fr);
        gap: 0.6rem;
        align-content: start;
        min-width: 0;
      }
      h3 {
        display: flex;
        flex-wrap: wrap;
        align-items: center;
        gap: 0.2rem 0.5rem;
        min-height: 1.6em;
        font-size: clamp(1.05rem, 0.9rem + 0.6vw, 1.5rem);
        font-weight: 600;
      }
      i {
        width: 0.8em;
        height: 0.8em;
        border-radius: 50%;
        flex: none;
      }
      .place {
        margin-left: auto;
        padding: 0 0.5em;
        border-radius: var(--radius);
        background: var(--ink);
        color: var(--surface);
      }
      .place.first {
        background: var(--accent);
        color: var(--on-accent);
      }
      canvas {
        display: block;
        width: 100%;
        aspect-ratio: 1;
        max-width: ${LARGEST}px;
      }
      dl {
        display: grid;
        grid-template-columns: repeat(3, minmax(0, 1fr));
        gap: 0.25rem 0.75rem;
        margin: 0;
        max-width: ${LARGEST}px;
      }
      dt {
        color: var(--muted);
        font-size: var(--text-small);
      }
      dd {
        margin: 0;
        font-size: clamp(1.15rem, 0.85rem + 0.9vw, 1.9rem);
        font-weight: 600;
        line-height: 1.2;
        white-space: nowrap;
      }
      .status {
        color: var(--muted);
        font-size: var(--text-small);
        overflow-wrap: anywhere;
        min-height: 2.9em;
      }
      .status.refused {
        color: var(--danger);
      }
    `,
  ];

  @property({ attribute: false }) lane!: Lane;
  /** Counts up whenever the lane has changed, which is the same object then. */
  @property({ type: Number }) revision = 0;
  @property({ attribute: false }) data!: RaceData;
  @property({ type: Number }) target = 1;
  /** Where it came in, from 1 on, or null. */
  @property({ attribute: false }) place: number | null = null;
  @property({ attribute: false }) palette: Palette = PALETTES.light;

  @query('canvas') private readonly canvas!: HTMLCanvasElement;

  /** The answers, one pixel a cell. */
  #field: HTMLCanvasElement | null = null;
  #painted: Float32Array | null = null;
  readonly #frame = new FrameController(this, () => this.#draw());
  readonly #size = new SizeController(this, () => this.#frame.request());

  constructor() {
    super();
    new RestorationController(this, () => {
      this.#painted = null;
      this.#frame.request();
    });
  }

  override render() {
    const { lane, place, target } = this;
    const name = labelOf(lane.engine);
    return html`<h3>
        <i
          aria-hidden="true"
          style=${`background:${engineColour(lane.engine, this.palette)}`}
        ></i>
        ${name}
        ${
          place === null
            ? nothing
            : html`<span class="place ${place === 1 ? 'first' : ''}"
                >${ordinal(place)}</span
              >`
        }
      </h3>
      <canvas
        role="img"
        aria-label=${`What the network of ${name} answers over the plane, with the training points on top.`}
      ></canvas>
      <dl>
        <div>
          <dt>Steps</dt>
          <dd id="steps">${formatCount(lane.steps.at(-1) ?? 0)}</dd>
        </div>
        <div>
          <dt>Own clock</dt>
          <dd id="clock">${lane.step === 0 ? '0 s' : formatTime(lane.clock)}</dd>
        </div>
        <div>
          <dt>Loss</dt>
          <dd id="loss">${formatLoss(lane.losses.at(-1) ?? NaN)}</dd>
        </div>
      </dl>
      <p class="status ${lane.refused === null ? '' : 'refused'}">
        ${laneStatus(lane, place, target)}
      </p>`;
  }

  override updated(changed: PropertyValues<this>): void {
    if (changed.has('palette') || changed.has('data')) this.#painted = null;
    this.#frame.request();
  }

  #draw(): void {
    const { width } = this.#size;
    if (!this.hasUpdated || width === 0) return;
    const { points, domain, meaning } = this.data;
    const side = Math.min(width, LARGEST);
    drawPlane(
      sizeCanvas(this.canvas, side, side),
      {
        field: this.#paint(),
        domain,
        names: ['x₁', 'x₂'],
        train: points,
        test: null,
        meaning,
        palette: this.palette,
        font: canvasFont(this),
      },
      side,
    );
  }

  #paint(): HTMLCanvasElement | null {
    const { grid } = this.lane;
    if (!grid) return null;
    this.#field ??= document.createElement('canvas');
    if (this.#painted === grid) return this.#field;
    this.#field.width = this.#field.height = GRID_SIZE;
    const context = this.#field.getContext('2d');
    if (!context) return null;
    const image = context.createImageData(GRID_SIZE, GRID_SIZE);
    paintField(grid, this.data.meaning, this.palette, image.data);
    context.putImageData(image, 0, 0);
    this.#painted = grid;
    return this.#field;
  }
}

declare global {
  interface HTMLElementTagNameMap {
    'nabla-race-lane': RaceLane;
  }
}
