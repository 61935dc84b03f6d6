import { css, html, LitElement, nothing } from 'lit';
import { customElement, property, query } from 'lit/decorators.js';
import { diagnoseFlow } from '../../../core/gradient-flow.ts';
import type { JacobianSpectrum } from '../../../core/jacobian-spectrum.ts';
import type { TrainingSpec } from '../../../core/spec.ts';
import { SizeController } from '../../charts/size-controller.ts';
import { fieldStyles } from '../../controls/field-styles.ts';
import { flowChart, layerAt, type FlowChartSize } from '../../flow/flow-chart.ts';
import type { FlowScales } from '../../flow/flow-scales.ts';
import { flowStyles } from '../../flow/flow-styles.ts';
import { describeLayer, explanation, headline } from '../../flow/flow-words.ts';
import { remediesFor } from '../../flow/remedies.ts';
import { describeSpectrum, spectrumChart } from '../../flow/spectrum-chart.ts';
import { formatCount, formatLoss } from '../../format.ts';
import { baseStyles } from '../../theme.ts';
import type { FlowReading } from './flow-history.ts';

/** A network is to stand beside the others. */
export class ColumnAddEvent extends Event {
  static readonly type = 'column-add';
  constructor(readonly spec: TrainingSpec) {
    super(ColumnAddEvent.type, { bubbles: true, composed: true });
  }
}

/** The layer that the pointer or the keyboard is at, in all columns; null: none. */
export class LayerMarkEvent extends Event {
  static readonly type = 'layer-mark';
  constructor(readonly layer: number | null) {
    super(LayerMarkEvent.type, { bubbles: true, composed: true });
  }
}

/** One network of the lab: its chain rule, what is the matter with it, and what may help. */
@customElement('nabla-flow-column')
export class FlowColumn extends LitElement {
  static override readonly styles = [
    baseStyles,
    fieldStyles,
    flowStyles,
    css`
      :host {
        min-width: 0;
        align-content: start;
      }
      header {
        display: flex;
        align-items: start;
        gap: 0.5rem;
        min-height: 2.6em;
      }
      h2 {
        flex: 1;
        min-width: 0;
        font-size: var(--text);
        font-weight: 600;
        overflow-wrap: anywhere;
      }
      h3 {
        font-size: var(--text);
      }
      .words {
        align-content: start;
      }
      svg.spectrum {
        height: 14rem;
      }
      .singular {
        stroke: var(--accent);
        stroke-width: 1.5;
        stroke-opacity: 0.75;
      }
      .reading {
        min-height: 4.4em;
      }
      .remove {
        padding: 0 0.6rem;
      }
    `,
  ];

  @property() name = '';
  @property({ attribute: false }) spec!: TrainingSpec;
  @property({ attribute: false }) reading: FlowReading | null = null;
  @property({ attribute: false }) scales!: FlowScales;
  @property({ attribute: false }) marked: number | null = null;
  /** The step since which it has been in its condition. */
  @property({ type: Number }) since = 0;
  @property() problem: string | null = null;
  @property() stopMessage: string | null = null;
  /** Null where it is not to be shown, or not there yet. */
  @property({ attribute: false }) spectrum: JacobianSpectrum | null = null;
  @property({ attribute: false }) spectrumRange: readonly [number, number] = [-2, 0];
  @property({ type: Boolean }) removable = false;
  /** Whether another network can stand beside. */
  @property({ type: Boolean }) extensible = true;

  @query('svg') private readonly chart!: SVGElement | null;
  @query('svg.spectrum') private readonly second!: SVGElement | null;

  readonly #size = new SizeController(this, () => this.requestUpdate());

  override render() {
    const { reading, problem, stopMessage } = this;
    return html`
      <header>
        <h2>${this.name}</h2>
        ${
          this.removable
            ? html`<button
                class="button remove"
                aria-label=${`Remove ${this.name}`}
                @click=${() =>
                  this.dispatchEvent(
                    new Event('column-remove', { bubbles: true, composed: true }),
                  )}
              >
                Remove
              </button>`
            : nothing
        }
      </header>
      ${problem === null ? nothing : html`<p class="problem" role="alert">${problem}</p>`}
      ${reading ? this.#renderReading(reading) : nothing}
      ${
        stopMessage === null
          ? nothing
          : html`<p class="problem" role="status">${stopMessage}</p>`
      }
    `;
  }

  #renderReading(reading: FlowReading) {
    const diagnosis = diagnoseFlow(reading);
    const { marked, spectrum } = this;
    const layer = marked !== null && marked < reading.layers.length ? marked : null;
    const size = this.#sizeOf(this.chart);
    return html`
      <svg
        tabindex="0"
        role="img"
        aria-label=${`${this.name}: ${this.scales.quantity.label} of each layer, and the factors of the chain rule. Arrow keys go through the layers; the figures stand below.`}
        @pointermove=${(event: PointerEvent) =>
          this.#mark(layerAt(event.offsetX, reading.layers.length, size))}
        @pointerleave=${() => this.#mark(null)}
        @blur=${() => this.#mark(null)}
        @keydown=${this.#onKey}
      >
        ${size.width > 0 && size.height > 0 ? flowChart(reading, size, layer, this.scales) : nothing}
      </svg>
      ${spectrum ? this.#renderSpectrum(spectrum, layer) : nothing}
      <p class="reading">
        ${
          layer === null
            ? `Loss ${formatLoss(reading.loss)} over ${formatCount(reading.count)} training examples, back-propagated in float64.`
            : describeLayer(reading, layer)
        }
        ${spectrum ? describeSpectrum(spectrum, layer) : nothing}
      </p>
      <div class="words">
        <h3>
          ${headline(diagnosis)}${this.since > 0 ? ` Since step ${formatCount(this.since)}.` : ''}
        </h3>
        <p>${explanation(reading, diagnosis)}</p>
        ${this.extensible ? this.#renderRemedies(diagnosis) : nothing}
      </div>
    `;
  }

  #renderSpectrum(spectrum: JacobianSpectrum, layer: number | null) {
    const size = this.#sizeOf(this.second);
    return html`<svg
      class="spectrum"
      role="img"
      aria-label=${`${this.name}: singular values of the Jacobian from the first layer to each. ${describeSpectrum(spectrum, null)}`}
    >
      ${size.width > 0 && size.height > 0 ? spectrumChart(spectrum, size, layer, this.spectrumRange) : nothing}
    </svg>`;
  }

  #renderRemedies(diagnosis: ReturnType<typeof diagnoseFlow>) {
    const remedies = remediesFor(diagnosis, this.spec);
    return remedies.length === 0
      ? nothing
      : html`<div
          class="remedies"
          role="group"
          aria-label="What may help, in a new column"
        >
          <span class="note">What may help, beside this:</span>
          ${remedies.map(
            ({ label, spec }) =>
              html`<button
                class="button"
                @click=${() => this.dispatchEvent(new ColumnAddEvent(spec))}
              >
                ${label}
              </button>`,
          )}
        </div>`;
  }

  override updated(): void {
    // A chart's height is known once it is there.
    const waits = [this.chart, this.second].some(
      (chart) => chart && chart.childElementCount === 0 && chart.clientHeight > 0,
    );
    if (waits && this.#size.width > 0) this.requestUpdate();
  }

  #sizeOf(chart: SVGElement | null): FlowChartSize {
    const font = parseFloat(getComputedStyle(chart ?? this).fontSize);
    return { width: this.#size.width, height: chart?.clientHeight ?? 0, font };
  }

  #mark(layer: number | null): void {
    if (layer !== this.marked) this.dispatchEvent(new LayerMarkEvent(layer));
  }

  readonly #onKey = (event: KeyboardEvent): void => {
    const move = { ArrowLeft: -1, ArrowRight: 1 }[event.key];
    const count = this.reading?.layers.length ?? 0;
    if (move === undefined || count === 0) return;
    event.preventDefault();
    // The page's own shortcuts take arrows too.
    event.stopPropagation();
    const from = this.marked ?? (move > 0 ? -1 : count);
    this.#mark(Math.max(0, Math.min(count - 1, from + move)));
  };
}

declare global {
  interface HTMLElementTagNameMap {
    'nabla-flow-column': FlowColumn;
  }
}
