import { css, html, LitElement, nothing } from 'lit';
import { customElement, property } from 'lit/decorators.js';
import { fieldStyles } from '../../controls/field-styles.ts';
import { FLOW_QUANTITIES, type FlowQuantity } from '../../flow/flow-scales.ts';
import { formatCount } from '../../format.ts';
import { baseStyles } from '../../theme.ts';

export type TransportAction = 'toggle' | 'advance' | 'reset';

/** The networks are to train, to pause, to take a step or to begin anew. */
export class TransportActionEvent extends Event {
  static readonly type = 'transport-action';
  constructor(readonly action: TransportAction) {
    super(TransportActionEvent.type);
  }
}

/** Another of the measurements of the run is to be looked at, by its index. */
export class PlaceChangeEvent extends Event {
  static readonly type = 'place-change';
  constructor(readonly place: number) {
    super(PlaceChangeEvent.type);
  }
}

/** Another figure is to be shown of each layer. */
export class QuantityChangeEvent extends Event {
  static readonly type = 'quantity-change';
  constructor(readonly quantity: FlowQuantity) {
    super(QuantityChangeEvent.type);
  }
}

/** What trains the networks of the lab, and what is looked at; more options may be slotted in. */
@customElement('nabla-flow-transport')
export class FlowTransport extends LitElement {
  static override readonly styles = [
    baseStyles,
    fieldStyles,
    css`
      .transport {
        display: flex;
        flex-wrap: wrap;
        align-items: center;
        gap: 0.5rem 1rem;
      }
      .transport .button {
        padding: 0 0.9rem;
      }
      .transport .primary {
        min-width: 5.5rem;
        color: var(--on-accent);
        background: var(--accent);
        border-color: var(--accent);
      }
      .options {
        display: flex;
        flex: 1 0 100%;
        flex-wrap: wrap;
        align-items: center;
        gap: 0.5rem 1.5rem;
      }
      .time {
        display: flex;
        flex: 1 1 18rem;
        align-items: center;
        gap: 0.75rem;
        min-width: 0;
      }
      .time input {
        flex: 1;
        min-width: 6rem;
        accent-color: var(--accent);
      }
      .time .step {
        min-width: 9.5rem;
      }
      .pick {
        display: flex;
        align-items: center;
        gap: 0.5rem;
      }
      .pick select {
        width: auto;
        max-width: 15rem;
      }
    `,
  ];

  @property({ type: Boolean }) running = false;
  /** Updates taken so far. */
  @property({ type: Number }) step = 0;
  /** Index of the measurement that is looked at, and how many there are. */
  @property({ type: Number }) place = 0;
  @property({ type: Number }) count = 0;
  /** The step of that measurement; null before the first. */
  @property({ attribute: false }) shownStep: number | null = null;
  @property({ attribute: false }) quantity: FlowQuantity = FLOW_QUANTITIES[0];
  /** Whether singular values are shown. */
  @property({ type: Boolean }) spectrum = false;
  /** Why they are not, in a sentence, or null. */
  @property({ attribute: false }) problem: string | null = null;

  override render() {
    const { place, count, shownStep } = this;
    const isLive = place === count - 1;
    return html`<section class="transport" aria-label="Training">
      <button
        class="button primary"
        id="play"
        title=${this.running ? 'Pause (Space)' : 'Train (Space)'}
        @click=${() => this.#act('toggle')}
      >
        ${this.running ? 'Pause' : 'Train'}
      </button>
      <button
        class="button"
        id="advance"
        title="One step (→)"
        @click=${() => this.#act('advance')}
      >
        Step
      </button>
      <button
        class="button"
        id="reset"
        title="Reset (R)"
        @click=${() => this.#act('reset')}
      >
        Reset
      </button>
      <div class="time">
        <span class="step">
          ${
            shownStep === null
              ? 'Preparing…'
              : `Step ${formatCount(shownStep)}${isLive ? '' : ` of ${formatCount(this.step)}`}`
          }
        </span>
        <input
          type="range"
          aria-label="Step that is looked at"
          min="0"
          max=${Math.max(1, count - 1)}
          .value=${String(Math.max(0, place))}
          ?disabled=${count < 2}
          aria-valuetext=${shownStep === null ? nothing : `Step ${formatCount(shownStep)}`}
          @input=${(event: Event) =>
            this.dispatchEvent(
              new PlaceChangeEvent(Number((event.target as HTMLInputElement).value)),
            )}
        />
      </div>
      <div class="options">
        <div class="pick">
          <label for="quantity">Show</label>
          <select
            id="quantity"
            @change=${(event: Event) => {
              const { value } = event.target as HTMLSelectElement;
              const chosen = FLOW_QUANTITIES.find(({ id }) => id === value);
              if (chosen) this.dispatchEvent(new QuantityChangeEvent(chosen));
            }}
          >
            ${FLOW_QUANTITIES.map(
              ({ id, label }) =>
                html`<option value=${id} .selected=${id === this.quantity.id}>
                  ${label}
                </option>`,
            )}
          </select>
        </div>
        <label class="check">
          <input
            type="checkbox"
            id="spectrum"
            .checked=${this.spectrum}
            @change=${() => this.dispatchEvent(new Event('spectrum-toggle'))}
          />
          Singular values
        </label>
        <slot></slot>
      </div>
      ${
        this.problem === null
          ? nothing
          : html`<p class="problem" role="alert">${this.problem}</p>`
      }
    </section>`;
  }

  #act(action: TransportAction): void {
    this.dispatchEvent(new TransportActionEvent(action));
  }
}

declare global {
  interface HTMLElementTagNameMap {
    'nabla-flow-transport': FlowTransport;
  }
}
