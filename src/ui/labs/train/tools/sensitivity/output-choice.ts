import { css, html, LitElement, nothing } from 'lit';
import { customElement, property } from 'lit/decorators.js';
import type { RunDescription } from '../../../../../session/handle.ts';
import { fieldStyles } from '../../../../controls/field-styles.ts';
import { baseStyles } from '../../../../theme.ts';
import { hasLogits } from './sensitivity-query.ts';

/** Sent when another output, or its logit instead, was chosen. */
export class OutputChoiceEvent extends Event {
  static readonly type = 'output-choice';
  constructor(
    readonly output: number,
    readonly of: 'output' | 'logit',
  ) {
    super(OutputChoiceEvent.type);
  }
}

/** Which of the network's outputs is differentiated, and whether its logit instead. */
@customElement('nabla-output-choice')
export class OutputChoice extends LitElement {
  static override readonly styles = [
    baseStyles,
    fieldStyles,
    css`
      :host {
        display: grid;
        grid-template-columns: repeat(2, minmax(0, 1fr));
        gap: 0.5rem;
      }
    `,
  ];

  @property({ attribute: false }) description!: RunDescription;
  /** −1: the true class, where that is to choose. */
  @property({ type: Number }) output = 0;
  @property() of: 'output' | 'logit' = 'output';
  /** What the choice −1 says; absent: it is not to choose. */
  @property({ attribute: false }) trueClass: string | null = null;

  override render() {
    const { plan, classNames, spec } = this.description;
    const probability = ['softmax', 'sigmoid'].includes(
      spec.network.output.activation.id,
    );
    return html`${
      plan.outputs > 1
        ? html`<div class="field">
            <label for="output">Class</label>
            <select id="output" @change=${this.#onOutput}>
              ${
                this.trueClass === null
                  ? nothing
                  : html`<option value="-1" .selected=${this.output === -1}>
                      ${this.trueClass}
                    </option>`
              }
              ${Array.from(
                { length: plan.outputs },
                (_, index) =>
                  html`<option .value=${String(index)} .selected=${index === this.output}>
                    ${classNames?.[index] ?? index + 1}
                  </option>`,
              )}
            </select>
          </div>`
        : nothing
    }
    ${
      hasLogits(this.description)
        ? html`<div class="field">
            <label for="of">Of the</label>
            <select id="of" @change=${this.#onOf}>
              <option value="output" .selected=${this.of === 'output'}>
                ${probability ? 'probability' : 'output'}
              </option>
              <option value="logit" .selected=${this.of === 'logit'}>logit</option>
            </select>
          </div>`
        : nothing
    }`;
  }

  readonly #onOutput = (event: Event): void => {
    const output = Number((event.target as HTMLSelectElement).value);
    this.dispatchEvent(new OutputChoiceEvent(output, this.of));
  };

  readonly #onOf = (event: Event): void => {
    const of = (event.target as HTMLSelectElement).value === 'logit' ? 'logit' : 'output';
    this.dispatchEvent(new OutputChoiceEvent(this.output, of));
  };
}

declare global {
  interface HTMLElementTagNameMap {
    'nabla-output-choice': OutputChoice;
  }
}
