import { html, LitElement, nothing } from 'lit';
import { customElement, property, state } from 'lit/decorators.js';
import type { RunDescription } from '../../../session/handle.ts';
import type { ControlId } from '../../../state/control-ids.ts';
import type { ViewOptions } from '../../../state/view-options.ts';
import { ViewChangeEvent } from '../../view-change.ts';
import { isImages, isStandardized } from '../../charts/data-kind.ts';
import { fieldStyles } from '../../controls/field-styles.ts';
import { RunController } from '../../run/run-controller.ts';
import type { Run } from '../../run/run.ts';
import {
  CLASS_COLOURS,
  classColour,
  pairNames,
  PALETTES,
  type Palette,
} from '../../palette.ts';
import { loadProblem } from '../../load-problem.ts';
import { baseStyles } from '../../theme.ts';
import { outputPanelStyles } from './output-panel-styles.ts';
import { panelStyles } from './panel-styles.ts';
import type { UnitPlace } from '../../charts/unit-map.ts';
import { unitName } from './diagram/unit-name.ts';
import './result-figures.ts';
import '../../charts/plane-view.ts';

/** What has been learned: the answer over the plane or for examples, and its figures. */
@customElement('nabla-output-panel')
export class OutputPanel extends LitElement {
  static override readonly styles = [
    baseStyles,
    fieldStyles,
    panelStyles,
    outputPanelStyles,
  ];

  @property({ attribute: false }) run!: Run;
  @property({ attribute: false }) palette: Palette = PALETTES.light;

  /** A unit that is looked at, shown in place of the answer. */
  @property({ attribute: false }) place: UnitPlace | null = null;

  @property({ type: Boolean }) showTest = false;
  @property({ type: Boolean }) discretize = false;
  @property({ attribute: false }) hide: readonly ControlId[] = [];

  /** Most people look at the plane: what shows other data is loaded with them. */
  @state() private samplesLoaded = false;

  constructor() {
    super();
    new RunController(this, () => this.run);
  }

  override updated(): void {
    const { description } = this.run;
    if (!description || description.domain || this.samplesLoaded) return;
    import('../../charts/sample-view.ts').then(
      () => {
        this.samplesLoaded = true;
      },
      () =>
        this.run.report({
          message: loadProblem('The view of examples'),
          origin: 'page',
        }),
    );
  }

  override render() {
    const { run } = this;
    const { description } = run;
    return html`<section aria-labelledby="heading">
      <h2 id="heading" class="visually-hidden">Output</h2>
      <div class="answer">
        ${description ? this.#renderAnswer(description) : html`<div class="blank"></div>`}
      </div>
      <nabla-result-figures .run=${run}></nabla-result-figures>
    </section>`;
  }

  #renderAnswer(description: RunDescription) {
    const { run, palette } = this;
    if (!description.domain) {
      if (!this.samplesLoaded) return html`<div class="blank"></div>`;
      return html`<nabla-sample-view
          .run=${run}
          .palette=${palette}
          .description=${describeSamples(description)}
        ></nabla-sample-view>
        <p class="note">${describeSamples(description)}</p>`;
    }
    return html`<nabla-plane-view
        .run=${run}
        .palette=${palette}
        .showTest=${this.showTest}
        .discretize=${this.discretize}
        .place=${this.place}
        .description=${describePlane(description, palette)}
      ></nabla-plane-view>
      <div class="legend">
        ${
          this.place
            ? html`<span class="key">${unitName(description, this.place)}</span>`
            : this.#renderKey(description)
        }
        <span class="checks">
          ${this.#check('test-points', 'test points', this.showTest, description.testCount === 0, (testPoints) => ({ testPoints }))}
          ${this.#check('discretize', 'discretize', this.discretize, false, (discretize) => ({ discretize }))}
        </span>
      </div>`;
  }

  /** A box that changes how the answer is looked at. */
  #check(
    id: ControlId,
    label: string,
    checked: boolean,
    disabled: boolean,
    change: (checked: boolean) => Partial<ViewOptions>,
  ) {
    if (this.hide.includes(id)) return nothing;
    return html`<label class="check">
      <input
        type="checkbox"
        .checked=${checked}
        ?disabled=${disabled}
        @change=${(event: Event) =>
          this.dispatchEvent(
            new ViewChangeEvent(change((event.target as HTMLInputElement).checked)),
          )}
      />
      ${label}
    </label>`;
  }

  #renderKey(description: RunDescription) {
    const { classNames } = description;
    if (!classNames)
      return html`<span class="key">
        <i class="scale" aria-hidden="true"></i>
        ${isStandardized(description) ? 'below to above mean' : 'negative to positive'}
      </span>`;
    return classNames.map((name, label) => {
      const colour =
        label < CLASS_COLOURS.length &&
        classColour(label, classNames.length, this.palette);
      return colour
        ? html`<span class="key">
            <i aria-hidden="true" style=${`background:${colour}`}></i>${name}
          </span>`
        : nothing;
    });
  }
}

function describePlane(
  { planeNames, classNames, task }: RunDescription,
  palette: Palette,
): string {
  const { negative, positive } = pairNames(palette);
  const plane = `over the plane of ${planeNames?.join(' and ')}`;
  return task === 'regression'
    ? `What the network answers ${plane}: ${negative} is negative, ${positive} is positive. The training points lie on top.`
    : `Which of ${classNames?.length ?? 0} classes the network sees ${plane}, paler where it is less certain. The training points lie on top.`;
}

function describeSamples(description: RunDescription): string {
  const part = description.testCount > 0 ? 'Test' : 'Training';
  if (description.task === 'regression')
    return `${part} examples: the predicted against the true value${isStandardized(description) ? ', in standard deviations from the mean' : ''}. On the diagonal both agree.`;
  return isImages(description)
    ? `${part} examples with what the network takes them for, and below the accuracy of each class in percent.`
    : `${part} examples: how often each class (row) is taken for each (column).`;
}

declare global {
  interface HTMLElementTagNameMap {
    'nabla-output-panel': OutputPanel;
  }
}
