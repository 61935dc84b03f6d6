import { css, type PropertyValues } from 'lit';
import { customElement, property } from 'lit/decorators.js';
import type { NumericArray } from '../../core/arrays.ts';
import type { PredictionJob } from '../run/prediction-loop.ts';
import type { Run } from '../run/run.ts';
import { canvasFont } from './canvas-font.ts';
import { sizeCanvas } from './canvas-size.ts';
import { parseColour } from './colour-scale.ts';
import { fieldMeaningOf } from './field-meaning.ts';
import { paintField } from './field-painter.ts';
import { adaptSide, gridInputs, planeGrid, type GridInputs } from './plane-grid.ts';
import { drawPlane } from './plane-painter.ts';
import { PredictionView } from './prediction-view.ts';
import { paintUnit, unitValues, type UnitPlace } from './unit-map.ts';

type Grid = GridInputs & { readonly key: string };

/**
 * What the network answers over the plane that its inputs are computed from, with the data on
 * top. Where a feature has no value the plane is left blank.
 */
@customElement('nabla-plane-view')
export class PlaneView extends PredictionView {
  static override readonly styles = [
    PredictionView.styles,
    css`
      canvas {
        aspect-ratio: 1;
      }
    `,
  ];

  @property({ type: Boolean }) showTest = false;
  /** Only which class or sign, without shades. */
  @property({ type: Boolean }) discretize = false;
  /** What is shown in place of the answer: one unit of the network. */
  @property({ attribute: false }) place: UnitPlace | null = null;

  #side = 56;
  /** The newest predictions, and their picture: one pixel a cell. */
  #predictions: NumericArray | null = null;
  #field: HTMLCanvasElement | null = null;
  #grid: Grid | null = null;
  /** Cells of the newest predictions in which a feature has no value. */
  #undefinedCells: readonly number[] = [];
  #described: Run['description'] = null;

  override updated(changed: PropertyValues<this>): void {
    if (this.#described !== this.run.description) {
      this.#described = this.run.description;
      this.#field = null;
      this.#predictions = null;
    }
    // The picture of another unit is none of this one.
    if (changed.has('place')) this.#predictions = null;
    if ((changed.has('palette') || changed.has('discretize')) && this.#predictions)
      this.#paint(this.#predictions);
    super.updated(changed);
  }

  protected override restore(): void {
    // The picture of the field may have been emptied as well.
    this.#field = null;
    if (this.#predictions) this.#paint(this.#predictions);
    super.restore();
  }

  protected override nextJob(duration: number): PredictionJob | null {
    const { description } = this.run;
    if (!description?.domain) return null;
    const side = adaptSide(this.#side, duration);
    const { domain, features } = description;
    const key = [side, ...domain, ...(features ?? [])].join(' ');
    if (this.#grid?.key !== key)
      this.#grid = { key, ...gridInputs(features, planeGrid(domain, side)) };
    const { inputs, undefinedCells } = this.#grid;
    const { place } = this;
    return {
      inputs,
      layer: place?.layer,
      show: (predictions) => {
        // An answer of a network that has been replaced meanwhile has another width.
        if (this.run.description !== description || this.place !== place) return;
        this.#side = side;
        this.#undefinedCells = undefinedCells;
        this.#paint(predictions);
      },
    };
  }

  #paint(predictions: NumericArray): void {
    const { description } = this.run;
    if (!description) return;
    this.#predictions = predictions;
    const meaning = fieldMeaningOf(description);
    const unit = this.place && unitValues(predictions, this.place, description, meaning);
    const side = Math.sqrt(predictions.length / (unit?.units ?? meaning.outputs));
    this.#field ??= document.createElement('canvas');
    if (this.#field.width !== side) this.#field.width = this.#field.height = side;
    const context = this.#field.getContext('2d');
    if (!context) return;
    const image = context.createImageData(side, side);
    if (unit) paintUnit(unit, this.palette, image.data);
    else paintField(predictions, meaning, this.palette, image.data, this.discretize);
    const blank = parseColour(this.palette.surface);
    for (const cell of this.#undefinedCells) image.data.set(blank, 4 * cell);
    context.putImageData(image, 0, 0);
    this.frame.request();
  }

  protected override draw(width: number): void {
    const { description } = this.run;
    if (!description?.domain || !description.planeNames) return;
    drawPlane(
      sizeCanvas(this.canvas, width, width),
      {
        field: this.#field,
        domain: description.domain,
        names: description.planeNames,
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
