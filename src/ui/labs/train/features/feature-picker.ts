import { css, html, LitElement, nothing } from 'lit';
import { customElement, property, state } from 'lit/decorators.js';
import type { TrainingSpec } from '../../../../core/spec.ts';
import { MAX_FEATURE_CHARACTERS } from '../../../../data/plane-features.ts';
import { fieldStyles } from '../../../controls/field-styles.ts';
import { baseStyles } from '../../../theme.ts';
import { SpecChangeEvent } from '../spec-change.ts';
import { featureOptions, withFormula, withToggledFeature } from './feature-edits.ts';

/** What the network is given for a point of the plane: the usual features, and formulas of one's own. */
@customElement('nabla-feature-picker')
export class FeaturePicker extends LitElement {
  static override readonly styles = [
    baseStyles,
    fieldStyles,
    css`
      :host {
        display: block;
      }
      .features {
        display: flex;
        flex-wrap: wrap;
        align-items: center;
        gap: 0.3rem;
        margin: 0;
        padding: 0;
        border: 0;
      }
      legend {
        float: left;
        margin-right: 0.4rem;
        padding: 0;
        color: var(--muted);
        font-size: var(--text-small);
      }
      .feature {
        height: 1.6rem;
        padding: 0 0.5rem;
        border: 1px solid var(--border);
        border-radius: 0.8rem;
        background: none;
        color: var(--muted);
        font: inherit;
        font-size: var(--text-small);
        cursor: pointer;
      }
      .feature:hover {
        border-color: var(--ink);
        color: var(--ink);
      }
      .feature[aria-pressed='true'] {
        border-color: var(--accent);
        background: var(--accent);
        color: var(--on-accent);
      }
      form {
        display: flex;
        gap: 0.3rem;
        margin-top: 0.4rem;
      }
      form input[type='text'] {
        max-width: 16rem;
        height: 1.6rem;
      }
      form .button {
        height: 1.6rem;
        padding: 0 0.5rem;
        font-size: var(--text-small);
      }
      .problem {
        margin-top: 0.3rem;
        white-space: pre-wrap;
      }
    `,
  ];

  @property({ attribute: false }) spec!: TrainingSpec;
  @state() private problem: string | null = null;
  /** Whether there is a field for a formula. */
  @state() private typing = false;

  override render() {
    return html`<fieldset class="features">
        <legend>Features</legend>
        ${featureOptions(this.spec).map(
          ({ feature, label, taken }) =>
            html`<button
              class="feature"
              aria-pressed=${taken}
              title=${feature}
              @click=${() => this.#send(withToggledFeature(this.spec, feature))}
            >
              ${label}
            </button>`,
        )}
        <button
          class="feature"
          aria-label="Add a formula"
          aria-expanded=${this.typing}
          @click=${() => (this.typing = !this.typing)}
        >
          +
        </button>
      </fieldset>
      ${this.typing ? this.#renderForm() : nothing}
      ${
        this.problem === null
          ? nothing
          : html`<p class="problem" id="problem" role="alert">${this.problem}</p>`
      }`;
  }

  #renderForm() {
    return html`<form @submit=${this.#onSubmit}>
      <input
        type="text"
        name="formula"
        aria-label="Formula of x1 and x2"
        aria-describedby=${this.problem === null ? nothing : 'problem'}
        aria-invalid=${this.problem === null ? 'false' : 'true'}
        placeholder="x1^2 - x2"
        maxlength=${MAX_FEATURE_CHARACTERS}
        autocomplete="off"
        spellcheck="false"
      />
      <button class="button">Add</button>
    </form>`;
  }

  readonly #onSubmit = (event: SubmitEvent): void => {
    event.preventDefault();
    const form = event.target as HTMLFormElement;
    const text = new FormData(form).get('formula');
    if (typeof text !== 'string' || text.trim() === '') return;
    try {
      this.#send(withFormula(this.spec, text));
      form.reset();
    } catch (error) {
      this.problem = error instanceof Error ? error.message : String(error);
    }
  };

  #send(spec: TrainingSpec): void {
    this.problem = null;
    this.dispatchEvent(new SpecChangeEvent(spec, 'network'));
  }
}

declare global {
  interface HTMLElementTagNameMap {
    'nabla-feature-picker': FeaturePicker;
  }
}
