import { html, LitElement, nothing } from 'lit';
import { customElement, property, state } from 'lit/decorators.js';
import {
  equationsTex,
  equationsText,
  layerNotes,
  layerTitle,
  modelEquations,
  type EquationGroup,
} from '../../../../../export/equation/model-equations.ts';
import { unitEquations } from '../../../../../export/equation/unit-equations.ts';
import type { Model } from '../../../../../export/model.ts';
import { fieldStyles } from '../../../../controls/field-styles.ts';
import { copyText, selectAll } from '../../../../copy-text.ts';
import { formatCount } from '../../../../format.ts';
import { RunController } from '../../../../run/run-controller.ts';
import type { Run } from '../../../../run/run.ts';
import { baseStyles } from '../../../../theme.ts';
import { ModelFeed } from '../model-feed.ts';
import { equationMath } from './formula-math.ts';
import { equationToolStyles } from './equation-tool-styles.ts';

const DIGITS = [2, 3, 5, 9];
/** What fits on a page; the formula of one unit may be longer. */
const WHOLE = { terms: 8, units: 8, layers: 8 };
const MAX_UNIT_TERMS = 64;

/** The equation of the network, and that of one unit, with the weights as they are now. */
@customElement('nabla-equation-tool')
export class EquationTool extends LitElement {
  static override readonly styles = [baseStyles, fieldStyles, equationToolStyles];

  @property({ attribute: false }) run!: Run;

  @state() private model: Model | null = null;
  @state() private problem = '';
  @state() private layer = 0;
  @state() private unit = 0;
  @state() private digits = 3;
  @state() private form: 'text' | 'tex' = 'text';
  @state() private done = '';

  readonly #feed = new ModelFeed(
    this,
    () => this.run,
    (model) => {
      this.model = model;
      this.problem = '';
    },
    (message) => (this.problem = message),
  );

  constructor() {
    super();
    new RunController(
      this,
      () => this.run,
      () => this.#feed.request(),
    );
  }

  override willUpdate(): void {
    // The run has changed, or this was opened: a paused run sends no update.
    if (this.run.description !== this.#feed.description) this.#feed.request();
  }

  override render() {
    const { model } = this;
    const problem = this.problem
      ? html`<p class="problem" role="alert">${this.problem}</p>`
      : nothing;
    if (!model) return problem;
    const groups = modelEquations(model, { ...WHOLE, digits: this.digits });
    return html`${problem} ${this.#renderUnit(model)}
      <section aria-labelledby="whole">
        <h3 id="whole">The whole network</h3>
        <div class="formulas" tabindex="0" role="region" aria-labelledby="whole">
          ${groups.map(
            ({ title, equations, notes }) =>
              html`<h4>${title}</h4>
                ${equations.map(equationMath)}
                ${notes.map((note) => html`<p class="note">${note}</p>`)}`,
          )}
        </div>
      </section>
      ${this.#renderCopy(groups)}`;
  }

  #renderUnit(model: Model) {
    const { layers } = model.plan;
    const layer = layers[Math.min(this.layer, layers.length - 1)];
    const unit = Math.min(this.unit, layer.units - 1);
    const options = { digits: this.digits, terms: MAX_UNIT_TERMS };
    const equations = unitEquations(model, layer, unit, options);
    return html`<section aria-label="One unit">
      <div class="bar">
        ${this.#select(
          'layer',
          'Layer',
          layers.map((each) => [each.index, layerTitle(model, each)]),
          layer.index,
          (value) => {
            this.layer = value;
            this.unit = 0;
          },
        )}
        ${this.#select(
          'unit',
          'Unit',
          Array.from({ length: layer.units }, (_, at) => [at, String(at + 1)]),
          unit,
          (value) => (this.unit = value),
        )}
        ${this.#select(
          'digits',
          'Digits',
          DIGITS.map((digits) => [digits, String(digits)]),
          this.digits,
          (value) => (this.digits = value),
        )}
        <span class="step"
          >weights at step <span id="step">${formatCount(model.step)}</span></span
        >
      </div>
      <div
        class="formulas one"
        tabindex="0"
        role="region"
        aria-label="Formula of the unit"
      >
        ${equations.map(equationMath)}
      </div>
      ${layerNotes(model, layer).map((note) => html`<p class="note">${note}</p>`)}
    </section>`;
  }

  #select(
    id: string,
    label: string,
    options: readonly (readonly [value: number, text: string])[],
    chosen: number,
    choose: (value: number) => void,
  ) {
    return html`<div class="field">
      <label for=${id}>${label}</label>
      <select
        id=${id}
        @change=${(event: Event) =>
          choose(Number((event.target as HTMLSelectElement).value))}
      >
        ${options.map(
          ([value, text]) =>
            html`<option value=${value} .selected=${value === chosen}>${text}</option>`,
        )}
      </select>
    </div>`;
  }

  #renderCopy(groups: readonly EquationGroup[]) {
    const text = this.form === 'text' ? equationsText(groups) : equationsTex(groups);
    return html`<section aria-labelledby="copying">
      <div class="bar">
        <h3 id="copying">To copy</h3>
        <div class="field push">
          <label for="form" class="visually-hidden">Form</label>
          <select
            id="form"
            @change=${(event: Event) => {
              const { value } = event.target as HTMLSelectElement;
              this.form = value === 'tex' ? 'tex' : 'text';
            }}
          >
            <option value="text" .selected=${this.form === 'text'}>Plain text</option>
            <option value="tex" .selected=${this.form === 'tex'}>TeX</option>
          </select>
        </div>
        <button class="button" id="copy" @click=${() => void this.#copy(text)}>
          Copy
        </button>
      </div>
      <p class="note" role="status">${this.done}</p>
      <pre tabindex="0" role="region" aria-labelledby="copying">${text}</pre>
    </section>`;
  }

  async #copy(text: string): Promise<void> {
    this.done = await copyText(text, () =>
      selectAll(this.renderRoot.querySelector('pre')),
    );
  }
}

declare global {
  interface HTMLElementTagNameMap {
    'nabla-equation-tool': EquationTool;
  }
}
