import { css, html, LitElement, nothing } from 'lit';
import { customElement, property, state } from 'lit/decorators.js';
import type { RunDescription, Sensitivity } from '../../../../../session/handle.ts';
import { predictedClasses } from '../../../../charts/confusion.ts';
import { fieldMeaningOf } from '../../../../charts/field-meaning.ts';
import { extentOf } from '../../../../charts/signed-painter.ts';
import { fieldStyles } from '../../../../controls/field-styles.ts';
import { formatCount, formatShare, formatSigned } from '../../../../format.ts';
import { PALETTES, type Palette } from '../../../../palette.ts';
import { RefreshController } from '../../../../run/refresh-controller.ts';
import type { Run } from '../../../../run/run.ts';
import { baseStyles } from '../../../../theme.ts';
import type { OutputChoiceEvent } from './output-choice.ts';
import { nameOfOutput, rowNorms } from './sensitivity-query.ts';
import { sensitivityStyles } from './sensitivity-styles.ts';
import '../../../../charts/pixel-image.ts';
import '../../../../charts/scale-legend.ts';
import './output-choice.ts';

/** Milliseconds between two answers. */
const INTERVAL = 150;
/** Stands for the true class of the example that is shown. */
const TRUE_CLASS = -1;

interface Answer {
  readonly of: RunDescription;
  /** Example, output and kind it is about. */
  readonly question: string;
  readonly sensitivity: Sensitivity;
}

/** Which pixels of an example would change the answer, and in which direction. */
@customElement('nabla-image-sensitivity')
export class ImageSensitivity extends LitElement {
  static override readonly styles = [
    baseStyles,
    fieldStyles,
    sensitivityStyles,
    css`
      .images {
        display: grid;
        grid-template-columns: repeat(2, minmax(0, 1fr));
        gap: 0.75rem;
        max-width: 26rem;
        align-content: start;
      }
      figure {
        margin: 0;
        min-width: 0;
      }
      figcaption {
        margin-top: 0.3rem;
        font-size: var(--text-small);
      }
      .examples {
        display: flex;
        flex-wrap: wrap;
        align-items: center;
        gap: 0.5rem;
      }
    `,
  ];

  @property({ attribute: false }) run!: Run;
  @property({ attribute: false }) palette: Palette = PALETTES.light;

  @state() private example = 0;
  @state() private output = TRUE_CLASS;
  @state() private of: 'output' | 'logit' = 'output';
  @state() private answer: Answer | null = null;

  /** The run that the choices were made for. */
  #described: RunDescription | null = null;
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
    this.example = Math.min(this.example, examplesOf(description).points.count - 1);
    if (this.output >= description.plan.outputs) this.output = TRUE_CLASS;
    this.#refresh.request();
  }

  override render() {
    const { description } = this.run;
    const { classNames } = description ?? {};
    if (!description || !classNames) return nothing;
    const { part, points } = examplesOf(description);
    const label = points.labels[this.example];
    const name = classNames[label];
    const known =
      this.answer?.question === this.#question() ? this.answer.sensitivity : null;
    const gradients = known?.gradients ?? new Float64Array(0);
    const extent = extentOf(gradients);
    const what = nameOfOutput(description, this.#outputFor(label), this.of);
    return html`<section aria-label="Sensitivity">
      <div class="images">
        <figure>
          <nabla-pixel-image
            .values=${imageOf(points, this.example)}
            .palette=${this.palette}
            .label=${`${part} example ${this.example + 1}, a ${name}`}
          ></nabla-pixel-image>
          <figcaption>
            A
            ${name}${known ? html`, taken for ${this.#takenFor(description, known)}` : nothing}
          </figcaption>
        </figure>
        <figure>
          <nabla-pixel-image
            .values=${gradients}
            .extent=${extent}
            .palette=${this.palette}
            .label=${`Derivative of ${what} by each pixel, from ${formatSigned(-extent)} to ${formatSigned(extent)}`}
          ></nabla-pixel-image>
          <figcaption>Derivative of ${what} by each pixel</figcaption>
        </figure>
      </div>
      <div class="side">
        <div class="examples">
          <button
            class="button"
            ?disabled=${this.example === 0}
            @click=${() => this.#turn(-1)}
          >
            Previous
          </button>
          <span
            >${part} example ${formatCount(this.example + 1)} of
            ${formatCount(points.count)}</span
          >
          <button
            class="button"
            ?disabled=${this.example === points.count - 1}
            @click=${() => this.#turn(1)}
          >
            Next
          </button>
        </div>
        <nabla-output-choice
          .description=${description}
          .output=${this.output}
          .of=${this.of}
          .trueClass=${`true class (${name})`}
          @output-choice=${(event: OutputChoiceEvent) => {
            this.output = event.output;
            this.of = event.of;
            this.#refresh.request();
          }}
        ></nabla-output-choice>
        <div>
          <nabla-scale-legend .extent=${extent}></nabla-scale-legend>
          <p class="note">
            More ink on blue raises ${what}, more ink on orange lowers it.
            ${known ? `Norm ${formatSigned(rowNorms(gradients, gradients.length)[0])}. Step ${formatCount(known.step)}.` : ''}
          </p>
        </div>
        ${
          this.#refresh.problem === null
            ? nothing
            : html`<p class="problem" role="alert">${this.#refresh.problem}</p>`
        }
      </div>
    </section>`;
  }

  #takenFor(description: RunDescription, { outputs }: Sensitivity): string {
    const { probabilities } = fieldMeaningOf(description);
    const [taken] = predictedClasses(outputs, outputs.length, probabilities);
    const name = description.classNames?.[taken] ?? '';
    if (!probabilities) return name;
    const certainty =
      outputs.length > 1 ? outputs[taken] : taken === 1 ? outputs[0] : 1 - outputs[0];
    return `${name} (${formatShare(certainty)})`;
  }

  #turn(by: number): void {
    this.example += by;
    this.#refresh.request();
  }

  #outputFor(label: number): number {
    const { outputs = 1 } = this.run.description?.plan ?? {};
    if (outputs === 1) return 0;
    return this.output === TRUE_CLASS ? label : this.output;
  }

  #question(): string {
    return `${this.example} ${this.of} ${this.output}`;
  }

  #ask(): Promise<void> | null {
    const { description, session } = this.run;
    if (!description) return null;
    const { points } = examplesOf(description);
    const { of, example } = this;
    if (example >= points.count) return null;
    const output = this.#outputFor(points.labels[example]);
    const inputs = imageOf(points, example);
    const question = this.#question();
    return session.sensitivity({ inputs, output, of }).then((sensitivity) => {
      if (this.run.description !== description) return;
      this.answer = { of: description, question, sensitivity };
    });
  }
}

/** The test part, or the training part where there is none. */
function examplesOf({ points }: RunDescription) {
  return points.test.count > 0
    ? { part: 'Test', points: points.test }
    : { part: 'Training', points: points.train };
}

function imageOf(
  { inputs, count }: RunDescription['points']['train'],
  example: number,
): Float32Array {
  const width = inputs.length / count;
  return inputs.slice(example * width, (example + 1) * width);
}

declare global {
  interface HTMLElementTagNameMap {
    'nabla-image-sensitivity': ImageSensitivity;
  }
}
