import { html, LitElement, nothing, type PropertyValues } from 'lit';
import { customElement, property, query, state } from 'lit/decorators.js';
import { TASKS, type Task, type TrainingSpec } from '../../../../core/spec.ts';
import { pointsProblem } from '../../../../data/points.ts';
import type { NumberChangeEvent } from '../../../controls/number-field.ts';
import { fieldStyles } from '../../../controls/field-styles.ts';
import { labelColour } from '../../../charts/field-painter.ts';
import { PALETTES, type Palette } from '../../../palette.ts';
import { RunController } from '../../../run/run-controller.ts';
import type { Run } from '../../../run/run.ts';
import { baseStyles } from '../../../theme.ts';
import { SpecChangeEvent } from '../spec-change.ts';
import { pointsOfRun, specWithPoints } from './drawn-spec.ts';
import { pointEditorStyles } from './point-editor-styles.ts';
import { toTask } from './point-edits.ts';
import { CLASS_NAMES, describePoints, shownValue } from './point-words.ts';
import { PointHistory, type Drawing } from './point-history.ts';
import type { PlaneRequestEvent, PointPlane, PointsEditEvent } from './point-plane.ts';
import '../../../controls/slider-field.ts';
import './point-plane.ts';

const TASK_NAMES: Readonly<Record<Task, string>> = {
  classification: 'Classes',
  regression: 'Values',
};

/**
 * Draws points to train on. Every edit that leaves points which can be trained on is sent as a
 * change of the spec, so that the network learns while one draws: the editor lies beside the
 * lab and does not cover its answer.
 */
@customElement('nabla-point-editor')
export class PointEditor extends LitElement {
  static override readonly styles = [baseStyles, fieldStyles, pointEditorStyles];

  @property({ attribute: false }) run!: Run;
  @property({ attribute: false }) spec!: TrainingSpec;
  @property({ attribute: false }) palette: Palette = PALETTES.light;

  @state() private target = 0;
  @state() private erasing = false;

  @query('dialog') private readonly dialog!: HTMLDialogElement;
  @query('nabla-point-plane') private readonly plane!: PointPlane;

  #history = new PointHistory({ points: [], task: 'classification' });

  constructor() {
    super();
    new RunController(this, () => this.run);
  }

  /** Opens it, or brings the focus back to it. */
  show(): void {
    if (!this.dialog.matches(':popover-open')) this.dialog.showPopover();
    this.plane.focus();
  }

  close(): void {
    this.dialog.hidePopover();
    this.dispatchEvent(new Event('close'));
  }

  override willUpdate(changed: PropertyValues<this>): void {
    if (!changed.has('spec')) return;
    const { data } = this.spec;
    // What came back from an own edit is known already; other points came by link, or by going back.
    if (!('points' in data) || isSame(data, this.#history.drawing)) return;
    const drawing = { points: data.points, task: data.task };
    if (this.hasUpdated) this.#history.edit(drawing);
    else this.#history = new PointHistory(drawing);
    this.#keepTargetOf(data.task);
  }

  override render() {
    const { points, task } = this.#history.drawing;
    const problem = pointsProblem(points, task);
    return html`<dialog
      popover="manual"
      aria-labelledby="heading"
      @keydown=${this.#onKey}
    >
      <div class="content">
        <div class="head">
          <h2 id="heading">Draw points</h2>
          <button class="button" @click=${() => this.close()}>Close</button>
        </div>
        <fieldset>
          <legend class="visually-hidden">What is to be learned</legend>
          ${TASKS.map(
            (one) =>
              html`<label class="check">
                <input
                  type="radio"
                  name="task"
                  .checked=${one === task}
                  @change=${() => this.#setTask(one)}
                />
                ${TASK_NAMES[one]}
              </label>`,
          )}
        </fieldset>
        ${task === 'classification' ? this.#renderClasses() : this.#renderValue()}
        <nabla-point-plane
          .points=${points}
          .task=${task}
          .target=${this.target}
          .erasing=${this.erasing}
          .palette=${this.palette}
          @points-edit=${(event: PointsEditEvent) =>
            this.#edit({ points: event.points, task })}
          @plane-request=${this.#onRequest}
        ></nabla-point-plane>
        <p class="note" role="status">
          <span class="count">${describePoints(points, task)}</span>
          ${problem === null ? nothing : html`Training on them begins ${beginning(task)}.`}
        </p>
        <div class="row">
          <button
            class="button eraser"
            aria-pressed=${this.erasing}
            @click=${() => {
              this.erasing = !this.erasing;
            }}
          >
            Eraser
          </button>
          <button
            class="button"
            ?disabled=${!this.#history.canUndo}
            @click=${() => this.#undo()}
          >
            Undo
          </button>
          <button
            class="button"
            ?disabled=${points.length === 0}
            @click=${() => this.#edit({ points: [], task })}
          >
            Clear
          </button>
          ${this.#renderCopy()}
        </div>
        <p class="note">
          Click to add, drag to paint, drag a point to move it.
          <span class="keys"
            >With keys: arrows move a cursor, Enter adds, Delete removes, 1 to 9
            choose.</span
          >
        </p>
      </div>
    </dialog>`;
  }

  #renderClasses() {
    return html`<fieldset class="classes">
      <legend class="visually-hidden">Class to draw</legend>
      ${CLASS_NAMES.map(
        (name, index) =>
          html`<label class="class">
            <input
              type="radio"
              name="class"
              aria-label=${`Class ${name}`}
              .checked=${!this.erasing && index === this.target}
              @change=${() => this.#choose(index)}
            />
            <i style=${`background:${this.#colourOf(index)}`} aria-hidden="true"></i>
            <span aria-hidden="true">${name}</span>
          </label>`,
      )}
    </fieldset>`;
  }

  #renderValue() {
    return html`<nabla-slider-field
      label="Value to draw"
      .value=${this.target}
      .minimum=${-1}
      .maximum=${1}
      .step=${0.05}
      .format=${shownValue}
      @number-change=${(event: NumberChangeEvent) => this.#choose(event.value)}
    ></nabla-slider-field>`;
  }

  /** Where the data shown are no drawing yet, they can be the first one. */
  #renderCopy() {
    const { description } = this.run;
    if ('points' in this.spec.data || !description) return nothing;
    const drawing = pointsOfRun(description);
    return drawing
      ? html`<button class="button" @click=${() => this.#edit(drawing)}>
          Take the data shown
        </button>`
      : nothing;
  }

  #colourOf(index: number): string {
    const meaning = { outputs: 1, probabilities: true, valueRange: 1 };
    return labelColour(index, { ...meaning, task: 'classification' }, this.palette);
  }

  readonly #onRequest = ({ request }: PlaneRequestEvent): void => {
    if (request === 'undo') this.#undo();
    else if (request === 'eraser') this.erasing = !this.erasing;
    else this.#choose(request.target);
  };

  readonly #onKey = (event: KeyboardEvent): void => {
    if (event.key !== 'Escape') return;
    event.preventDefault();
    this.close();
  };

  #choose(target: number): void {
    this.target = target;
    this.erasing = false;
  }

  #setTask(task: Task): void {
    const { drawing } = this.#history;
    if (drawing.task === task) return;
    this.#keepTargetOf(task);
    this.#edit({ points: toTask(drawing.points, task), task });
  }

  /** A class is no value and the other way round. */
  #keepTargetOf(task: Task): void {
    if (task === 'regression') this.target = this.target === 0 ? -1 : 1;
    else
      this.target = Number.isInteger(this.target) && this.target >= 0 ? this.target : 0;
  }

  #edit(drawing: Drawing): void {
    if (this.#history.edit(drawing)) this.#changed();
  }

  #undo(): void {
    const { task } = this.#history.drawing;
    if (!this.#history.undo()) return;
    if (this.#history.drawing.task !== task)
      this.#keepTargetOf(this.#history.drawing.task);
    this.#changed();
  }

  /** Has the points trained on, where they can be; else the network goes on with those before. */
  #changed(): void {
    this.requestUpdate();
    const { drawing } = this.#history;
    if (pointsProblem(drawing.points, drawing.task) === null)
      this.dispatchEvent(new SpecChangeEvent(specWithPoints(this.spec, drawing), 'data'));
  }
}

function beginning(task: Task): string {
  return task === 'classification'
    ? 'with points of two classes'
    : 'with the second point';
}

function isSame(data: Drawing, drawing: Drawing): boolean {
  return (
    data.task === drawing.task &&
    JSON.stringify(data.points) === JSON.stringify(drawing.points)
  );
}

declare global {
  interface HTMLElementTagNameMap {
    'nabla-point-editor': PointEditor;
  }
}
