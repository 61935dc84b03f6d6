import { css, html, LitElement, nothing } from 'lit';
import { customElement, property, query, state } from 'lit/decorators.js';
import type { RunDescription } from '../../../../../session/handle.ts';
import { fieldStyles } from '../../../../controls/field-styles.ts';
import { adaptSide, planeGrid } from '../../../../charts/plane-grid.ts';
import { formatCount, formatSigned } from '../../../../format.ts';
import { PALETTES, type Palette } from '../../../../palette.ts';
import { RefreshController } from '../../../../run/refresh-controller.ts';
import type { Run } from '../../../../run/run.ts';
import { baseStyles } from '../../../../theme.ts';
import { extentOf } from '../../../../charts/signed-painter.ts';
import { columnOf, longestSide, nameOfOutput, rowNorms } from './sensitivity-query.ts';
import { PlaneQuestion } from './plane-question.ts';
import { sensitivityStyles } from './sensitivity-styles.ts';
import '../../../../charts/scale-legend.ts';
import './output-choice.ts';
import type { OutputChoiceEvent } from './output-choice.ts';
import './plane-map.ts';

/** Milliseconds between two maps. */
const INTERVAL = 150;

/** By what is differentiated: the first or second coordinate, or both (the norm). */
type Direction = 0 | 1 | 'norm';

interface Answer {
  /** [cells, 2] coordinates, and by them the derivatives at each, NaN where there is none. */
  readonly plane: Float32Array;
  readonly gradients: Float64Array;
  readonly step: number;
}

/** How much the answer changes with each coordinate of the plane, as a map. */
@customElement('nabla-plane-sensitivity')
export class PlaneSensitivity extends LitElement {
  static override readonly styles = [
    baseStyles,
    fieldStyles,
    sensitivityStyles,
    css`
      nabla-plane-map {
        max-width: 26rem;
      }
    `,
  ];

  @property({ attribute: false }) run!: Run;
  @property({ attribute: false }) palette: Palette = PALETTES.light;

  @state() private output = 0;
  @state() private of: 'output' | 'logit' = 'output';
  @state() private direction: Direction = 'norm';
  @state() private showPoints = true;
  @state() private answer: Answer | null = null;

  @query('select') private readonly select!: HTMLSelectElement;

  /** The run that the choices were made for. */
  #described: RunDescription | null = null;
  #side = 40;
  readonly #refresh = new RefreshController(
    this,
    () => this.run,
    INTERVAL,
    () => this.#ask(),
  );

  override willUpdate(): void {
    const { description } = this.run;
    if (!description || this.#described === description) return;
    this.#described = description;
    this.answer = null;
    // Of two classes the second, which is blue, is the one that answers are given for.
    this.output = description.plan.outputs === 2 ? 1 : 0;
    this.#refresh.request();
  }

  override render() {
    const { description } = this.run;
    if (!description?.domain) return nothing;
    const { answer } = this;
    const values = answer ? this.#valuesOf(answer) : null;
    const extent = values ? extentOf(values) : 0;
    const what = `${this.#symbolFor(description)}, where ŷ is ${nameOfOutput(description, this.output, this.of)}`;
    return html`<section aria-label="Sensitivity">
      <nabla-plane-map
        .description=${description}
        .values=${values}
        .extent=${extent}
        .palette=${this.palette}
        .showPoints=${this.showPoints}
        .label=${`${what}, over the plane.${values ? ` ${this.#summary(values)}` : ''}`}
      ></nabla-plane-map>
      <div class="side">
        <nabla-output-choice
          .description=${description}
          .output=${this.output}
          .of=${this.of}
          @output-choice=${(event: OutputChoiceEvent) => {
            this.output = event.output;
            this.of = event.of;
            this.#refresh.request();
          }}
        ></nabla-output-choice>
        <div class="field">
          <label for="direction">Derivative</label>
          <select id="direction" @change=${this.#onDirection}>
            ${(['norm', 0, 1] as const).map(
              (direction) =>
                html`<option
                  .value=${String(direction)}
                  .selected=${direction === this.direction}
                >
                  ${this.#symbolFor(description, direction)}
                </option>`,
            )}
          </select>
        </div>
        <div>
          <nabla-scale-legend
            .extent=${extent}
            .positive=${this.direction === 'norm'}
          ></nabla-scale-legend>
          <p class="note">
            ${what}.${answer ? ` Step ${formatCount(answer.step)}.` : ''}
          </p>
        </div>
        ${values && answer ? this.#renderFigures(description, values, answer) : nothing}
        ${
          this.#refresh.problem === null
            ? nothing
            : html`<p class="problem" role="alert">${this.#refresh.problem}</p>`
        }
        <label class="check">
          <input
            type="checkbox"
            .checked=${this.showPoints}
            @change=${(event: Event) => {
              this.showPoints = (event.target as HTMLInputElement).checked;
            }}
          />
          training points
        </label>
      </div>
    </section>`;
  }

  #renderFigures(
    { planeNames }: RunDescription,
    values: Float64Array,
    { plane }: Answer,
  ) {
    const figures = figuresOf(values);
    if (!figures || !planeNames) return nothing;
    const { least, most, steepest } = figures;
    const [x, y] = plane.subarray(2 * steepest, 2 * steepest + 2);
    return html`<dl>
      <dt>Range</dt>
      <dd>${formatSigned(least)} to ${formatSigned(most)}</dd>
      <dt>Steepest at</dt>
      <dd>
        ${planeNames[0]} = ${formatSigned(x)}, ${planeNames[1]} = ${formatSigned(y)}
      </dd>
    </dl>`;
  }

  #summary(values: Float64Array): string {
    const figures = figuresOf(values);
    if (!figures) return 'It has no value here.';
    const { least, most } = figures;
    return `From ${formatSigned(least)} to ${formatSigned(most)}.`;
  }

  #symbolFor({ planeNames }: RunDescription, direction = this.direction): string {
    return direction === 'norm' ? 'Norm ‖∇ŷ‖' : `∂ŷ/∂${planeNames?.[direction] ?? ''}`;
  }

  readonly #onDirection = (): void => {
    const { value } = this.select;
    this.direction = value === '0' ? 0 : value === '1' ? 1 : 'norm';
  };

  #valuesOf({ gradients }: Answer): Float64Array {
    return this.direction === 'norm'
      ? rowNorms(gradients, 2)
      : columnOf(gradients, 2, this.direction);
  }

  #ask(): Promise<void> | null {
    const { description, session } = this.run;
    if (!description?.domain) return null;
    const { output, of } = this;
    if (output >= description.plan.outputs) return null;
    this.#side = adaptSide(this.#side, this.#refresh.duration);
    const side = Math.max(1, Math.min(this.#side, longestSide(description)));
    const plane = planeGrid(description.domain, side);
    const asked = new PlaneQuestion(description.features, plane);
    const question = `${of} ${output}`;
    return session
      .sensitivity({ inputs: asked.inputs, output, of })
      .then(({ gradients, step }) => {
        if (this.run.description !== description) return;
        if (question !== `${this.of} ${this.output}`) return;
        this.answer = { plane, gradients: asked.byPlane(gradients), step };
      });
  }
}

/** Over the cells that have a value; null where none has. */
function figuresOf(
  values: Float64Array,
): { least: number; most: number; steepest: number } | null {
  let least = Infinity;
  let most = -Infinity;
  let steepest = -1;
  values.forEach((value, index) => {
    if (!Number.isFinite(value)) return;
    least = Math.min(least, value);
    most = Math.max(most, value);
    if (steepest < 0 || Math.abs(value) > Math.abs(values[steepest])) steepest = index;
  });
  return steepest < 0 ? null : { least, most, steepest };
}

declare global {
  interface HTMLElementTagNameMap {
    'nabla-plane-sensitivity': PlaneSensitivity;
  }
}
