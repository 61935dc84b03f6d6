import { html, LitElement, nothing } from 'lit';
import { customElement, property, state } from 'lit/decorators.js';
import type { SpeedHandle, SurveyedEngine } from '../../../../speed/handle.ts';
import {
  DEFAULT_RACE,
  encodeRace,
  RACE_BOUNDS,
  type RaceOptions,
} from '../../../../state/race-options.ts';
import { FrameController } from '../../../charts/frame-controller.ts';
import { fieldStyles } from '../../../controls/field-styles.ts';
import { formatTick } from '../../../format.ts';
import { PALETTES, type Palette } from '../../../palette.ts';
import { baseStyles } from '../../../theme.ts';
import { BusyChangeEvent } from '../busy-change.ts';
import { RaceChangeEvent } from './race-change.ts';
import { raceData, type RaceData } from './race-data.ts';
import type { RunnersChangeEvent } from './race-engines.ts';
import { panelStyles } from '../panel-styles.ts';
import { racePanelStyles } from './race-panel-styles.ts';
import { emptyLanes, placeOf, RaceRun, type Lane } from './race-run.ts';
import { behindSentences, curvesSentence, winnerSentence } from './race-words.ts';
import './race-chart.ts';
import './race-controls.ts';
import './race-engines.ts';
import './race-lane.ts';

/** Engines train the same network from the same weights, side by side, to a loss. */
@customElement('nabla-race-panel')
export class RacePanel extends LitElement {
  static override readonly styles = [
    baseStyles,
    fieldStyles,
    panelStyles,
    racePanelStyles,
  ];

  @property({ attribute: false }) handle!: SpeedHandle;
  @property({ attribute: false }) race: RaceOptions = DEFAULT_RACE;
  @property({ attribute: false }) surveyed: readonly SurveyedEngine[] = [];
  @property({ attribute: false }) palette: Palette = PALETTES.light;
  /** Whether something else is being measured. */
  @property({ type: Boolean }) busy = false;

  /** Engines that are ticked, where they are too few for a race; null: those of the race. */
  @state() private chosen: readonly string[] | null = null;

  #run: RaceRun | null = null;
  /** Counts up with the news: lanes are the same objects then. */
  #revision = 0;
  #known: {
    readonly key: string;
    readonly data: RaceData;
    readonly lanes: Lane[];
  } | null = null;
  /** At most one drawing a frame: news come faster. */
  readonly #frames = new FrameController(this, () => this.requestUpdate());

  override connectedCallback(): void {
    super.connectedCallback();
    this.#run ??= new RaceRun(this.handle, () => {
      this.#revision++;
      this.#frames.request();
    });
  }

  override willUpdate(changed: Map<PropertyKey, unknown>): void {
    if (changed.has('race')) this.chosen = null;
  }

  override render() {
    const run = this.#run;
    if (!run) return nothing;
    const { race, palette } = this;
    // What came of another race is no answer to this one.
    const isShown = run.running || run.isOf(race);
    const { data, lanes: empty } = this.#dataOf(race);
    const lanes = isShown ? run.lanes : empty;
    const { target } = race;
    return html`
      <div class="answer" aria-live="polite">${this.#renderAnswer(run, isShown)}</div>
      ${this.#renderStart(run)}
      ${run.problem === null || !isShown ? nothing : html`<p class="problem" role="alert">${run.problem}</p>`}
      <div class="lanes" style=${`--lanes:${lanes.length}`}>
        ${lanes.map(
          (lane) =>
            html`<nabla-race-lane
              data-engine=${lane.engine}
              .lane=${lane}
              .revision=${this.#revision}
              .data=${data}
              .target=${target}
              .place=${placeOf(lane.engine, isShown ? run.summary?.arrivals : undefined)}
              .palette=${palette}
            ></nabla-race-lane>`,
        )}
      </div>
      ${this.#renderCurves(run, lanes, isShown)}
      <section aria-label="What is raced">
        <nabla-race-controls .race=${race} .disabled=${run.running}></nabla-race-controls>
        <nabla-race-engines
          .surveyed=${this.surveyed}
          .chosen=${this.chosen ?? race.engines}
          .palette=${palette}
          .disabled=${run.running}
          @runners-change=${({ engines }: RunnersChangeEvent) => this.#choose(engines)}
        ></nabla-race-engines>
      </section>
    `;
  }

  #renderAnswer(run: RaceRun, isShown: boolean) {
    if (run.running)
      return html`<h2>
        ${run.phase === 'racing' ? 'The race is on.' : 'On your marks…'}
      </h2>`;
    const { summary } = run;
    if (!summary || !isShown)
      return html`<h2>
          ${run.problem === null && isShown ? 'The race was stopped.' : 'Which engine learns this first?'}
        </h2>
        <p>
          The same network, from the same weights, on the same
          ${this.#dataOf(this.race).data.points.count} points, all of them in every step.
          The engines take turns, so that none disturbs another, and the clock of each
          runs in its own turns only. Who comes to a loss of
          ${formatTick(this.race.target)} first has won.
        </p>`;
    const behind = behindSentences(summary, run.lanes);
    return html`<h2>${winnerSentence(summary, this.race.target)}</h2>
      ${behind.length > 0 ? html`<p>${behind.join(' ')}</p>` : nothing}`;
  }

  #renderStart(run: RaceRun) {
    if (run.running)
      return html`<div class="start">
        <button class="button primary" id="stop" @click=${() => run.stop()}>Stop</button>
        ${run.phase === 'preparing' ? html`<span class="doing">${run.doing}</span>` : nothing}
      </div>`;
    const obstacle = this.#obstacle();
    return html`<div class="start">
      <button
        class="button primary"
        id="start"
        ?disabled=${obstacle !== null}
        aria-describedby=${obstacle === null ? nothing : 'obstacle'}
        @click=${() => void this.start()}
      >
        ${run.isOf(this.race) ? 'Start again' : 'Start'}
      </button>
      ${obstacle === null ? nothing : html`<span class="doing" id="obstacle">${obstacle}</span>`}
    </div>`;
  }

  /** Why no race can begin, or null. */
  #obstacle(): string | null {
    if (this.busy) return 'Something else is being measured.';
    if (this.chosen !== null) return 'Choose two or three engines.';
    return null;
  }

  #renderCurves(run: RaceRun, lanes: readonly Lane[], isShown: boolean) {
    if (!lanes.some(({ losses }) => losses.length > 0)) return nothing;
    const summary = isShown ? run.summary : null;
    const finding = summary ? curvesSentence(summary) : '';
    const chart = (axis: 'step' | 'clock', title: string, description: string) =>
      html`<section>
        <h3>${title}</h3>
        <nabla-race-chart
          axis=${axis}
          .lanes=${lanes}
          .revision=${this.#revision}
          .target=${this.race.target}
          .palette=${this.palette}
          .description=${description}
        ></nabla-race-chart>
      </section>`;
    return html`<section aria-label="Loss curves">
      <div class="charts">
        ${chart('step', 'Loss against steps: all do the same', `Loss of every engine against its steps, logarithmic, laid over each other. ${finding}`)}
        ${chart('clock', 'Loss against own clock: some do it faster', 'Loss of every engine against its own clock, logarithmic; the times stand at the lanes above.')}
      </div>
      <p class="finding" id="finding">${finding}</p>
      ${
        run.notes.length === 0 || !isShown
          ? nothing
          : html`<ul>
              ${run.notes.map((note) => html`<li>${note}</li>`)}
            </ul>`
      }
    </section>`;
  }

  /** Begins the race; public, so that the page's keys can. */
  async start(): Promise<void> {
    const run = this.#run;
    if (!run || run.running || this.#obstacle() !== null) return;
    this.dispatchEvent(new BusyChangeEvent(true));
    try {
      await run.start(this.race);
    } finally {
      this.dispatchEvent(new BusyChangeEvent(false));
    }
  }

  /** Begins the race, or stops it. */
  toggle(): void {
    if (this.#run?.running) this.#run.stop();
    else void this.start();
  }

  #dataOf(race: RaceOptions): { data: RaceData; lanes: Lane[] } {
    const key = encodeRace(race);
    if (this.#known?.key !== key)
      this.#known = { key, data: raceData(race), lanes: emptyLanes(race) };
    return this.#known;
  }

  #choose(engines: readonly string[]): void {
    const { minimum, maximum } = RACE_BOUNDS.engines;
    if (engines.length < minimum || engines.length > maximum) {
      this.chosen = engines;
      return;
    }
    this.chosen = null;
    this.dispatchEvent(new RaceChangeEvent({ ...this.race, engines }));
  }

  override updated(): void {
    // For style sheets, tests and scripts.
    this.dataset['state'] = this.#run?.phase ?? 'before';
  }
}

declare global {
  interface HTMLElementTagNameMap {
    'nabla-race-panel': RacePanel;
  }
}
