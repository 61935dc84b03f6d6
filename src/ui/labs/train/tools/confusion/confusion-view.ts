import { html, LitElement, nothing } from 'lit';
import { customElement, property, state } from 'lit/decorators.js';
import type { PointSet, RunDescription } from '../../../../../session/handle.ts';
import { mixColours, parseColour } from '../../../../charts/colour-scale.ts';
import {
  confusionOf,
  predictedClasses,
  type Confusion,
} from '../../../../charts/confusion.ts';
import { fieldMeaningOf } from '../../../../charts/field-meaning.ts';
import { fieldStyles } from '../../../../controls/field-styles.ts';
import { formatCount, formatShare } from '../../../../format.ts';
import { PALETTES, type Palette } from '../../../../palette.ts';
import { RefreshController } from '../../../../run/refresh-controller.ts';
import type { Run } from '../../../../run/run.ts';
import { baseStyles } from '../../../../theme.ts';
import { confusionStyles } from './confusion-styles.ts';

/** Milliseconds between two counts: 2000 images are more than a prediction a frame should take. */
const INTERVAL = 500;
/** The full colour is too strong for figures on top of it. */
const STRENGTH = 0.55;

type Part = 'test' | 'train';

interface Answer {
  readonly of: RunDescription;
  readonly part: Part;
  readonly step: number;
  readonly confusion: Confusion;
}

/** How often each class is taken for each, as a table. */
@customElement('nabla-confusion-view')
export class ConfusionView extends LitElement {
  static override readonly styles = [baseStyles, fieldStyles, confusionStyles];

  @property({ attribute: false }) run!: Run;
  @property({ attribute: false }) palette: Palette = PALETTES.light;

  @state() private chosen: Part = 'test';
  @state() private answer: Answer | null = null;

  /** The run that the choice was made for. */
  #described: RunDescription | null = null;
  readonly #refresh = new RefreshController(
    this,
    () => this.run,
    INTERVAL,
    () => this.#count(),
  );

  override willUpdate(): void {
    const { description } = this.run;
    if (!description || this.#described === description) return;
    this.#described = description;
    this.answer = null;
    if (description.testCount === 0) this.chosen = 'train';
    this.#refresh.request();
  }

  override render() {
    const { description } = this.run;
    const { classNames } = description ?? {};
    if (!description || !classNames) return nothing;
    const { count } = description.points[this.chosen];
    const total = this.chosen === 'test' ? description.testCount : description.trainCount;
    const confusion = this.answer?.part === this.chosen ? this.answer.confusion : null;
    const name = this.chosen === 'test' ? 'test' : 'training';
    return html`<section aria-label="Confusion matrix">
      <div class="bar">
        <fieldset>
          <legend class="visually-hidden">Examples</legend>
          ${this.#renderPart('test', 'test examples', description.testCount === 0)}
          ${this.#renderPart('train', 'training examples', false)}
        </fieldset>
        <p class="note">
          ${formatCount(count)}${count < total ? ` of ${formatCount(total)}` : ''} ${name}
          examples${this.answer ? `, step ${formatCount(this.answer.step)}` : ''}.
        </p>
      </div>
      ${
        this.#refresh.problem === null
          ? nothing
          : html`<p class="problem" role="alert">${this.#refresh.problem}</p>`
      }
      <div
        class="scroll"
        tabindex="0"
        role="group"
        aria-label="Confusion matrix, scrollable"
      >
        ${this.#renderTable(classNames, confusion)}
      </div>
      ${confusion ? this.#renderWorst(classNames, confusion) : nothing}
    </section>`;
  }

  #renderPart(part: Part, label: string, disabled: boolean) {
    return html`<label class="check">
      <input
        type="radio"
        name="part"
        .checked=${this.chosen === part}
        ?disabled=${disabled}
        @change=${() => {
          this.chosen = part;
          this.#refresh.request();
        }}
      />
      ${label}
    </label>`;
  }

  #renderTable(classNames: readonly string[], confusion: Confusion | null) {
    return html`<table>
      <caption>
        How often each class (row) is taken for each (column). Blue is right, orange is
        wrong, shaded by its share of the row.
      </caption>
      <thead>
        <tr>
          <th scope="col">true</th>
          ${classNames.map((name) => html`<th scope="col" title=${`taken for ${name}`}>${name}</th>`)}
          <th scope="col" class="figure">right</th>
        </tr>
      </thead>
      <tbody>
        ${classNames.map((name, row) => this.#renderRow(name, row, confusion))}
      </tbody>
      <tfoot>
        <tr>
          <th scope="row">all</th>
          <td colspan=${classNames.length}></td>
          <td class="figure">${formatShare(confusion ? accuracyOf(confusion) : NaN)}</td>
        </tr>
      </tfoot>
    </table>`;
  }

  #renderRow(name: string, row: number, confusion: Confusion | null) {
    const classes = this.run.description?.classNames?.length ?? 0;
    const counts = confusion?.counts.subarray(row * classes, (row + 1) * classes);
    const total = counts?.reduce((sum, count) => sum + count, 0) ?? 0;
    return html`<tr>
      <th scope="row">${name}</th>
      ${Array.from({ length: classes }, (_, column) => {
        const count = counts?.[column] ?? 0;
        const share = total > 0 ? count / total : 0;
        return html`<td
          class=${count === 0 ? 'none' : ''}
          style=${`background:${this.#shade(share, row === column)}`}
        >
          ${counts ? formatCount(count) : '–'}
        </td>`;
      })}
      <td class="figure">${formatShare(confusion?.recalls[row] ?? NaN)}</td>
    </tr>`;
  }

  #shade(share: number, right: boolean): string {
    const { surface, negative, positive } = this.palette;
    // The root tells a single mistake from none.
    const strength = STRENGTH * Math.sqrt(share);
    const full = parseColour(right ? positive : negative);
    const [red, green, blue] = mixColours(parseColour(surface), full, strength);
    return `rgb(${red} ${green} ${blue})`;
  }

  #renderWorst(classNames: readonly string[], { classes, counts }: Confusion) {
    let worst = -1;
    counts.forEach((count, at) => {
      const wrong = Math.floor(at / classes) !== at % classes;
      if (wrong && count > 0 && (worst < 0 || count > counts[worst])) worst = at;
    });
    return html`<p class="note">
      ${
        worst < 0
          ? 'Every one of them is recognised.'
          : `Most often ${classNames[Math.floor(worst / classes)]} is taken for ${classNames[worst % classes]}: ${formatCount(counts[worst])} times.`
      }
    </p>`;
  }

  #count(): Promise<void> | null {
    const { description, session, step } = this.run;
    if (!description) return null;
    const part = this.chosen;
    const points: PointSet = description.points[part];
    const classes = description.classNames?.length ?? 0;
    const { outputs, probabilities } = fieldMeaningOf(description);
    return session.predict(points.inputs).then((predictions) => {
      if (this.run.description !== description) return;
      const predicted = predictedClasses(predictions, outputs, probabilities);
      const confusion = confusionOf(points.labels, predicted, classes);
      this.answer = { of: description, part, step, confusion };
    });
  }
}

function accuracyOf({ classes, counts }: Confusion): number {
  let right = 0;
  for (let label = 0; label < classes; label++) right += counts[label * classes + label];
  return right / counts.reduce((sum, count) => sum + count, 0);
}

declare global {
  interface HTMLElementTagNameMap {
    'nabla-confusion-view': ConfusionView;
  }
}
