import { css, html, LitElement, type PropertyValues } from 'lit';
import { customElement, property } from 'lit/decorators.js';
import type { DatasetDefinition } from '../../data/dataset-definition.ts';
import { DATASETS } from '../../data/datasets/index.ts';
import { sizeCanvas } from '../charts/canvas-size.ts';
import { RestorationController } from '../charts/restoration-controller.ts';
import { drawThumbnail } from '../charts/thumbnail-painter.ts';
import { PALETTES, type Palette } from '../palette.ts';
import { baseStyles } from '../theme.ts';

/** Sent when somebody has chosen a data set. */
export class DatasetChangeEvent extends Event {
  constructor(readonly dataset: string) {
    super('dataset-change', { bubbles: true, composed: true });
  }
}

const THUMBNAIL = 44;

/** The generated data sets as small pictures, one of which is chosen. */
@customElement('nabla-dataset-picker')
export class DatasetPicker extends LitElement {
  static override readonly styles = [
    baseStyles,
    css`
      fieldset {
        display: grid;
        grid-template-columns: repeat(auto-fill, minmax(3rem, 1fr));
        gap: 0.35rem;
        margin: 0;
        padding: 0;
        border: 0;
        min-width: 0;
      }
      label {
        position: relative;
        display: grid;
        place-items: center;
        aspect-ratio: 1;
        max-width: 4rem;
        border-radius: var(--radius);
        border: 1px solid var(--hairline);
        cursor: pointer;
      }
      label:hover {
        border-color: var(--border);
      }
      label:has(:checked) {
        border-color: var(--accent);
        box-shadow: 0 0 0 1px var(--accent);
      }
      /* Forced colours leave out shadows, and paint all borders alike. */
      @media (forced-colors: active) {
        label:has(:checked) {
          border: 3px solid Highlight;
        }
      }
      label:has(:focus-visible) {
        outline: 2px solid var(--accent);
        outline-offset: 2px;
      }
      input {
        position: absolute;
        inset: 0;
        width: 100%;
        height: 100%;
        margin: 0;
        opacity: 0;
        cursor: pointer;
      }
      canvas {
        width: ${THUMBNAIL}px;
        height: ${THUMBNAIL}px;
      }
    `,
  ];

  /** Id of the chosen data set; empty where the data is a file. */
  @property() value = '';
  @property({ attribute: false }) palette: Palette = PALETTES.light;

  constructor() {
    super();
    new RestorationController(this, (canvas) => this.#draw(canvas));
  }

  override render() {
    return html`<fieldset>
      <legend class="visually-hidden">Data set</legend>
      ${DATASETS.entries.map(
        ({ id, label }) =>
          html`<label title=${label}>
            <input
              type="radio"
              name="dataset"
              value=${id}
              aria-label=${label}
              .checked=${id === this.value}
              @change=${() => this.dispatchEvent(new DatasetChangeEvent(id))}
            />
            <canvas aria-hidden="true" data-dataset=${id}></canvas>
          </label>`,
      )}
    </fieldset>`;
  }

  override updated(changed: PropertyValues<this>): void {
    if (!changed.has('palette')) return;
    for (const canvas of this.renderRoot.querySelectorAll('canvas')) this.#draw(canvas);
  }

  #draw(canvas: HTMLCanvasElement): void {
    const dataset: DatasetDefinition = DATASETS.get(canvas.dataset['dataset'] ?? '');
    const context = sizeCanvas(canvas, THUMBNAIL, THUMBNAIL);
    drawThumbnail(context, dataset, THUMBNAIL, this.palette);
  }
}

declare global {
  interface HTMLElementEventMap {
    'dataset-change': DatasetChangeEvent;
  }
  interface HTMLElementTagNameMap {
    'nabla-dataset-picker': DatasetPicker;
  }
}
