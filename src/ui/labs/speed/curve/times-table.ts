import { css, html, LitElement, nothing } from 'lit';
import { customElement, property } from 'lit/decorators.js';
import type { Quantity } from '../../../../core/speed-question.ts';
import { compareEngines } from '../../../../speed/results/compare-engines.ts';
import { labelOf, placeOf, samplesOf } from '../../../../speed/results/curves.ts';
import type { SpeedPoint, SpeedResult } from '../../../../speed/results/speed-result.ts';
import { medianInterval, quartiles } from '../../../../speed/statistics.ts';
import { formatTime } from '../../../format.ts';
import { baseStyles } from '../../../theme.ts';
import { tableStyles } from '../table-styles.ts';
import { AXIS_LABELS } from './curve-axes.ts';
import { NO_DIFFERENCE } from './result-words.ts';

/** Every figure: a row for each size, a column for each engine. */
@customElement('nabla-times-table')
export class TimesTable extends LitElement {
  static override readonly styles = [
    baseStyles,
    tableStyles,
    css`
      small {
        display: block;
        color: var(--muted);
        font-size: var(--text-small);
        white-space: nowrap;
      }
    `,
  ];

  @property({ attribute: false }) result!: SpeedResult;
  @property() quantity: Quantity = 'step';

  override render() {
    const { result } = this;
    const { engines, axis } = result.question;
    // The first engine that has times anywhere, as in the benchmark.
    const base = engines.find((engine) =>
      result.points.some((point) => samplesOf(point, engine, this.quantity).length > 0),
    );
    return html`<div class="scroller" tabindex="0" role="region" aria-label="All times">
      <table>
        <caption>
          Median, quartiles, and
          ${base === undefined ? 'the ratio' : html`how many times as long as ${labelOf(base)}`}
          with its 95 % interval
        </caption>
        <thead>
          <tr>
            <th scope="col">${AXIS_LABELS[axis]}</th>
            ${engines.map((engine) => html`<th scope="col">${labelOf(engine)}</th>`)}
          </tr>
        </thead>
        <tbody>
          ${result.points.map(
            (point) =>
              html`<tr>
                <th scope="row">${placeOf(result, point).toLocaleString('en')}</th>
                ${engines.map((engine) => html`<td>${this.#cell(point, engine, base)}</td>`)}
              </tr>`,
          )}
        </tbody>
      </table>
    </div>`;
  }

  #cell(point: SpeedPoint, engine: string, base: string | undefined) {
    const samples = samplesOf(point, engine, this.quantity);
    if (samples.length === 0) return '–';
    const { lower, upper } = quartiles(samples);
    const { value, low, high } = medianInterval(samples);
    const comparison =
      base === undefined || engine === base
        ? null
        : compareEngines(point, base, engine, this.quantity);
    return html`<span
        title=${`95 % interval of the median: ${formatTime(low)} to ${formatTime(high)}`}
        >${formatTime(value)}</span
      >
      <small>${formatTime(lower)} – ${formatTime(upper)}</small>
      ${
        comparison
          ? html`<small>
              × ${figure(comparison.ratio.value)} [${figure(comparison.ratio.low)},
              ${figure(comparison.ratio.high)}]${comparison.verdict === 'equal' ? NO_DIFFERENCE : nothing}
            </small>`
          : nothing
      }`;
  }
}

const figure = (ratio: number): string =>
  ratio < 100 ? ratio.toPrecision(3) : String(Math.round(ratio));

declare global {
  interface HTMLElementTagNameMap {
    'nabla-times-table': TimesTable;
  }
}
