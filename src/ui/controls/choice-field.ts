import { css, html, LitElement, nothing } from 'lit';
import { customElement, property } from 'lit/decorators.js';
import {
  choose,
  parameterOf,
  type Choice,
  type ParameterSchemas,
} from '../../core/choice.ts';
import { baseStyles } from '../theme.ts';
import { fieldStyles } from './field-styles.ts';
import type { NumberChangeEvent } from './number-field.ts';
import './number-field.ts';

/** As much of a registry entry as its control needs. */
export interface ChoiceEntry {
  readonly id: string;
  readonly label: string;
  readonly formula?: string;
  readonly parameters: ParameterSchemas;
}

/** Sent when an entry was chosen or one of its parameters changed. */
export class ChoiceChangeEvent extends Event {
  static readonly type = 'choice-change';
  constructor(readonly choice: Choice) {
    super(ChoiceChangeEvent.type);
  }
}

/** A choice from a registry: a menu and, drawn from the entry's schema, its parameters. */
@customElement('nabla-choice-field')
export class ChoiceField extends LitElement {
  static override readonly styles = [
    baseStyles,
    fieldStyles,
    css`
      :host {
        display: block;
        min-width: 0;
      }
      .field + .parameters {
        margin-top: 0.5rem;
      }
      .parameters {
        display: grid;
        grid-template-columns: repeat(2, minmax(0, 1fr));
        align-items: start;
        gap: 0.5rem;
      }
      nabla-number-field:only-child,
      nabla-number-field[data-name='learningRate'] {
        grid-column: 1 / -1;
      }
    `,
  ];

  @property() label = '';
  @property({ attribute: false }) entries: readonly ChoiceEntry[] = [];
  @property({ attribute: false }) value!: Choice;
  /** Parameters that keep their value when another entry is chosen that has them too. */
  @property({ attribute: false }) kept: readonly string[] = [];
  /** The label is read aloud, but not seen. */
  @property({ type: Boolean }) quiet = false;
  /** Parameters that have a control elsewhere; `true`: all of them. */
  @property({ attribute: false }) without: readonly string[] | true = [];
  /** Only the parameters: the menu stands elsewhere. */
  @property({ type: Boolean }) menuless = false;

  override render() {
    const entry = this.entries.find(({ id }) => id === this.value.id);
    const { without } = this;
    const parameters = Object.entries(entry?.parameters ?? {}).filter(
      ([name]) => without !== true && !without.includes(name),
    );
    return html`${this.menuless ? nothing : this.#renderMenu(entry)}
    ${
      parameters.length === 0
        ? nothing
        : html`<div class="parameters">
            ${parameters.map(
              ([name, schema]) =>
                html`<nabla-number-field
                  data-name=${name}
                  .label=${schema.label}
                  .value=${parameterOf(this.value, name)}
                  .range=${schema}
                  @number-change=${(event: NumberChangeEvent) =>
                    this.#send({ ...this.value, [name]: event.value })}
                ></nabla-number-field>`,
            )}
          </div>`
    }`;
  }

  #renderMenu(entry: ChoiceEntry | undefined) {
    return html`<div class="field">
      <label for="select" class=${this.quiet ? 'visually-hidden' : ''}
        >${this.label}</label
      >
      <select id="select" title=${entry?.formula ?? nothing} @change=${this.#onSelect}>
        ${this.entries.map(
          ({ id, label }) =>
            html`<option value=${id} .selected=${id === this.value.id}>${label}</option>`,
        )}
      </select>
    </div>`;
  }

  readonly #onSelect = (event: Event): void => {
    const id = (event.target as HTMLSelectElement).value;
    const entry = this.entries.find((candidate) => candidate.id === id);
    if (entry) this.#send(choose(entry, this.#keptParameters(entry)));
  };

  #keptParameters(entry: ChoiceEntry): Record<string, number> {
    const kept: Record<string, number> = {};
    for (const name of this.kept) {
      const value = this.value[name];
      if (name in entry.parameters && typeof value === 'number') kept[name] = value;
    }
    return kept;
  }

  #send(choice: Choice): void {
    this.dispatchEvent(new ChoiceChangeEvent(choice));
  }
}

declare global {
  interface HTMLElementTagNameMap {
    'nabla-choice-field': ChoiceField;
  }
}
