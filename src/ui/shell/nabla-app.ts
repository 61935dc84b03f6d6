import { html, LitElement, nothing } from 'lit';
import { customElement, query, state } from 'lit/decorators.js';
import type { SessionHandle } from '../../session/handle.ts';
import { createActions } from '../../state/actions.ts';
import type { AppState } from '../../state/app-state.ts';
import { decodeUrl } from '../../state/decode-url.ts';
import { encodeUrl } from '../../state/encode-url.ts';
import { DEFAULT_FLOW } from '../../state/flow-options.ts';
import { DEFAULT_LAB, type LabId } from '../../state/labs.ts';
import type { Lesson } from '../../state/lessons.ts';
import { DEFAULT_RACE } from '../../state/race-options.ts';
import { DEFAULT_SPEED } from '../../state/speed-options.ts';
import { createStore, type Store } from '../../state/store.ts';
import {
  DEFAULT_VIEW,
  stepsPerSecond,
  type ViewOptions,
} from '../../state/view-options.ts';
import type { ViewChangeEvent } from '../view-change.ts';
import { fieldStyles } from '../controls/field-styles.ts';
import type { DatasetChangeEvent } from '../controls/dataset-picker.ts';
import type {
  FlowChangeEvent,
  FlowServices,
  GradientFlowLab,
} from '../labs/gradient-flow/gradient-flow-lab.ts';
import type { RaceChangeEvent } from '../labs/speed/race/race-change.ts';
import type { SpeedChangeEvent } from '../labs/speed/speed-change.ts';
import type { SpeedLab, SpeedServices } from '../labs/speed/speed-lab.ts';
import type { StopChangeEvent } from '../labs/train/tools/stop/stop-change.ts';
import type { OpenConfigurationEvent } from '../labs/train/open-configuration.ts';
import type { SpecChangeEvent } from '../labs/train/spec-change.ts';
import { keepHistory, loadHistory, localStorageIfAny } from '../run/archive-storage.ts';
import { RunArchive } from '../run/run-archive.ts';
import { RunRecorder } from '../run/run-recorder.ts';
import { Run, type Origin } from '../run/run.ts';
import { RunStopper } from '../run/run-stopper.ts';
import { loadProblem } from '../load-problem.ts';
import { baseStyles } from '../theme.ts';
import { appBanners } from './app-banners.ts';
import { appStyles } from './app-styles.ts';
import type { PairChangeEvent, ThemeChangeEvent } from './appearance-menu.ts';
import { ENGINE_IDS, engineLabel } from './engine-choices.ts';
import type { EngineChangeEvent, ExecutorChangeEvent } from './engine-menu.ts';
import type { HelpDialog } from './help-dialog.ts';
import type { ShareDialog } from './share-dialog.ts';
import { LinkController } from './link-controller.ts';
import { ShortcutController } from './shortcut-controller.ts';
import type { ShortcutAction } from './shortcuts.ts';
import { ThemeController } from './theme-controller.ts';
import { TAGLINE } from './top-bar.ts';
import type { LabChangeEvent } from './lab-links.ts';
import './announcer.ts';
import './lab-links.ts';
import './top-bar.ts';

/** Every how many steps the engine measures the figures of the layers. */
const METRICS_EVERY = 10;

/** In functions of their own: what is imported in one expression is all fetched with either. */
const LOADERS: Readonly<Record<LabId, () => Promise<unknown>>> = {
  train: () => import('../labs/train/train-lab.ts'),
  'gradient-flow': () => import('../labs/gradient-flow/gradient-flow-lab.ts'),
  speed: () => import('../labs/speed/speed-lab.ts'),
};

/**
 * The whole page. It owns the state and the run; `session` must be set before it is
 * connected and is left open to tests and to the console.
 */
@customElement('nabla-app')
export class NablaApp extends LitElement {
  static override readonly styles = [baseStyles, fieldStyles, appStyles];

  session!: SessionHandle;
  /** What the gradient-flow lab computes with; that lab is not offered where it is absent. */
  flowServices?: FlowServices;
  /** What the speed lab measures with; likewise. */
  speedServices?: SpeedServices;

  readonly store: Store<AppState> = createStore<AppState>({
    ...decodeUrl(location.hash, ENGINE_IDS),
    file: null,
  });

  /** The labs whose code is there. */
  @state() private loaded: ReadonlySet<LabId> = new Set();

  @query('nabla-speed-lab') private readonly speedLab!: SpeedLab | null;
  @query('nabla-gradient-flow-lab') private readonly flowLab!: GradientFlowLab | null;

  @query('nabla-help-dialog') private readonly help!: HelpDialog;
  @query('nabla-share-dialog') private readonly shareDialog!: ShareDialog;

  readonly #actions = createActions(this.store);
  #run: Run | null = null;
  /** Where the change that is being made to the store comes from. */
  #origin: Origin = 'page';
  readonly #theme = new ThemeController(this);
  /** Whether the run goes on once the train lab is back. */
  #resumes = true;
  #unsubscribe: (() => void)[] = [];

  constructor() {
    super();
    new LinkController(this, this.store, (hash) => {
      this.#origin = 'page';
      this.#actions.followLink(hash, ENGINE_IDS);
    });
    new ShortcutController(this, (action) => this.#perform(action));
  }

  override connectedCallback(): void {
    super.connectedCallback();
    const { playing } = this.store.state;
    const run = new Run(this.session, playing && this.#lab === 'train');
    this.#resumes = playing;
    this.#run = run;
    this.#applyView(run, this.store.state.view ?? DEFAULT_VIEW);
    // Before any element listens, so that what is said of an update takes it into account.
    const stopper = new RunStopper(run);
    stopper.conditions = this.store.state.stop ?? {};
    const endHistory = this.#keepHistory(run);
    this.#unsubscribe = [
      () => stopper.dispose(),
      endHistory,
      run.changes.add(() => this.requestUpdate()),
      this.store.subscribe((now, before) => {
        this.requestUpdate();
        if (now.lab !== before.lab) this.#enterLab(run);
        if (now.view !== before.view) this.#applyView(run, now.view ?? DEFAULT_VIEW);
        if (now.stop !== before.stop) stopper.conditions = now.stop ?? {};
        const changed =
          now.spec !== before.spec ||
          now.engine !== before.engine ||
          now.executor !== before.executor ||
          now.file !== before.file;
        if (changed) this.#configure();
      }),
    ];
    this.#configure();
    void this.#loadLab();
  }

  override disconnectedCallback(): void {
    super.disconnectedCallback();
    for (const unsubscribe of this.#unsubscribe) unsubscribe();
    this.#run?.dispose();
    this.#run = null;
  }

  override updated(): void {
    // For style sheets, tests and scripts: empty, paused, running or stopped.
    this.dataset['state'] = this.#run?.state ?? 'empty';
  }

  override render() {
    const run = this.#run;
    if (!run) return nothing;
    const { engine, executor, view = DEFAULT_VIEW } = this.store.state;
    const { problems, refusedLink } = this.store.state;
    const linkOfLab = this.#linkOfLab;
    return html`
      <nabla-top-bar
        .run=${run}
        .engine=${engine}
        .executor=${executor}
        .theme=${this.#theme.choice}
        .view=${view}
        .trains=${this.#lab === 'train'}
        .lab=${this.#lab}
        .linkOfLab=${linkOfLab}
        @lab-change=${this.#onLabChange}
        @view-change=${this.#onViewChange}
        .pair=${this.#theme.pair}
        @engine-change=${(event: EngineChangeEvent) =>
          this.#act('engine', () => this.#actions.chooseEngine(event.engine))}
        @executor-change=${(event: ExecutorChangeEvent) =>
          this.#act('engine', () => this.#actions.chooseExecutor(event.executor))}
        @theme-change=${(event: ThemeChangeEvent) => this.#theme.choose(event.theme)}
        @pair-change=${(event: PairChangeEvent) => this.#theme.choosePair(event.pair)}
        @show-help=${() => this.#perform('help')}
        @share=${() => void this.#show(this.shareDialog, import('./share-dialog.ts'), 'What shares the page')}
      ></nabla-top-bar>
      <main @lab-change=${this.#onLabChange}>
        <div class="tagline">
          ${
            linkOfLab
              ? html`<nabla-lab-links
                  .lab=${this.#lab}
                  .linkOf=${linkOfLab}
                ></nabla-lab-links>`
              : TAGLINE
          }
        </div>
        ${appBanners({
          run,
          trains: this.#lab === 'train',
          problems,
          refused: refusedLink !== undefined,
          follow: () =>
            this.#act('page', () => this.#actions.followRefusedLink(ENGINE_IDS)),
          dismiss: () => this.#actions.dismissProblems(),
        })}
        ${this.loaded.has(this.#lab) ? this.#renderLab(run) : html`<p class="waiting">Loading…</p>`}
      </main>
      <nabla-announcer .run=${run}></nabla-announcer>
      <nabla-help-dialog></nabla-help-dialog>
      <nabla-share-dialog .shared=${this.store.state}></nabla-share-dialog>
    `;
  }

  /** The room that is shown. */
  get #lab(): LabId {
    return this.store.state.lab ?? DEFAULT_LAB;
  }

  /** The address of another lab; null where there is but one to be shown. */
  get #linkOfLab(): ((lab: LabId) => string) | null {
    const { view = DEFAULT_VIEW } = this.store.state;
    if (!this.flowServices || view.hide.includes('labs')) return null;
    return (lab) => encodeUrl({ ...this.store.state, lab }).hash || '#';
  }

  #renderLab(run: Run) {
    const { spec, engine, executor, file, flow, view = DEFAULT_VIEW } = this.store.state;
    const { palette } = this.#theme;
    if (this.#lab === 'gradient-flow')
      return html`<nabla-gradient-flow-lab
        .spec=${spec}
        .flow=${flow ?? DEFAULT_FLOW}
        .engine=${engine}
        .executor=${executor}
        .file=${file}
        .palette=${palette}
        .services=${this.flowServices}
        .autoplay=${this.store.state.playing}
        .linkOf=${this.#linkOfLesson}
        @flow-change=${(event: FlowChangeEvent) =>
          this.#act('page', () => this.#actions.changeFlow(event.spec, event.flow))}
        @dataset-change=${(event: DatasetChangeEvent) =>
          this.#act('page', () => this.#actions.chooseDataset(event.dataset))}
      ></nabla-gradient-flow-lab>`;
    if (this.#lab === 'speed') {
      const { measurement = DEFAULT_SPEED, race = DEFAULT_RACE } = this.store.state;
      return html`<nabla-speed-lab
        .options=${measurement}
        .race=${race}
        .palette=${palette}
        .services=${this.speedServices}
        @speed-change=${({ options }: SpeedChangeEvent) =>
          this.#act('page', () => this.#actions.changeMeasurement(options))}
        @race-change=${(event: RaceChangeEvent) =>
          this.#act('page', () => this.#actions.changeRace(event.race))}
      ></nabla-speed-lab>`;
    }
    return html`<nabla-train-lab
      .run=${run}
      .spec=${spec}
      .palette=${palette}
      .view=${view}
      @view-change=${this.#onViewChange}
      @spec-change=${this.#onSpecChange}
      @open-configuration=${(event: OpenConfigurationEvent) =>
        this.#act('page', () => this.#actions.openConfiguration(event.configuration))}
      @stop-change=${(event: StopChangeEvent) =>
        this.#act('page', () => this.#actions.stopWhen(event.conditions))}
      @dataset-change=${(event: DatasetChangeEvent) =>
        this.#act('data', () => this.#actions.chooseDataset(event.dataset))}
    ></nabla-train-lab>`;
  }

  readonly #onLabChange = ({ lab }: LabChangeEvent): void =>
    this.#act('page', () => this.#actions.openLab(lab));

  readonly #linkOfLesson = (lesson: Lesson): string => {
    const [spec, ...beside] = lesson.networks();
    const { phase = DEFAULT_FLOW.phase } = lesson;
    const flow = { beside, lesson: lesson.id, phase };
    return encodeUrl({ ...this.store.state, spec, flow, lab: 'gradient-flow' }).hash;
  };

  /** The run of the train lab waits while another is looked at. */
  #enterLab(run: Run): void {
    void this.#loadLab();
    if (this.#lab === 'train') {
      if (this.#resumes && !run.running) run.play();
      return;
    }
    this.#resumes = run.running || run.busy;
    run.pause();
  }

  async #loadLab(): Promise<void> {
    const lab = this.#lab;
    try {
      await LOADERS[lab]();
      this.loaded = new Set([...this.loaded, lab]);
    } catch {
      this.#run?.report({ message: loadProblem('This lab'), origin: 'page' });
    }
  }

  readonly #onViewChange = ({ change }: ViewChangeEvent): void =>
    this.#act('page', () => this.#actions.changeView(change));

  /** Has the run follow how it is to be looked at. */
  #applyView(run: Run, { speed, stepUnit }: ViewOptions): void {
    run.stepUnit = stepUnit;
    run.setPace(stepsPerSecond(speed));
  }

  readonly #onSpecChange = ({ spec, origin, file }: SpecChangeEvent): void =>
    this.#act(origin, () => this.#actions.changeSpec(spec, file));

  /** Changes the state; what is wrong with the change is shown where it came from. */
  #act(origin: Origin, action: () => void): void {
    this.#origin = origin;
    try {
      action();
      // What was wrong before is no longer asked for.
      if (this.#run?.problem?.origin === origin) this.#run.report(null);
    } catch (error) {
      const message = error instanceof Error ? error.message : String(error);
      this.#run?.report({ message, origin });
    }
  }

  /** Writes down what is trained, and remembers it from one visit to the next. */
  #keepHistory(run: Run): () => void {
    const storage = localStorageIfAny();
    const { records, note } = loadHistory(storage);
    run.archive = new RunArchive(records);
    run.archive.note = note;
    const recorder = new RunRecorder(run, run.archive, {
      asked: () => {
        const { engine, executor, stop } = this.store.state;
        return { engine, executor, ...(stop && { stop }) };
      },
      engineLabel,
      now: () => Date.now(),
    });
    const endKeeping = keepHistory(run.archive, storage);
    return () => {
      recorder.dispose();
      endKeeping();
    };
  }

  #configure(): void {
    const { spec, engine, executor, file } = this.store.state;
    const asked = { spec, engine, executor, csv: file?.contents };
    void this.#run?.configure({ ...asked, metricsEvery: METRICS_EVERY }, this.#origin);
  }

  /** Shows a dialog that is loaded when it is first asked for. */
  async #show(
    dialog: HelpDialog | ShareDialog,
    loading: Promise<unknown>,
    what: string,
  ): Promise<void> {
    try {
      await loading;
    } catch {
      this.#run?.report({ message: loadProblem(what), origin: 'page' });
      return;
    }
    await dialog.updateComplete;
    dialog.show();
  }

  #performInFlowLab(action: ShortcutAction): void {
    if (action === 'reseed') this.#act('page', () => this.#actions.drawWeights());
    else if (action !== 'help') this.flowLab?.perform(action);
  }

  #perform(action: ShortcutAction): void {
    const run = this.#run;
    if (action === 'help')
      void this.#show(this.help, import('./help-dialog.ts'), 'The list of keys');
    else if (this.#lab === 'gradient-flow') this.#performInFlowLab(action);
    else if (this.#lab === 'speed') {
      if (action === 'toggle') this.speedLab?.toggle();
    } else if (!run?.description) return;
    else if (action === 'reset') run.reset();
    else if (action === 'reseed') this.#act('page', () => this.#actions.drawWeights());
    else if (run.state === 'stopped') return;
    else if (action === 'toggle') run.toggle();
    else run.advance();
  }
}

declare global {
  interface HTMLElementTagNameMap {
    'nabla-app': NablaApp;
  }
}
