import { html, LitElement, nothing, svg } from 'lit';
import { customElement, property, state } from 'lit/decorators.js';
import { guard } from 'lit/directives/guard.js';
import type { SpeedHandle, SurveyedEngine } from '../../../../speed/handle.ts';
import type { SpeedResult } from '../../../../speed/results/speed-result.ts';
import { answerOf } from '../../../../speed/results/answer.ts';
import { DEFAULT_SPEED, type SpeedOptions } from '../../../../state/speed-options.ts';
import { FrameController } from '../../../charts/frame-controller.ts';
import { fieldStyles } from '../../../controls/field-styles.ts';
import { PALETTES, type Palette } from '../../../palette.ts';
import { baseStyles } from '../../../theme.ts';
import { BusyChangeEvent } from '../busy-change.ts';
import { SpeedChangeEvent } from '../speed-change.ts';
import { renderMarks } from './chart-marks.ts';
import { panelStyles } from '../panel-styles.ts';
import { curvePanelStyles } from './curve-panel-styles.ts';
import { isLabelled } from './curve-frame.ts';
import { layOutCurves } from './curve-layout.ts';
import { CurveRun } from './curve-run.ts';
import { chartOf } from './draw-picture.ts';
import { engineColour } from './engine-colours.ts';
import type { EnginesChangeEvent } from './engine-list.ts';
import type { OtherResult } from './other-results.ts';
import type { QuestionChangeEvent } from './question-controls.ts';
import { cautionsOf, describeEnvironment } from './result-words.ts';
import type { OtherChangeEvent } from './take-along.ts';
import './comparison-table.ts';
import './engine-list.ts';
import './question-controls.ts';
import './take-along.ts';
import './times-table.ts';

/** A measurement has come to its end, or as far as it was cancelled. */
export class ResultChangeEvent extends Event {
  static readonly type = 'result-change';
  constructor(readonly result: SpeedResult | null) {
    super(ResultChangeEvent.type, { bubbles: true, composed: true });
  }
}

/** The question of the lab, its answer in a sentence, and the curves that show it. */
@customElement('nabla-curve-panel')
export class CurvePanel extends LitElement {
  static override readonly styles = [
    baseStyles,
    fieldStyles,
    panelStyles,
    curvePanelStyles,
  ];

  @property({ attribute: false }) handle!: SpeedHandle;
  @property({ attribute: false }) options: SpeedOptions = DEFAULT_SPEED;
  /** Null until it is known. */
  @property({ attribute: false }) surveyed: readonly SurveyedEngine[] | null = null;
  @property({ attribute: false }) palette: Palette = PALETTES.light;
  /** What was measured on an earlier visit. */
  @property({ attribute: false }) kept: SpeedResult | null = null;
  /** Whether something else is being measured. */
  @property({ type: Boolean }) busy = false;

  @state() private other: OtherResult | null = null;
  @state() private chartWidth = 0;

  #run: CurveRun | null = null;
  /** At most one drawing a frame: news come faster. */
  readonly #frames = new FrameController(this, () => this.requestUpdate());
  readonly #observer = new ResizeObserver(([entry]) => {
    this.chartWidth = Math.floor(entry.contentRect.width);
  });

  override connectedCallback(): void {
    super.connectedCallback();
    if (this.#run) return;
    this.#run = new CurveRun(this.handle, () => this.#frames.request());
    this.#run.result = this.kept;
  }

  override disconnectedCallback(): void {
    super.disconnectedCallback();
    this.#observer.disconnect();
  }

  override firstUpdated(): void {
    const chart = this.renderRoot.querySelector('.chart');
    if (chart) this.#observer.observe(chart);
  }

  override render() {
    const run = this.#run;
    if (!run) return nothing;
    const { question, quantity } = this.options;
    const { result } = run;
    const answer = result && answerOf(result, quantity);
    return html`
      <div class="answer" aria-live="polite">
        <h2>
          ${
            answer && !run.running
              ? answer.headline
              : 'How much faster is the GPU at gradients, and from which size on?'
          }
        </h2>
        <p>
          ${
            run.running
              ? 'The answer is being measured on this machine.'
              : answer
                ? answer.detail
                : 'Nothing is measured yet. All figures will be of this browser on this machine; a measurement of the usual sizes takes about a minute.'
          }
        </p>
      </div>
      <div class="start">
        ${
          run.running
            ? html`<button
                class="button primary"
                id="cancel"
                @click=${() => run.cancel()}
              >
                Cancel
              </button>`
            : html`<button
                class="button primary"
                id="measure"
                ?disabled=${this.busy}
                @click=${() => void this.measure()}
              >
                ${result ? 'Measure again' : 'Measure'}
              </button>`
        }
        ${this.#renderProgress(run)}
      </div>
      ${run.problem === null ? nothing : html`<p class="problem" role="alert">${run.problem}</p>`}
      <div class="chart">
        ${
          // Progress is told far more often than times, and drawing takes from what is measured.
          guard(
            [result, quantity, this.other, this.palette, this.chartWidth, run.running],
            () => this.#renderChart(run),
          )
        }
      </div>
      ${result && result.points.length > 0 ? this.#renderReading(result) : nothing}
      <section aria-label="What is measured">
        <h3>What is measured</h3>
        <nabla-question-controls
          .question=${question}
          .quantity=${quantity}
          .disabled=${run.running}
          @question-change=${(event: QuestionChangeEvent) =>
            this.#change({ ...this.options, ...event.change })}
        ></nabla-question-controls>
      </section>
      <section aria-label="Engines">
        <h3>Engines</h3>
        <nabla-engine-list
          .surveyed=${this.surveyed}
          .chosen=${question.engines}
          .result=${result}
          .palette=${this.palette}
          .disabled=${run.running}
          @engines-change=${({ engines }: EnginesChangeEvent) =>
            this.#change({ ...this.options, question: { ...question, engines } })}
        ></nabla-engine-list>
      </section>
      ${
        // While engines are measured only what changes with a glance is drawn.
        !run.running &&
        result?.points.some(({ entries }) => entries.some(({ samples }) => samples))
          ? html`<section aria-label="All times">
              <h3>All times</h3>
              <nabla-times-table
                .result=${result}
                .quantity=${quantity}
              ></nabla-times-table>
            </section>`
          : nothing
      }
      <section aria-label="Take it along">
        <h3>Take it along</h3>
        <nabla-take-along
          .result=${run.running ? null : result}
          .quantity=${quantity}
          .palette=${this.palette}
          .other=${this.other}
          @other-change=${({ other }: OtherChangeEvent) => (this.other = other)}
        ></nabla-take-along>
        ${
          this.other && result
            ? html`<nabla-comparison-table
                .result=${result}
                .other=${this.other}
                .quantity=${quantity}
              ></nabla-comparison-table>`
            : nothing
        }
      </section>
    `;
  }

  /** Measures what is asked for; public, so that the page's keys can begin it. */
  async measure(): Promise<void> {
    const run = this.#run;
    if (!run || run.running || this.busy) return;
    this.dispatchEvent(new BusyChangeEvent(true));
    try {
      await run.measure(this.options.question);
    } finally {
      this.dispatchEvent(new BusyChangeEvent(false));
      this.dispatchEvent(new ResultChangeEvent(run.result));
    }
  }

  /** Measures, or ends the measuring. */
  toggle(): void {
    if (this.#run?.running) this.#run.cancel();
    else void this.measure();
  }

  #renderProgress({ progress }: CurveRun) {
    if (!progress)
      return this.busy ? html`<span>Something else is being measured.</span>` : nothing;
    const { doing, share } = progress;
    return html`<progress max="1" .value=${share} aria-label="Progress"></progress>
      <span class="doing">${Math.round(100 * share)} %, ${doing}</span>`;
  }

  #renderChart(run: CurveRun) {
    const { quantity } = this.options;
    const result = run.result ?? this.other?.result;
    const hasTimes = result?.points.some(({ entries }) => entries.some((e) => e.samples));
    if (!result || !hasTimes)
      return html`<p class="empty">
        ${run.running ? 'The first times come with the first round.' : 'Here the time of every engine is drawn against the size.'}
      </p>`;
    const font = 0.8125 * rootFontSize();
    const width = Math.max(280, this.chartWidth);
    const height = Math.round(Math.min(Math.max(width * 0.62, 20 * font), 34 * font));
    const chart = chartOf(
      result,
      quantity,
      run.result ? (this.other?.result ?? null) : null,
    );
    const marks = layOutCurves(chart, { width, height, font }, this.palette);
    return html`<svg
        role="img"
        aria-label=${`Time against ${result.question.axis}, both logarithmic; the table below has all figures.`}
        width=${width}
        height=${height}
        viewBox=${`0 0 ${width} ${height}`}
      >
        ${svg`${renderMarks(marks)}`}
      </svg>
      ${
        isLabelled({ width, font })
          ? nothing
          : html`<ul class="key">
              ${chart.curves
                .filter(({ points }) => points.length > 0)
                .map(
                  ({ engine }) =>
                    html`<li>
                      <i style=${`background:${engineColour(engine, this.palette)}`}></i
                      >${engine}
                    </li>`,
                )}
            </ul>`
      }`;
  }

  #renderReading(result: NonNullable<CurveRun['result']>) {
    const cautions = cautionsOf(result);
    return html`<div class="reading">
      <p>
        Circles: GPU, squares: CPU. Bands reach from the lower to the upper quartile; the
        dotted line grows as the operations do. Measured here:
        ${describeEnvironment(result)}.
      </p>
      ${
        cautions.length > 0
          ? html`<ul>
              ${cautions.map((caution) => html`<li>${caution}</li>`)}
            </ul>`
          : nothing
      }
    </div>`;
  }

  #change(options: SpeedOptions): void {
    this.dispatchEvent(new SpeedChangeEvent(options));
  }
}

const rootFontSize = (): number =>
  Number.parseFloat(getComputedStyle(document.documentElement).fontSize);

declare global {
  interface HTMLElementTagNameMap {
    'nabla-curve-panel': CurvePanel;
  }
}
