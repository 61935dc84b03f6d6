import { css, html, LitElement } from 'lit';
import { customElement, property, state } from 'lit/decorators.js';
import { baseStyles } from '../theme.ts';
import { fieldStyles } from './field-styles.ts';
import { NumberChangeEvent } from './number-field.ts';

/** A number where its place in the range says more than its digits; sent on when let go of. */
@customElement('nabla-slider-field')
export class SliderField extends LitElement {
  static override readonly styles = [
    baseStyles,
    fieldStyles,
    css`
      :host {
        display: block;
        min-width: 0;
      }
      .head {
        display: flex;
        justify-content: space-between;
        gap: 0.5rem;
      }
      output {
        font-size: var(--text-small);
      }
      input {
        width: 100%;
        height: 1.5rem;
        margin: 0;
        accent-color: var(--accent);
        cursor: pointer;
      }
    `,
  ];

  @property() label = '';
  @property({ type: Number }) value = 0;
  @property({ type: Number }) minimum = 0;
  @property({ type: Number }) maximum = 1;
  @property({ type: Number }) step = 0.01;
  /** What is shown and read aloud for a value. */
  @property({ attribute: false }) format: (value: number) => string = String;

  @state() private shown = 0;

  override willUpdate(changed: Map<PropertyKey, unknown>): void {
    if (changed.has('value')) this.shown = this.value;
  }

  override render() {
    const text = this.format(this.shown);
    return html`<div class="field">
      <div class="head">
        <label for="input">${this.label}</label>
        <output for="input">${text}</output>
      </div>
      <input
        id="input"
        type="range"
        min=${this.minimum}
        max=${this.maximum}
        step=${this.step}
        .value=${String(this.shown)}
        aria-valuetext=${text}
        @input=${(event: Event) => {
          this.shown = (event.target as HTMLInputElement).valueAsNumber;
        }}
        @change=${() => this.dispatchEvent(new NumberChangeEvent(this.shown))}
      />
    </div>`;
  }
}

declare global {
  interface HTMLElementTagNameMap {
    'nabla-slider-field': SliderField;
  }
}
