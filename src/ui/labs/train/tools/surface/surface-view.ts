import { css, html } from 'lit';
import type { PropertyValues } from 'lit';
import { customElement, property, query } from 'lit/decorators.js';
import type { NumericArray } from '../../../../../core/arrays.ts';
import type { RunDescription } from '../../../../../session/handle.ts';
import { canvasFont, fontScale } from '../../../../charts/canvas-font.ts';
import { sizeCanvas } from '../../../../charts/canvas-size.ts';
import { fieldMeaningOf } from '../../../../charts/field-meaning.ts';
import { gridInputs, planeGrid } from '../../../../charts/plane-grid.ts';
import { PredictionView } from '../../../../charts/prediction-view.ts';
import { formatCount, formatLoss } from '../../../../format.ts';
import type { PredictionJob } from '../../../../run/prediction-loop.ts';
import { CameraGestures } from './camera-gestures.ts';
import {
  BOX_HEIGHT,
  createProjection,
  turnCamera,
  USUAL_CAMERA,
  zoomCamera,
  type Camera,
} from './projection.ts';
import { LABEL_MARGIN } from './surface-axes.ts';
import { adaptMeshSide, createMesh, FIRST_SIDE } from './surface-mesh.ts';
import { drawSurface } from './surface-painter.ts';
import {
  axisName,
  chosenOutputs,
  extremesOf,
  outputName,
  outputRange,
  paintSurface,
  targetOutput,
  usualOutput,
  type OutputChoice,
} from './surface-values.ts';

/** The picture is this many times as wide as high, and no higher than most of a window. */
const ASPECT = 1.35;
const HIGHEST = 560;

/** An answer of the network over the plane. */
interface Answer {
  readonly of: RunDescription;
  readonly step: number;
  /** [cells, 2] coordinates. */
  readonly plane: Float32Array;
  /** [side², outputs] */
  readonly predictions: NumericArray;
}

/** The output over the plane of two inputs as a surface that can be turned and looked at closely. */
@customElement('nabla-surface-view')
export class SurfaceView extends PredictionView {
  static override readonly styles = [
    PredictionView.styles,
    css`
      canvas {
        cursor: grab;
        /* A finger that moves up or down scrolls the page; sideways, it turns the surface. */
        touch-action: pan-y;
      }
      canvas:active {
        cursor: grabbing;
      }
      .reading {
        color: var(--muted);
        font-size: var(--text-small);
        min-height: 2.9em;
      }
    `,
  ];

  /** Which output is the height; null: the usual one. */
  @property({ attribute: false }) output: OutputChoice | null = null;
  @property({ type: Boolean }) showPoints = true;

  @query('.reading') private readonly reading!: HTMLElement;

  #camera: Camera = USUAL_CAMERA;
  #side: number = FIRST_SIDE;
  /** Milliseconds of the last drawing. */
  #drawing = 0;
  #grid: { key: string; plane: Float32Array; inputs: Float32Array } | null = null;
  #answer: Answer | null = null;
  readonly #gestures = new CameraGestures({
    turn: (azimuth, elevation) => this.turn(azimuth, elevation),
    zoom: (factor) => this.zoom(factor),
    reset: () => this.reset(),
  });

  /** Where the surface is looked at from. */
  get camera(): Camera {
    return this.#camera;
  }

  /** @param azimuth, elevation in radians */
  turn(azimuth: number, elevation: number): void {
    this.#look(turnCamera(this.#camera, azimuth, elevation));
  }

  zoom(factor: number): void {
    this.#look(zoomCamera(this.#camera, factor));
  }

  /** Back to the first view. */
  reset(): void {
    this.#look(USUAL_CAMERA);
  }

  override render() {
    const { pointerdown, pointermove, pointerup, wheel, keydown } = this.#gestures;
    return html`<canvas
        tabindex="0"
        role="img"
        aria-label=${this.description}
        @pointerdown=${pointerdown}
        @pointermove=${pointermove}
        @pointerup=${pointerup}
        @pointercancel=${pointerup}
        @wheel=${wheel}
        @keydown=${keydown}
      ></canvas>
      <p class="reading"></p>`;
  }

  override updated(changed: PropertyValues<this>): void {
    if (this.#answer && this.#answer.of !== this.run.description) this.#answer = null;
    super.updated(changed);
    this.#read();
  }

  protected override nextJob(duration: number): PredictionJob | null {
    const { description } = this.run;
    if (!description?.domain) return null;
    const side = adaptMeshSide(this.#side, this.#drawing, duration);
    const { domain, features } = description;
    const key = [side, ...domain, ...(features ?? [])].join(' ');
    if (this.#grid?.key !== key) {
      const plane = planeGrid(domain, side);
      this.#grid = { key, plane, inputs: gridInputs(features, plane).inputs };
    }
    const { inputs, plane } = this.#grid;
    const { step } = this.run;
    return {
      inputs,
      show: (predictions) => {
        // An answer of a network that has been replaced meanwhile has another width.
        if (this.run.description !== description) return;
        this.#side = side;
        this.#answer = { of: description, step, plane, predictions };
        this.#read();
        this.frame.request();
      },
    };
  }

  protected override draw(width: number): void {
    const answer = this.#answer;
    const height = Math.min(HIGHEST, Math.round(width / ASPECT));
    this.canvas.style.height = `${height}px`;
    const context = sizeCanvas(this.canvas, width, height);
    const began = performance.now();
    if (answer?.of.domain && answer.of === this.run.description)
      this.#drawAnswer(context, answer, answer.of.domain, { width, height });
    else context.clearRect(0, 0, width, height);
    this.#drawing = performance.now() - began;
  }

  #drawAnswer(
    context: CanvasRenderingContext2D,
    { of: description, predictions }: Answer,
    domain: readonly [number, number],
    { width, height }: { width: number; height: number },
  ): void {
    const meaning = fieldMeaningOf(description);
    const output = this.#outputOf(description);
    const values = chosenOutputs(predictions, meaning, output);
    const { train } = description.points;
    const range = outputRange(
      values,
      train.labels.map((label) => targetOutput(label, meaning, output)),
      meaning.task === 'classification' && meaning.probabilities,
    );
    const colours = new Uint8ClampedArray(4 * values.length);
    paintSurface(predictions, meaning, output, this.palette, colours);
    const [first, second] = description.planeNames ?? ['x1', 'x2'];
    const font = canvasFont(this);
    drawSurface(
      context,
      {
        mesh: createMesh(values, range, BOX_HEIGHT),
        colours,
        meaning,
        output,
        points: this.showPoints ? train : null,
        projection: createProjection(
          this.#camera,
          width,
          height,
          LABEL_MARGIN * fontScale(font),
        ),
        domain,
        range,
        names: [first, second, axisName(meaning, output, description.classNames)],
        palette: this.palette,
        font,
      },
      width,
      height,
    );
  }

  #look(camera: Camera): void {
    this.#camera = camera;
    this.frame.request();
  }

  #outputOf(description: RunDescription): OutputChoice {
    return this.output ?? usualOutput(fieldMeaningOf(description));
  }

  /** Says the range of the output and where it ends, for those who do not see the picture. */
  #read(): void {
    if (this.hasUpdated) this.reading.textContent = this.#words();
  }

  #words(): string {
    const answer = this.#answer;
    if (!answer) return 'Waiting for the first answer.';
    const { of: description, plane, predictions, step } = answer;
    const meaning = fieldMeaningOf(description);
    const output = this.#outputOf(description);
    const name = outputName(meaning, output, description.classNames);
    const extremes = extremesOf(chosenOutputs(predictions, meaning, output));
    if (!extremes) return 'No value of the output is finite.';
    const where = (index: number): string => {
      const [first, second] = description.planeNames ?? ['x1', 'x2'];
      const at = (input: number) => plane[2 * index + input].toFixed(1);
      return `${first} = ${at(0)}, ${second} = ${at(1)}`.replaceAll('-', '−');
    };
    const number = (value: number) => formatLoss(value).replace('-', '−');
    return (
      `Step ${formatCount(step)}: ${name} from ${number(extremes.least)} ` +
      `(at ${where(extremes.leastAt)}) to ${number(extremes.greatest)} ` +
      `(at ${where(extremes.greatestAt)}).`
    );
  }
}

declare global {
  interface HTMLElementTagNameMap {
    'nabla-surface-view': SurfaceView;
  }
}
