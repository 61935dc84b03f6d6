import { css, html, LitElement, nothing, type PropertyValues } from 'lit';
import { customElement, property, state } from 'lit/decorators.js';
import { UserError } from '../../../../core/errors.ts';
import {
  decodeHidden,
  DEFAULT_RACE,
  RACE_ACTIVATIONS,
  RACE_BOUNDS,
  RACE_DATASETS,
  RACE_OPTIMIZERS,
  type RaceOptions,
} from '../../../../state/race-options.ts';
import { activations } from '../../../../ops/activations/index.ts';
import { optimizers } from '../../../../ops/optimizers/index.ts';
import { fieldStyles } from '../../../controls/field-styles.ts';
import type { NumberChangeEvent } from '../../../controls/number-field.ts';
import { baseStyles } from '../../../theme.ts';
import { RaceChangeEvent } from './race-change.ts';
import '../../../controls/number-field.ts';

/** What is raced: the data, the network, how it learns, and how far. */
@customElement('nabla-race-controls')
export class RaceControls extends LitElement {
  static override readonly styles = [
    baseStyles,
    fieldStyles,
    css`
      fieldset {
        display: grid;
        grid-template-columns: repeat(auto-fit, minmax(8.5rem, 1fr));
        gap: 0.75rem;
        align-items: start;
        border: 0;
        margin: 0;
        padding: 0;
        min-width: 0;
      }
      fieldset:disabled {
        opacity: 0.6;
      }
    `,
  ];

  @property({ attribute: false }) race: RaceOptions = DEFAULT_RACE;
  @property({ type: Boolean }) disabled = false;

  /** What is wrong with the layers that were typed last; they are not taken. */
  @state() private problem: string | null = null;

  override willUpdate(changed: PropertyValues<this>): void {
    if (changed.has('race')) this.problem = null;
  }

  override render() {
    const { race, problem } = this;
    return html`<fieldset ?disabled=${this.disabled}>
      <legend class="visually-hidden">What is raced</legend>
      ${this.#menu(
        'dataset',
        'Data set',
        RACE_DATASETS.map(({ id, label }) => ({ id, label })),
      )}
      <div class="field">
        <label for="hidden">Hidden layers</label>
        <input
          id="hidden"
          type="text"
          inputmode="numeric"
          autocomplete="off"
          spellcheck="false"
          .value=${race.hidden.join(', ')}
          aria-invalid=${problem !== null}
          aria-describedby=${problem === null ? nothing : 'problem'}
          @change=${this.#onHidden}
        />
        ${problem === null ? nothing : html`<p class="problem" id="problem" role="alert">${problem}</p>`}
      </div>
      ${this.#menu(
        'activation',
        'Activation',
        RACE_ACTIVATIONS.map((id) => ({ id, label: activations.get(id).label })),
      )}
      ${this.#menu(
        'optimizer',
        'Optimizer',
        RACE_OPTIMIZERS.map((id) => ({ id, label: optimizers.get(id).label })),
      )}
      ${this.#number('learningRate', 'Learning rate')}
      ${this.#number('target', 'Target loss')}
    </fieldset>`;
  }

  #menu(
    name: 'dataset' | 'activation' | 'optimizer',
    label: string,
    entries: readonly { readonly id: string; readonly label: string }[],
  ) {
    return html`<div class="field">
      <label for=${name}>${label}</label>
      <select
        id=${name}
        @change=${(event: Event) =>
          this.#change({ [name]: (event.target as HTMLSelectElement).value })}
      >
        ${entries.map(
          (entry) =>
            html`<option value=${entry.id} .selected=${entry.id === this.race[name]}>
              ${entry.label}
            </option>`,
        )}
      </select>
    </div>`;
  }

  #number(name: 'learningRate' | 'target', label: string) {
    return html`<nabla-number-field
      data-name=${name}
      .label=${label}
      .value=${this.race[name]}
      .range=${{ ...RACE_BOUNDS[name], scale: 'log' }}
      @number-change=${({ value }: NumberChangeEvent) => this.#change({ [name]: value })}
    ></nabla-number-field>`;
  }

  readonly #onHidden = (event: Event): void => {
    try {
      this.#change({ hidden: decodeHidden((event.target as HTMLInputElement).value) });
      this.problem = null;
    } catch (error) {
      if (!(error instanceof UserError)) throw error;
      this.problem = error.message;
    }
  };

  #change(change: Partial<RaceOptions>): void {
    // A number field sends what was typed into it also while the race is on.
    if (!this.disabled)
      this.dispatchEvent(new RaceChangeEvent({ ...this.race, ...change }));
  }
}

declare global {
  interface HTMLElementTagNameMap {
    'nabla-race-controls': RaceControls;
  }
}
