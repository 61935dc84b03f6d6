import { html, LitElement, nothing } from 'lit';
import { customElement, property, state } from 'lit/decorators.js';
import {
  compareFields,
  describeSpec,
  summarizeSpec,
} from '../../../../../state/describe-spec.ts';
import { FrameController } from '../../../../charts/frame-controller.ts';
import { fieldStyles } from '../../../../controls/field-styles.ts';
import {
  formatCount,
  formatDetermination,
  formatLoss,
  formatShare,
  formatTime,
} from '../../../../format.ts';
import { PALETTES, type Palette } from '../../../../palette.ts';
import { RunController } from '../../../../run/run-controller.ts';
import { ARCHIVE_LIMITS, type RunRecord } from '../../../../run/run-record.ts';
import type { Run } from '../../../../run/run.ts';
import { baseStyles } from '../../../../theme.ts';
import { OpenConfigurationEvent } from '../../open-configuration.ts';
import { historyStyles } from './history-styles.ts';
import { pinStyle } from './pin-styles.ts';
import './comparison-chart.ts';

const DATE = new Intl.DateTimeFormat('en', {
  month: 'short',
  day: 'numeric',
  hour: '2-digit',
  minute: '2-digit',
  hourCycle: 'h23',
});

/** A figure with its name. */
type Figure = readonly [label: string, value: string];

/** The runs that were trained, what changed between them, and the pinned ones side by side. */
@customElement('nabla-history-view')
export class HistoryView extends LitElement {
  static override readonly styles = [baseStyles, fieldStyles, historyStyles];

  @property({ attribute: false }) run!: Run;
  @property({ attribute: false }) palette: Palette = PALETTES.light;

  @state() private problem = '';

  readonly #frame = new FrameController(this, () => this.requestUpdate());
  #unsubscribe: () => void = () => undefined;

  constructor() {
    super();
    new RunController(this, () => this.run);
  }

  override connectedCallback(): void {
    super.connectedCallback();
    this.#unsubscribe = this.run.archive.changes.add(() => this.#frame.request());
  }

  override disconnectedCallback(): void {
    super.disconnectedCallback();
    this.#unsubscribe();
  }

  override render() {
    const { archive } = this.run;
    const { records, pinned, note } = archive;
    return html`
      ${note ? html`<p class="note">${note}</p>` : nothing}
      ${pinned.length > 0 ? this.#renderComparison(pinned) : nothing}
      <div class="head">
        <h3>Runs</h3>
        ${
          records.length > 0
            ? html`<div class="actions">
                <button class="button" @click=${() => this.#export('csv')}>
                  Save as CSV
                </button>
                <button class="button" @click=${() => this.#export('json')}>
                  Save as JSON
                </button>
                <button
                  class="button"
                  title="Removes all runs but the pinned ones and the current one"
                  @click=${() => archive.clear()}
                >
                  Clear
                </button>
              </div>`
            : nothing
        }
      </div>
      ${this.problem ? html`<p class="problem" role="alert">${this.problem}</p>` : nothing}
      ${
        records.length === 0
          ? html`<p class="note">
              No run yet. Each one is listed here from its first step on, with what
              changed against the one before; it stays in this browser, without its data.
            </p>`
          : html`<ol reversed>
              ${[...records].reverse().map((record) => this.#renderRun(record))}
            </ol>`
      }
    `;
  }

  #renderRun(record: RunRecord) {
    const { id, number, started, configuration, pin, failure } = record;
    const { archive } = this.run;
    const current = archive.current === record;
    const colour =
      pin === null ? nothing : `border-color:${pinStyle(pin, this.palette).colour}`;
    return html`<li class=${pin === null ? '' : 'pinned'} style=${colour}>
      <div class="title">
        <b>Run ${number}</b>
        ${current ? html`<span class="tag">current</span>` : nothing}
        <time datetime=${new Date(started).toISOString()}>${DATE.format(started)}</time>
        <span class="summary">${summarizeSpec(configuration.spec)}</span>
      </div>
      <div class="changes">
        ${this.#renderChanges(record)}
        ${failure ? html`<p class="failure">${failure}</p>` : nothing}
      </div>
      <dl>
        ${figuresOf(record).map(
          ([label, value]) =>
            html`<div>
              <dt>${label}</dt>
              <dd>${value}</dd>
            </div>`,
        )}
      </dl>
      <div class="actions">
        <button
          class="button"
          aria-pressed=${pin === null ? 'false' : 'true'}
          aria-label=${`Pin run ${number}`}
          @click=${() => this.#togglePin(record)}
        >
          Pin
        </button>
        <button
          class="button"
          aria-label=${`Open run ${number} again`}
          @click=${() => this.#open(record)}
        >
          Open
        </button>
        <button
          class="button"
          aria-label=${`Remove run ${number}`}
          @click=${() => archive.remove(id)}
        >
          Remove
        </button>
      </div>
    </li>`;
  }

  #renderChanges({ against, changes, events }: RunRecord) {
    const since =
      against === null
        ? nothing
        : changes.length === 0
          ? html`<p>The same again as run ${against}.</p>`
          : html`<p>${changes.join('; ')} <small>(against run ${against})</small></p>`;
    return html`${since}
    ${events.map(
      ({ step, text }) =>
        html`<p><small>From step ${formatCount(step)} on:</small> ${text}</p>`,
    )}`;
  }

  #renderComparison(pinned: readonly RunRecord[]) {
    const rows = [
      ...compareFigures(pinned),
      ...compareFields(
        pinned.map(({ configuration }) => describeSpec(configuration.spec)),
      ),
    ];
    return html`
      <nabla-comparison-chart
        .records=${pinned}
        .palette=${this.palette}
      ></nabla-comparison-chart>
      <div
        class="scroll"
        role="region"
        aria-label="Pinned runs side by side"
        tabindex="0"
      >
        <table>
          <thead>
            <tr>
              <td></td>
              ${pinned.map(
                ({ number, pin }) =>
                  html`<th
                    scope="col"
                    style=${`border-color:${pinStyle(pin ?? 0, this.palette).colour}`}
                  >
                    Run ${number}
                  </th>`,
              )}
            </tr>
          </thead>
          <tbody>
            ${rows.map(
              ({ label, values }) =>
                html`<tr>
                  <th scope="row">${label}</th>
                  ${values.map((value) => html`<td>${value}</td>`)}
                </tr>`,
            )}
          </tbody>
        </table>
      </div>
    `;
  }

  #togglePin({ id, pin }: RunRecord): void {
    const { archive } = this.run;
    this.problem = '';
    if (pin !== null) archive.unpin(id);
    else if (!archive.pin(id))
      this.problem = `${ARCHIVE_LIMITS.pinned} runs are pinned already, as many as can be told apart: unpin one first.`;
  }

  #open({ configuration }: RunRecord): void {
    const { spec, engine, executor, stop } = configuration;
    this.dispatchEvent(new OpenConfigurationEvent({ spec, engine, executor, stop }));
  }

  async #export(kind: 'csv' | 'json'): Promise<void> {
    const { runsToCsv, runsToJson } = await import('./export-runs.ts');
    const { saveText } = await import('../../../../save-file.ts');
    const { records } = this.run.archive;
    if (kind === 'csv') saveText(runsToCsv(records), 'nabla-runs.csv', 'text/csv');
    else saveText(runsToJson(records), 'nabla-runs.json', 'application/json');
  }
}

/** The figures of one run, those that its task has. */
function figuresOf({
  steps,
  milliseconds,
  figures,
  times,
}: RunRecord): readonly Figure[] {
  const time = times.at(-1);
  return [
    ['Steps', formatCount(steps)],
    ['Time', formatTime(milliseconds)],
    ['A step', formatTime(time?.millisecondsPerStep ?? NaN)],
    ['Train loss', formatLoss(figures.trainLoss ?? NaN)],
    ['Test loss', formatLoss(figures.testLoss ?? NaN)],
    figures.testDetermination === null && figures.trainDetermination === null
      ? ['Test accuracy', formatShare(figures.testAccuracy ?? NaN)]
      : ['Test R²', formatDetermination(figures.testDetermination ?? NaN)],
  ];
}

/** The figures of several runs, a row each; those that none of them has are left out. */
function compareFigures(
  runs: readonly RunRecord[],
): { readonly label: string; readonly values: readonly string[] }[] {
  const all = runs.map((run) => new Map(figuresOf(run)));
  const labels = new Set(all.flatMap((figures) => [...figures.keys()]));
  return [...labels].map((label) => ({
    label,
    values: all.map((figures) => figures.get(label) ?? '–'),
  }));
}

declare global {
  interface HTMLElementTagNameMap {
    'nabla-history-view': HistoryView;
  }
}
