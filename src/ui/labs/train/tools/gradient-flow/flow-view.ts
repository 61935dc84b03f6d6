import { html, LitElement, nothing } from 'lit';
import { customElement, property, query, state } from 'lit/decorators.js';
import { diagnoseFlow, type GradientFlow } from '../../../../../core/gradient-flow.ts';
import type { TrainingSpec } from '../../../../../core/spec.ts';
import type { RunDescription } from '../../../../../session/handle.ts';
import { SizeController } from '../../../../charts/size-controller.ts';
import { fieldStyles } from '../../../../controls/field-styles.ts';
import { formatCount } from '../../../../format.ts';
import { RefreshController } from '../../../../run/refresh-controller.ts';
import type { Run } from '../../../../run/run.ts';
import { baseStyles } from '../../../../theme.ts';
import { SpecChangeEvent } from '../../spec-change.ts';
import { flowChart, layerAt, type FlowChartSize } from '../../../../flow/flow-chart.ts';
import { flowKey, flowKeyStyles } from '../../../../flow/flow-key.ts';
import { flowScales } from '../../../../flow/flow-scales.ts';
import { flowStyles } from '../../../../flow/flow-styles.ts';
import { describeLayer, explanation, headline } from '../../../../flow/flow-words.ts';
import { remediesFor } from '../../../../flow/remedies.ts';

/** Milliseconds between two measurements. */
const INTERVAL = 250;

/** The chain rule layer by layer: how much of the error gets back to each, and why. */
@customElement('nabla-flow-view')
export class FlowView extends LitElement {
  static override readonly styles = [baseStyles, fieldStyles, flowStyles, flowKeyStyles];

  @property({ attribute: false }) run!: Run;
  @property({ attribute: false }) spec!: TrainingSpec;

  @state() private flow: GradientFlow | null = null;
  @state() private marked: number | null = null;

  @query('svg') private readonly chart!: SVGElement | null;

  /** The run that the flow is of. */
  #described: RunDescription | null = null;
  readonly #size = new SizeController(this, () => this.requestUpdate());
  readonly #refresh = new RefreshController(
    this,
    () => this.run,
    INTERVAL,
    () => this.#ask(),
  );

  override willUpdate(): void {
    const { description } = this.run;
    if (!description || this.#described === description) return;
    this.#described = description;
    this.flow = null;
    this.marked = null;
    this.#refresh.request();
  }

  override render() {
    const { flow } = this;
    if (!flow)
      return this.#refresh.problem === null
        ? nothing
        : html`<p class="problem" role="alert">${this.#refresh.problem}</p>`;
    const diagnosis = diagnoseFlow(flow);
    const remedies = remediesFor(diagnosis, this.spec);
    return html`
      <div class="words">
        <h3 id="headline">${headline(diagnosis)}</h3>
        <p>${explanation(flow, diagnosis)}</p>
        ${
          remedies.length === 0
            ? nothing
            : html`<div class="remedies" role="group" aria-label="What may help">
                <span class="note">What may help:</span>
                ${remedies.map(
                  ({ label, spec }) =>
                    html`<button
                      class="button"
                      @click=${() =>
                        this.dispatchEvent(new SpecChangeEvent(spec, 'network'))}
                    >
                      ${label}
                    </button>`,
                )}
              </div>`
        }
      </div>
      ${this.#renderChart(flow)} ${flowKey()}
      <p class="reading" role="status">
        ${
          this.marked === null
            ? `Step ${formatCount(flow.step)}, over ${formatCount(flow.count)} training examples, in float64.`
            : describeLayer(flow, this.marked)
        }
      </p>
    `;
  }

  #renderChart(flow: GradientFlow) {
    const size = this.#chartSize();
    const { layers } = flow;
    return html`<svg
      tabindex="0"
      role="img"
      aria-label="Chart of the back-propagated error of each layer on a logarithmic axis, and of the factors of the chain rule. Arrow keys go through the layers; the figures stand below."
      @pointermove=${(event: PointerEvent) =>
        (this.marked = layerAt(event.offsetX, layers.length, size))}
      @pointerleave=${() => (this.marked = null)}
      @blur=${() => (this.marked = null)}
      @keydown=${this.#onKey}
    >
      ${size.width > 0 ? flowChart(flow, size, this.marked, flowScales([flow])) : nothing}
    </svg>`;
  }

  /** The height is known once the chart is there, whose coming resizes the host. */
  #chartSize(): FlowChartSize {
    const height = this.chart?.clientHeight ?? 0;
    const font = parseFloat(getComputedStyle(this.chart ?? this).fontSize);
    return { width: this.#size.width, height, font };
  }

  readonly #onKey = (event: KeyboardEvent): void => {
    const move = { ArrowLeft: -1, ArrowRight: 1 }[event.key];
    const count = this.flow?.layers.length ?? 0;
    if (move === undefined || count === 0) return;
    event.preventDefault();
    // The page's own shortcuts take arrows too.
    event.stopPropagation();
    const from = this.marked ?? (move > 0 ? -1 : count);
    this.marked = Math.max(0, Math.min(count - 1, from + move));
  };

  #ask(): Promise<void> | null {
    const { description, session } = this.run;
    if (!description) return null;
    return session.gradientFlow().then((flow) => {
      if (this.run.description === description) this.flow = flow;
    });
  }
}

declare global {
  interface HTMLElementTagNameMap {
    'nabla-flow-view': FlowView;
  }
}
