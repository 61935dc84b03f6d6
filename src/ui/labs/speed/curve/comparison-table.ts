import { html, LitElement, nothing } from 'lit';
import { customElement, property } from 'lit/decorators.js';
import { describeNetwork, type Quantity } from '../../../../core/speed-question.ts';
import { verdictOf } from '../../../../speed/results/compare-engines.ts';
import { labelOf, samplesOf } from '../../../../speed/results/curves.ts';
import type { SpeedResult } from '../../../../speed/results/speed-result.ts';
import { median, unpairedRatio } from '../../../../speed/statistics.ts';
import { formatTime } from '../../../format.ts';
import { baseStyles } from '../../../theme.ts';
import { tableStyles } from '../table-styles.ts';
import type { OtherResult } from './other-results.ts';
import { describeEnvironment, NO_DIFFERENCE } from './result-words.ts';

/** Two results side by side, where both have the same engine on the same network. */
@customElement('nabla-comparison-table')
export class ComparisonTable extends LitElement {
  static override readonly styles = [baseStyles, tableStyles];

  @property({ attribute: false }) result!: SpeedResult;
  @property({ attribute: false }) other!: OtherResult;
  @property() quantity: Quantity = 'step';

  override render() {
    const rows = this.#rows();
    const { label, result } = this.other;
    return html`<p>
        Compared with <strong>${label}</strong>: ${describeEnvironment(result)}. Those
        figures were not measured in this browser.
      </p>
      ${
        rows.length === 0
          ? html`<p>
              Both have no engine on the same network: the same inputs, width, depth,
              outputs and batch size.
            </p>`
          : html`<div class="scroller" tabindex="0" role="region" aria-label="Comparison">
              <table>
                <thead>
                  <tr>
                    <th scope="col">Engine</th>
                    <th scope="col">Network, batch</th>
                    <th scope="col">Here</th>
                    <th scope="col">There</th>
                    <th scope="col">There / here [95 %]</th>
                  </tr>
                </thead>
                <tbody>
                  ${rows}
                </tbody>
              </table>
            </div>`
      }`;
  }

  #rows() {
    const { result, other, quantity } = this;
    return result.question.engines.flatMap((engine) =>
      result.points.flatMap((point) => {
        const match = other.result.points.find(
          ({ network }) => JSON.stringify(network) === JSON.stringify(point.network),
        );
        const here = samplesOf(point, engine, quantity);
        const there = match ? samplesOf(match, engine, quantity) : [];
        if (here.length === 0 || there.length === 0) return [];
        const ratio = unpairedRatio(here, there);
        return [
          html`<tr>
            <th scope="row">${labelOf(engine)}</th>
            <td>${describeNetwork(point.network)}, ${point.network.batchSize}</td>
            <td>${formatTime(median(here))}</td>
            <td>${formatTime(median(there))}</td>
            <td>
              ${ratio.value.toPrecision(3)} [${ratio.low.toPrecision(3)},
              ${ratio.high.toPrecision(3)}]${verdictOf(ratio) === 'equal' ? NO_DIFFERENCE : nothing}
            </td>
          </tr>`,
        ];
      }),
    );
  }
}

declare global {
  interface HTMLElementTagNameMap {
    'nabla-comparison-table': ComparisonTable;
  }
}
