import { html, LitElement, svg, unsafeCSS, type PropertyValues } from 'lit';
import { customElement, property, query, state } from 'lit/decorators.js';
import type uPlot from 'uplot';
import uPlotStyles from 'uplot/dist/uPlot.min.css?inline';
import { canvasFont } from '../../../../charts/canvas-font.ts';
import { RestorationController } from '../../../../charts/restoration-controller.ts';
import { SizeController } from '../../../../charts/size-controller.ts';
import { fieldStyles } from '../../../../controls/field-styles.ts';
import { formatCount, formatLoss } from '../../../../format.ts';
import { PALETTES, type Palette } from '../../../../palette.ts';
import type { RunRecord } from '../../../../run/run-record.ts';
import { baseStyles } from '../../../../theme.ts';
import {
  compareCurves,
  lossAt,
  type ComparedPart,
  type ComparisonData,
} from './comparison-data.ts';
import { createComparisonPlot, toAligned } from './comparison-plot.ts';
import { comparisonChartStyles } from './comparison-chart-styles.ts';
import { pinStyle } from './pin-styles.ts';

const PARTS = [
  { id: 'test', label: 'Test loss' },
  { id: 'train', label: 'Training loss' },
] as const;

/** The loss curves of the pinned runs over one another; the values at the cursor stand below. */
@customElement('nabla-comparison-chart')
export class ComparisonChart extends LitElement {
  static override readonly styles = [
    baseStyles,
    fieldStyles,
    unsafeCSS(uPlotStyles),
    comparisonChartStyles,
  ];

  /** The pinned runs, at least one. */
  @property({ attribute: false }) records: readonly RunRecord[] = [];
  @property({ attribute: false }) palette: Palette = PALETTES.light;
  @state() private compared: ComparedPart = 'test';
  @state() private logarithmic = false;

  @query('.plot') private readonly plot!: HTMLElement;
  @query('.reading') private readonly reading!: HTMLElement;

  #chart: uPlot | null = null;
  #data: ComparisonData = { steps: [], lines: [] };
  /** The look of the lines that the chart was made with. */
  #pins = '';
  #cursor: number | null = null;
  readonly #size = new SizeController(this, () => this.#rebuild());

  constructor() {
    super();
    // uPlot remembers what it has set in its context, which is forgotten there now.
    new RestorationController(this, () => this.#rebuild());
  }

  override render() {
    const label = this.#label();
    return html`
      <div class="head">
        <h3>Pinned runs</h3>
        ${this.records.map(
          ({ number, pin }) =>
            html`<span class="key">${this.#sample(pin ?? 0)}Run ${number}</span>`,
        )}
        <span class="controls">
          <label class="visually-hidden" for="part">Which loss</label>
          <select
            id="part"
            @change=${(event: Event) => {
              const { value } = event.target as HTMLSelectElement;
              this.compared = value === 'train' ? 'train' : 'test';
            }}
          >
            ${PARTS.map(
              ({ id, label: name }) =>
                html`<option value=${id} .selected=${id === this.compared}>
                  ${name}
                </option>`,
            )}
          </select>
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
        </span>
      </div>
      <div
        class="plot"
        tabindex="0"
        role="img"
        aria-label=${`Line chart of the ${label.toLowerCase()} over the steps: ${this.records
          .map(({ number }) => `run ${number}`)
          .join(', ')}. Arrow keys move the cursor; the values stand below.`}
        @keydown=${this.#onKey}
        @blur=${() => this.#moveCursor(null)}
      ></div>
      <p class="reading"></p>
    `;
  }

  override updated(changed: PropertyValues): void {
    const pins = this.records.map(({ pin }) => pin).join();
    const sameLook = !['palette', 'compared', 'logarithmic'].some((name) =>
      changed.has(name),
    );
    if (this.#chart && sameLook && pins === this.#pins) this.#draw();
    else this.#rebuild();
  }

  override disconnectedCallback(): void {
    super.disconnectedCallback();
    this.#chart?.destroy();
    this.#chart = null;
  }

  #label(): string {
    return PARTS.find(({ id }) => id === this.compared)?.label ?? '';
  }

  #sample(pin: number) {
    const { colour, dash } = pinStyle(pin, this.palette);
    return html`<svg width="28" height="8" aria-hidden="true">
      ${svg`<line x1="0" y1="4" x2="28" y2="4" stroke=${colour} stroke-width="2" stroke-dasharray=${dash.join(' ')} />`}
    </svg>`;
  }

  #rebuild(): void {
    const { width } = this.#size;
    if (!this.hasUpdated || width === 0) return;
    this.#chart?.destroy();
    this.#data = compareCurves(this.records, this.compared, this.logarithmic);
    this.#pins = this.records.map(({ pin }) => pin).join();
    this.#chart = createComparisonPlot(this.plot, this.#data, {
      width,
      height: this.plot.clientHeight,
      palette: this.palette,
      logarithmic: this.logarithmic,
      font: canvasFont(this),
      label: this.#label(),
      styles: this.records.map(({ pin }) => pinStyle(pin ?? 0, this.palette)),
      onCursor: (index) => {
        this.#cursor = index;
        this.#read();
      },
    });
    this.#read();
  }

  #draw(): void {
    this.#data = compareCurves(this.records, this.compared, this.logarithmic);
    this.#chart?.setData(toAligned(this.#data));
    this.#read();
  }

  /** Writes the losses at the cursor; without one the last of each run. */
  #read(): void {
    const { steps } = this.#data;
    const step = this.#cursor === null ? Infinity : steps[this.#cursor];
    const values = this.records.map(
      ({ number, curve }) =>
        `run ${number} ${formatLoss(lossAt(curve, this.compared, step) ?? NaN)}`,
    );
    const where = step === Infinity ? 'At the end' : `Step ${formatCount(step)}`;
    // With hyphens at which no line breaks, so that 1e-4 stays one word.
    this.reading.textContent = `${where}: ${values.join(', ')}`.replaceAll('-', '\u2011');
  }

  readonly #onKey = (event: KeyboardEvent): void => {
    const move = { ArrowLeft: -1, ArrowRight: 1, PageUp: -20, PageDown: 20 }[event.key];
    const { length } = this.#data.steps;
    if (move === undefined || length === 0) return;
    event.preventDefault();
    event.stopPropagation();
    const from = this.#cursor ?? length - 1;
    this.#moveCursor(Math.max(0, Math.min(length - 1, from + move)));
  };

  #moveCursor(index: number | null): void {
    const chart = this.#chart;
    if (!chart) return;
    const left = index === null ? -10 : chart.valToPos(this.#data.steps[index], 'x');
    chart.setCursor({ left, top: index === null ? -10 : 1 });
  }
}

declare global {
  interface HTMLElementTagNameMap {
    'nabla-comparison-chart': ComparisonChart;
  }
}
