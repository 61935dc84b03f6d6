import { css, html, LitElement, nothing } from 'lit';
import { customElement, property, state } from 'lit/decorators.js';
import { baseStyles } from '../theme.ts';
import { fieldStyles } from './field-styles.ts';
import {
  formatField,
  type NumberRange,
  parseNumber,
  stepNumber,
} from './number-codec.ts';

/** Sent when somebody has entered an allowed number. */
export class NumberChangeEvent extends Event {
  static readonly type = 'number-change';
  constructor(readonly value: number) {
    super(NumberChangeEvent.type);
  }
}

/**
 * A number with its range. A wrong entry stays in the field with a sentence below it; only
 * an allowed one is sent on. Arrow up and down go to the next round value.
 */
@customElement('nabla-number-field')
export class NumberField extends LitElement {
  static override readonly styles = [
    baseStyles,
    fieldStyles,
    css`
      :host {
        display: block;
        min-width: 0;
      }
      input[type='text'] {
        text-align: right;
      }
      .with-unit {
        position: relative;
      }
      .with-unit input {
        padding-right: 1.6rem;
      }
      .unit {
        position: absolute;
        right: 0.5rem;
        top: 50%;
        translate: 0 -50%;
        color: var(--muted);
        pointer-events: none;
      }
    `,
  ];

  @property() label = '';
  @property({ type: Number }) value = 0;
  @property({ attribute: false }) range: NumberRange = { minimum: 0, maximum: 1 };
  /** Shown inside the field, after the number. */
  @property() unit = '';
  /** The label is read aloud, but not seen: what it is follows from where it stands. */
  @property({ type: Boolean }) quiet = false;

  @state() private problem = '';

  override willUpdate(changed: Map<PropertyKey, unknown>): void {
    if (changed.has('value')) this.problem = '';
  }

  override render() {
    const { problem } = this;
    return html`<div class="field">
      <label for="input" class=${this.quiet ? 'visually-hidden' : ''}
        >${this.label}</label
      >
      <div class=${this.unit ? 'with-unit' : ''}>
        <input
          id="input"
          type="text"
          inputmode=${this.range.integer ? 'numeric' : 'decimal'}
          autocomplete="off"
          spellcheck="false"
          .value=${formatField(this.value)}
          aria-invalid=${problem ? 'true' : 'false'}
          aria-describedby=${problem ? 'problem' : nothing}
          @change=${this.#commit}
          @keydown=${this.#onKey}
          @focus=${this.#selectAll}
        />
        ${this.unit ? html`<span class="unit" aria-hidden="true">${this.unit}</span>` : nothing}
      </div>
      ${problem ? html`<p class="problem" id="problem" role="alert">${problem}</p>` : nothing}
    </div>`;
  }

  readonly #commit = (event: Event): void => {
    const parsed = parseNumber((event.target as HTMLInputElement).value, this.range);
    if ('problem' in parsed) this.problem = parsed.problem;
    else this.#send(parsed.value);
  };

  readonly #onKey = (event: KeyboardEvent): void => {
    if (event.key !== 'ArrowUp' && event.key !== 'ArrowDown') return;
    event.preventDefault();
    const input = event.target as HTMLInputElement;
    const parsed = parseNumber(input.value, this.range);
    const from = 'value' in parsed ? parsed.value : this.value;
    const value = stepNumber(from, event.key === 'ArrowUp' ? 1 : -1, this.range);
    input.value = formatField(value);
    this.#send(value);
  };

  readonly #selectAll = (event: FocusEvent): void => {
    (event.target as HTMLInputElement).select();
  };

  #send(value: number): void {
    this.problem = '';
    if (value === this.value) return;
    this.value = value;
    this.dispatchEvent(new NumberChangeEvent(value));
  }
}

declare global {
  interface HTMLElementTagNameMap {
    'nabla-number-field': NumberField;
  }
}
