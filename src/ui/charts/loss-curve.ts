import { css, html, LitElement, unsafeCSS, type PropertyValues } from 'lit';
import { customElement, property, query, state } from 'lit/decorators.js';
import type uPlot from 'uplot';
import uPlotStyles from 'uplot/dist/uPlot.min.css?inline';
import { fieldStyles } from '../controls/field-styles.ts';
import { formatCount, formatLoss } from '../format.ts';
import { RunController } from '../run/run-controller.ts';
import type { Run } from '../run/run.ts';
import type { LossColumns } from '../run/loss-history.ts';
import { PALETTES, type Palette } from '../palette.ts';
import { baseStyles } from '../theme.ts';
import { canvasFont } from './canvas-font.ts';
import { FrameController } from './frame-controller.ts';
import { createLossChart, toChartData } from './loss-chart.ts';
import { lossCurveStyles } from './loss-curve-styles.ts';
import { RestorationController } from './restoration-controller.ts';
import { SizeController } from './size-controller.ts';

/** From this loss on the axis is logarithmic in any case. */
const EXPLODED = 1e9;

/** The losses over the steps, live; the values under the cursor, or the newest, stand above it. */
@customElement('nabla-loss-curve')
export class LossCurve extends LitElement {
  static override readonly styles = [
    baseStyles,
    fieldStyles,
    unsafeCSS(uPlotStyles),
    css`
      :host {
        display: flex;
        flex-direction: column;
        container-type: inline-size;
        min-width: 0;
      }
    `,
    lossCurveStyles,
  ];

  @property({ attribute: false }) run!: Run;
  @property({ attribute: false }) palette: Palette = PALETTES.light;
  @state() private logarithmic = false;

  @query('.plot') private readonly plot!: HTMLElement;
  @query('.reading') private readonly reading!: HTMLElement;

  #chart: uPlot | null = null;
  /** Whether the chart's axis is logarithmic. */
  #exponents = false;
  #columns: LossColumns = { steps: [], batch: [], train: [], test: [] };
  #cursor: number | null = null;
  readonly #frame = new FrameController(this, () => this.#draw());
  readonly #size = new SizeController(this, () => this.#rebuild());

  constructor() {
    super();
    new RunController(
      this,
      () => this.run,
      () => this.#frame.request(),
    );
    // uPlot remembers what it has set in its context, which is forgotten there now.
    new RestorationController(this, () => this.#rebuild());
  }

  override render() {
    return html`
      <div class="head">
        <h3>Loss</h3>
        <span class="key"><i class="train"></i>train</span>
        <span class="key"><i class="test"></i>test</span>
        <span class="key"><i class="batch"></i>batch</span>
        <label class="check">
          <input
            type="checkbox"
            .checked=${this.logarithmic}
            @change=${(event: Event) => {
              this.logarithmic = (event.target as HTMLInputElement).checked;
            }}
          />
          log axis
        </label>
      </div>
      <div
        class="plot"
        tabindex="0"
        role="img"
        aria-label="Line chart of the training and test loss over the steps. Arrow keys move the cursor; the values stand below."
        @keydown=${this.#onKey}
        @blur=${() => this.#moveCursor(null)}
      ></div>
      <p class="reading"></p>
    `;
  }

  override updated(changed: PropertyValues): void {
    if (changed.has('palette') || changed.has('logarithmic')) this.#rebuild();
    else this.#frame.request();
  }

  override disconnectedCallback(): void {
    super.disconnectedCallback();
    this.#chart?.destroy();
    this.#chart = null;
  }

  #rebuild(): void {
    const { width } = this.#size;
    if (!this.hasUpdated || width === 0) return;
    this.#chart?.destroy();
    this.#columns = this.run.history.columns();
    this.#exponents = this.logarithmic || isExploded(this.#columns);
    this.#chart = createLossChart(this.plot, this.#columns, {
      width,
      height: this.plot.clientHeight,
      palette: this.palette,
      logarithmic: this.#exponents,
      font: canvasFont(this),
      onCursor: (index) => {
        this.#cursor = index;
        this.#read();
      },
    });
    this.#read();
  }

  #draw(): void {
    if (!this.#chart) return;
    this.#columns = this.run.history.columns();
    if (this.#exponents !== (this.logarithmic || isExploded(this.#columns))) {
      this.#rebuild();
      return;
    }
    this.#chart.setData(toChartData(this.#columns, this.#exponents));
    this.#read();
  }

  /** Writes the values at the cursor; without one the newest of each line. */
  #read(): void {
    const { steps, batch, train, test } = this.#columns;
    const at = this.#cursor ?? steps.length - 1;
    const value = (values: (number | null)[]): string =>
      formatLoss(nearestBefore(values, at) ?? NaN);
    const text =
      steps.length === 0
        ? 'No step taken yet.'
        : `Step ${formatCount(Math.round(steps[at] ?? 0))}: train ${value(train)}, ` +
          `test ${value(test)}, batch ${value(batch)}`;
    // With hyphens at which no line breaks, so that 1e-4 stays one word.
    this.reading.textContent = text.replaceAll('-', '\u2011');
  }

  readonly #onKey = (event: KeyboardEvent): void => {
    const move = { ArrowLeft: -1, ArrowRight: 1, PageUp: -20, PageDown: 20 }[event.key];
    const { length } = this.#columns.steps;
    if (move === undefined || length === 0) return;
    event.preventDefault();
    event.stopPropagation();
    const from = this.#cursor ?? length - 1;
    this.#moveCursor(Math.max(0, Math.min(length - 1, from + move)));
  };

  #moveCursor(index: number | null): void {
    const chart = this.#chart;
    if (!chart) return;
    const left = index === null ? -10 : chart.valToPos(this.#columns.steps[index], 'x');
    chart.setCursor({ left, top: index === null ? -10 : 1 });
  }
}

/** Whether a loss is so great that on a linear axis nothing but it would be seen. */
function isExploded({ batch }: LossColumns): boolean {
  return batch.some((value) => value !== null && value > EXPLODED);
}

/** The value at `index`, or the last before it where a line has none there. */
function nearestBefore(values: (number | null)[], index: number): number | null {
  for (let i = index; i >= 0; i--) if (values[i] !== null) return values[i];
  return null;
}

declare global {
  interface HTMLElementTagNameMap {
    'nabla-loss-curve': LossCurve;
  }
}
