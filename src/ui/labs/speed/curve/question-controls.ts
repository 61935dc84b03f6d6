import { css, html, LitElement, nothing } from 'lit';
import { customElement, property, state } from 'lit/decorators.js';
import {
  questionProblem,
  QUANTITIES,
  SPEED_AXES,
  type FamilyNetwork,
  type Quantity,
  type SpeedAxis,
  type SpeedQuestion,
} from '../../../../core/speed-question.ts';
import type { SpeedOptions } from '../../../../state/speed-options.ts';
import { fieldStyles } from '../../../controls/field-styles.ts';
import { baseStyles } from '../../../theme.ts';

/** Another question, or other times of it, are asked for. */
export class QuestionChangeEvent extends Event {
  static readonly type = 'question-change';
  constructor(readonly change: Partial<Pick<SpeedOptions, 'question' | 'quantity'>>) {
    super(QuestionChangeEvent.type, { bubbles: true, composed: true });
  }
}

const AXIS_NAMES: Readonly<Record<SpeedAxis, string>> = {
  width: 'Width',
  batch: 'Batch size',
  depth: 'Depth',
  parameters: 'Parameters',
};
const QUANTITY_NAMES: Readonly<Record<Quantity, string>> = {
  step: 'Training step',
  gradient: 'Gradient alone',
  latency: 'Single step, waited for',
};
/** Sizes to begin with where another axis is chosen. */
const USUAL_SIZES: Readonly<Record<SpeedAxis, readonly number[]>> = {
  width: [8, 16, 32, 64, 128, 256, 512, 1024],
  batch: [1, 4, 16, 64, 256, 1024],
  depth: [1, 2, 4, 8, 16, 32],
  parameters: [1000, 4000, 16_000, 64_000, 250_000, 1_000_000],
};
const NETWORK_FIELDS = [
  ['inputs', 'Inputs'],
  ['width', 'Width'],
  ['depth', 'Depth'],
  ['outputs', 'Outputs'],
  ['batchSize', 'Batch size'],
] as const satisfies readonly (readonly [keyof FamilyNetwork, string])[];

/** What is measured: the axis, its sizes, what the network has besides, and how often. */
@customElement('nabla-question-controls')
export class QuestionControls extends LitElement {
  static override readonly styles = [
    baseStyles,
    fieldStyles,
    css`
      .row {
        display: grid;
        grid-template-columns: repeat(auto-fit, minmax(7.5rem, 1fr));
        gap: 0.75rem;
        align-items: end;
      }
      .sizes {
        grid-column: span 2;
      }
      @media (max-width: 24rem) {
        .sizes {
          grid-column: auto;
        }
      }
      .problem {
        margin-top: 0.5rem;
      }
    `,
  ];

  @property({ attribute: false }) question!: SpeedQuestion;
  @property() quantity: Quantity = 'step';
  @property({ type: Boolean }) disabled = false;

  /** What is wrong with what was typed last; it is not taken. */
  @state() private problem: string | null = null;

  override render() {
    const { axis, values, base, rounds } = this.question;
    return html`<div class="row">
        <div class="field">
          <label for="quantity">Time of</label>
          <select
            id="quantity"
            @change=${(event: Event) =>
              this.dispatchEvent(
                new QuestionChangeEvent({ quantity: valueOf(event) as Quantity }),
              )}
          >
            ${QUANTITIES.toReversed().map((id) => this.#option(id, QUANTITY_NAMES[id], this.quantity))}
          </select>
        </div>
        <div class="field">
          <label for="axis">Against</label>
          <select
            id="axis"
            ?disabled=${this.disabled}
            @change=${(event: Event) => {
              const chosen = valueOf(event) as SpeedAxis;
              this.#ask({ axis: chosen, values: USUAL_SIZES[chosen] });
            }}
          >
            ${SPEED_AXES.map((id) => this.#option(id, AXIS_NAMES[id], axis))}
          </select>
        </div>
        <div class="field sizes">
          <label for="values">Sizes, ascending</label>
          <input
            id="values"
            type="text"
            inputmode="numeric"
            autocomplete="off"
            ?disabled=${this.disabled}
            aria-invalid=${this.problem !== null}
            .value=${values.join(', ')}
            @change=${(event: Event) => this.#ask({ values: numbersOf(valueOf(event)) })}
          />
        </div>
        ${NETWORK_FIELDS.filter(([key]) => !isAxis(key, axis)).map(
          ([key, label]) =>
            html`<div class="field">
              <label for=${key}>${label}</label>
              <input
                id=${key}
                type="text"
                inputmode="numeric"
                autocomplete="off"
                ?disabled=${this.disabled}
                .value=${String(base[key])}
                @change=${(event: Event) =>
                  this.#ask({ base: { ...base, [key]: numberOf(valueOf(event)) } })}
              />
            </div>`,
        )}
        <div class="field">
          <label for="rounds">Rounds</label>
          <input
            id="rounds"
            type="text"
            inputmode="numeric"
            autocomplete="off"
            ?disabled=${this.disabled}
            .value=${String(rounds)}
            @change=${(event: Event) => this.#ask({ rounds: numberOf(valueOf(event)) })}
          />
        </div>
      </div>
      ${this.problem === null ? nothing : html`<p class="problem" role="alert">${this.problem}</p>`}`;
  }

  #option(id: string, label: string, chosen: string) {
    return html`<option value=${id} ?selected=${id === chosen}>${label}</option>`;
  }

  #ask(change: Partial<SpeedQuestion>): void {
    const question = { ...this.question, ...change };
    this.problem = questionProblem(question);
    if (this.problem === null) this.dispatchEvent(new QuestionChangeEvent({ question }));
  }
}

/** The width is no choice where it follows from the number of parameters. */
const isAxis = (key: keyof FamilyNetwork, axis: SpeedAxis): boolean =>
  key === axis ||
  (key === 'batchSize' && axis === 'batch') ||
  (key === 'width' && axis === 'parameters');

const valueOf = (event: Event): string =>
  (event.target as HTMLInputElement | HTMLSelectElement).value;

/** NaN where it is none; `1,024` and `1 024` are. */
const numberOf = (text: string): number =>
  /^\s*\d[\d\s]*$/.test(text) ? Number(text.replace(/\s/g, '')) : NaN;

/** Numbers between commas, semicolons or spaces. */
const numbersOf = (text: string): number[] =>
  text
    .split(/[\s,;]+/)
    .filter((part) => part !== '')
    .map(numberOf);

declare global {
  interface HTMLElementTagNameMap {
    'nabla-question-controls': QuestionControls;
  }
}
