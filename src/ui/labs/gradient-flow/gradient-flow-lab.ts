import { html, LitElement, nothing, type PropertyValues } from 'lit';
import { customElement, property, query, state } from 'lit/decorators.js';
import type { ExecutorRequest } from '../../../core/engine.ts';
import type { JacobianSpectrum } from '../../../core/jacobian-spectrum.ts';
import type { TrainingSpec } from '../../../core/spec.ts';
import type { SessionHandle } from '../../../session/handle.ts';
import type { PhaseHandle } from '../../../session/phase-handle.ts';
import type { OpenFile } from '../../../state/app-state.ts';
import {
  describeChanges,
  describeSpec,
  summarizeSpec,
} from '../../../state/describe-spec.ts';
import {
  DEFAULT_FLOW,
  MOST_BESIDE,
  type FlowOptions,
} from '../../../state/flow-options.ts';
import { LESSONS, type Lesson } from '../../../state/lessons.ts';
import { DEFAULT_SPEC } from '../../../spec/default-spec.ts';
import { flowKey, flowKeyStyles } from '../../flow/flow-key.ts';
import { FLOW_QUANTITIES, flowScales } from '../../flow/flow-scales.ts';
import { conditionSince } from '../../flow/since.ts';
import { spectrumRange } from '../../flow/spectrum-chart.ts';
import { PALETTES, type Palette } from '../../palette.ts';
import { baseStyles } from '../../theme.ts';
import type { ColumnAddEvent, LayerMarkEvent } from './flow-column.ts';
import type { FlowFrame } from './flow-history.ts';
import type {
  PlaceChangeEvent,
  QuantityChangeEvent,
  TransportAction,
  TransportActionEvent,
} from './flow-transport.ts';
import { labStyles } from './lab-styles.ts';
import { LessonChangeEvent } from './lesson-list.ts';
import type { NetworksEditEvent } from './network-controls.ts';
import { NetworkGroup } from './network-group.ts';
import type { PhaseChangeEvent, PhaseOpenEvent, PhasePanel } from './phase-panel.ts';
import './compare-menu.ts';
import './flow-column.ts';
import './flow-transport.ts';
import './lesson-list.ts';
import './network-controls.ts';
import './phase-panel.ts';

/** The networks, the lesson or the diagram of the lab are to be others. */
export class FlowChangeEvent extends Event {
  static readonly type = 'flow-change';
  constructor(
    readonly spec: TrainingSpec,
    readonly flow: FlowOptions,
  ) {
    super(FlowChangeEvent.type, { bubbles: true, composed: true });
  }
}

/** What the lab computes with. */
export interface FlowServices {
  createSession(): SessionHandle;
  createPhases(): PhaseHandle;
}

/** Where gradients vanish and explode, why, and what helps: networks side by side, trained in step. */
@customElement('nabla-gradient-flow-lab')
export class GradientFlowLab extends LitElement {
  static override readonly styles = [baseStyles, flowKeyStyles, labStyles];

  @property({ attribute: false }) spec!: TrainingSpec;
  @property({ attribute: false }) flow: FlowOptions = DEFAULT_FLOW;
  @property() engine = 'auto';
  @property() executor: ExecutorRequest = 'auto';
  @property({ attribute: false }) file: OpenFile | null = null;
  @property({ attribute: false }) palette: Palette = PALETTES.light;
  @property({ attribute: false }) services!: FlowServices;
  /** Whether a lesson that the page opens with begins by itself. */
  @property({ type: Boolean }) autoplay = true;
  /** The address of a lesson. */
  @property({ attribute: false }) linkOf!: (lesson: Lesson) => string;

  @state() private quantity = FLOW_QUANTITIES[0];
  @state() private marked: number | null = null;
  /** The step that is looked at; null: always the newest. Frames between are dropped as they get many. */
  @state() private lookedAt: number | null = null;
  @state() private showsSpectrum = false;
  @state() private spectra: readonly (JacobianSpectrum | null)[] = [];
  @state() private spectrumProblem: string | null = null;

  @query('nabla-phase-panel') private readonly phasePanel!: PhasePanel | null;

  #group: NetworkGroup | null = null;
  /** Spectra are being taken, or were taken of this frame. */
  #spectrumFrame: FlowFrame | null = null;
  #takesSpectra = false;
  /** A lesson that was chosen and is to be begun once its networks have come down here. */
  #beginning: Lesson | null = null;

  override connectedCallback(): void {
    super.connectedCallback();
    const group = new NetworkGroup(() => this.services.createSession());
    group.changes.add(() => {
      this.requestUpdate();
      void this.#takeSpectra();
    });
    this.#group = group;
    this.#configure(group);
    // The network that everybody sees first is too shallow for this question.
    if (
      JSON.stringify(this.spec) === JSON.stringify(DEFAULT_SPEC) &&
      this.flow.lesson === null &&
      this.flow.beside.length === 0
    )
      this.#onLesson(new LessonChangeEvent(LESSONS.entries[0]));
    else if (this.autoplay && this.flow.lesson !== null)
      this.#beginning = LESSONS.get(this.flow.lesson);
  }

  override willUpdate(changed: PropertyValues<this>): void {
    const { lesson } = this.flow;
    if (!changed.has('flow') || changed.get('flow')?.lesson === lesson) return;
    // Whoever closes a lesson goes on looking at what is shown.
    if (lesson === null) return;
    const shown = LESSONS.get(lesson).shows;
    this.quantity = FLOW_QUANTITIES.find(({ id }) => id === shown) ?? FLOW_QUANTITIES[0];
  }

  override disconnectedCallback(): void {
    super.disconnectedCallback();
    this.#group?.dispose();
    this.#group = null;
  }

  /** What the page's keys do here. */
  perform(action: TransportAction): void {
    const group = this.#group;
    if (!group) return;
    this.lookedAt = null;
    if (action === 'toggle') group.toggle();
    else if (action === 'advance') void group.advance(1);
    else void group.reset();
  }

  override updated(changed: PropertyValues<this>): void {
    const group = this.#group;
    if (!group) return;
    // For style sheets, tests and scripts.
    this.dataset['state'] = group.busy
      ? 'preparing'
      : group.running
        ? 'running'
        : 'paused';
    this.dataset['step'] = String(group.step);
    // The first time it was configured when it came on the page.
    const isFirst = changed.has('services') && !changed.get('services');
    const before = changed.get('flow');
    if (
      !isFirst &&
      (changed.has('spec') ||
        changed.has('engine') ||
        changed.has('executor') ||
        changed.has('file') ||
        (before && before.beside !== this.flow.beside))
    )
      this.#configure(group);
    // A lesson that back or forward leads to begins as well.
    if (before && before.lesson !== this.flow.lesson && this.flow.lesson !== null)
      this.#beginning ??= LESSONS.get(this.flow.lesson);
    const lesson = this.#beginning;
    if (lesson && lesson.id === this.flow.lesson && changed.has('flow')) {
      this.#beginning = null;
      void this.#begin(lesson);
    }
  }

  #configure(group: NetworkGroup): void {
    this.lookedAt = null;
    this.marked = null;
    this.spectra = [];
    void group.configure({
      specs: [this.spec, ...this.flow.beside],
      engine: this.engine,
      executor: this.executor,
      csv: this.file?.contents,
    });
  }

  override render() {
    const group = this.#group;
    if (!group) return nothing;
    const { frames } = group.history;
    const wanted = this.lookedAt ?? Infinity;
    const at = frames.findLastIndex(({ step }) => step <= wanted);
    const frame = frames[at] as FlowFrame | undefined;
    return html`
      <nabla-lesson-list
        .lesson=${this.flow.lesson}
        .linkOf=${this.linkOf}
        @lesson-change=${this.#onLesson}
      ></nabla-lesson-list>
      <nabla-network-controls
        .spec=${this.spec}
        @networks-edit=${this.#onEdit}
      ></nabla-network-controls>
      <nabla-flow-transport
        .running=${group.running}
        .step=${group.step}
        .place=${at}
        .count=${frames.length}
        .shownStep=${frame?.step ?? null}
        .quantity=${this.quantity}
        .spectrum=${this.showsSpectrum}
        .problem=${this.spectrumProblem}
        @transport-action=${(event: TransportActionEvent) => this.perform(event.action)}
        @place-change=${(event: PlaceChangeEvent) => this.#lookAt(event.place)}
        @quantity-change=${(event: QuantityChangeEvent) => (this.quantity = event.quantity)}
        @spectrum-toggle=${this.#onSpectrum}
      >
        ${
          this.flow.beside.length < MOST_BESIDE
            ? html`<nabla-compare-menu
                .spec=${this.spec}
                @column-add=${(event: ColumnAddEvent) => this.#add(event.spec)}
              ></nabla-compare-menu>`
            : nothing
        }
      </nabla-flow-transport>
      ${this.#renderColumns(group, frames, at, frame)}
      <section class="phase" aria-labelledby="phase-title">
        <h2 id="phase-title">Phase diagram</h2>
        <p>
          Where in the square of two of its numbers does the first network’s gradient get
          through?
        </p>
        <nabla-phase-panel
          .spec=${this.spec}
          .phase=${this.flow.phase}
          .engine=${this.engine}
          .csv=${this.file?.contents}
          .palette=${this.palette}
          .createPhases=${this.services.createPhases}
          @phase-change=${(event: PhaseChangeEvent) => this.#change({ phase: event.phase })}
          @phase-open=${(event: PhaseOpenEvent) => this.#open(event.spec)}
        ></nabla-phase-panel>
      </section>
    `;
  }

  #renderColumns(
    group: NetworkGroup,
    frames: readonly FlowFrame[],
    at: number,
    frame: FlowFrame | undefined,
  ) {
    const readings = frame?.readings ?? [];
    const scales = flowScales(
      readings.filter((reading) => reading !== null),
      this.quantity,
    );
    // Those of old parameters are gone with them.
    const spectra = this.showsSpectrum && this.lookedAt === null ? this.spectra : [];
    const range = spectrumRange(spectra.filter((spectrum) => spectrum !== null));
    const specs = [this.spec, ...this.flow.beside];
    const fields = describeSpec(this.spec);
    return html`<section aria-label="Networks">
      <div class="columns">
        ${specs.map((spec, index) => {
          const member = group.members.at(index);
          const since = conditionSince(
            frames
              .slice(0, at + 1)
              .map(({ step, readings: all }) => ({ step, flow: all.at(index) ?? null })),
          );
          const changes = describeChanges(fields, describeSpec(spec));
          return html`<nabla-flow-column
            .name=${index === 0 ? summarizeSpec(spec) : capitalized(changes.join(', ') || 'The same network')}
            .spec=${spec}
            .reading=${readings.at(index) ?? null}
            .scales=${scales}
            .marked=${this.marked}
            .since=${since?.step ?? 0}
            .problem=${member?.problem ?? null}
            .stopMessage=${member?.stopMessage ?? null}
            .spectrum=${spectra.at(index) ?? null}
            .spectrumRange=${range}
            .removable=${specs.length > 1}
            .extensible=${this.flow.beside.length < MOST_BESIDE}
            @layer-mark=${(event: LayerMarkEvent) => (this.marked = event.layer)}
            @column-add=${(event: ColumnAddEvent) => this.#add(event.spec)}
            @column-remove=${() => this.#remove(index)}
          ></nabla-flow-column>`;
        })}
      </div>
      ${flowKey()}
    </section>`;
  }

  #lookAt(place: number): void {
    const { frames } = this.#group?.history ?? { frames: [] };
    // At its end the slider goes along with the run.
    this.lookedAt = place >= frames.length - 1 ? null : frames[place].step;
  }

  readonly #onSpectrum = (): void => {
    this.showsSpectrum = !this.showsSpectrum;
    this.spectrumProblem = null;
    void this.#takeSpectra();
  };

  /** The singular values of the networks as they are now. */
  async #takeSpectra(): Promise<void> {
    const group = this.#group;
    const frame = group?.history.frames.at(-1);
    if (!group || !this.showsSpectrum || this.#takesSpectra) return;
    if (!frame || frame === this.#spectrumFrame || group.busy) return;
    this.#takesSpectra = true;
    const { members } = group;
    let spectra: readonly (JacobianSpectrum | null)[] | null = null;
    let problem: unknown = null;
    try {
      spectra = await Promise.all(
        members.map(async ({ session, description }) =>
          description ? session.spectrum() : null,
        ),
      );
    } catch (error) {
      problem = error;
    }
    this.#takesSpectra = false;
    this.#spectrumFrame = frame;
    // Of networks that are no longer there nobody wants to know.
    if (members === group.members && !group.busy) {
      if (spectra) this.spectra = spectra;
      else {
        this.spectrumProblem =
          problem instanceof Error ? problem.message : String(problem);
        this.showsSpectrum = false;
      }
    }
    this.requestUpdate();
    // What has changed meanwhile was passed over.
    void this.#takeSpectra();
  }

  readonly #onLesson = ({ lesson }: LessonChangeEvent): void => {
    if (!lesson) {
      this.#change({ lesson: null });
      return;
    }
    const [spec, ...beside] = lesson.networks();
    // What it begins with must be the networks that are asked for here, before their first step.
    this.#beginning = lesson;
    this.#group?.pause();
    this.#tell(spec, {
      beside,
      lesson: lesson.id,
      phase: lesson.phase ?? DEFAULT_FLOW.phase,
    });
  };

  /** Trains as long as it takes to see what the lesson tells, and draws its diagram. */
  async #begin(lesson: Lesson): Promise<void> {
    await this.phasePanel?.updateComplete;
    if (lesson.phase) this.phasePanel?.draw();
    const group = this.#group;
    if (!group || lesson.steps === 0) return;
    await group.prepared();
    if (this.flow.lesson === lesson.id) group.play(lesson.steps);
  }

  readonly #onEdit = ({ edit }: NetworksEditEvent): void => {
    this.#tell(edit(this.spec), { ...this.flow, beside: this.flow.beside.map(edit) });
  };

  #add(spec: TrainingSpec): void {
    this.#change({ beside: [...this.flow.beside, spec].slice(0, MOST_BESIDE) });
  }

  #remove(index: number): void {
    const [first, ...beside] = [this.spec, ...this.flow.beside].filter(
      (_, at) => at !== index,
    );
    this.#tell(first, { ...this.flow, beside });
  }

  /** In the first column, alone: it is another network, which the others would not be compared with. */
  #open(spec: TrainingSpec): void {
    this.#tell(spec, { ...this.flow, beside: [], lesson: null });
    this.renderRoot
      .querySelector('nabla-flow-transport')
      ?.scrollIntoView({ block: 'start' });
  }

  #change(change: Partial<FlowOptions>): void {
    this.#tell(this.spec, { ...this.flow, ...change });
  }

  #tell(spec: TrainingSpec, flow: FlowOptions): void {
    this.dispatchEvent(new FlowChangeEvent(spec, flow));
  }
}

const capitalized = (text: string): string =>
  text.charAt(0).toUpperCase() + text.slice(1);

declare global {
  interface HTMLElementTagNameMap {
    'nabla-gradient-flow-lab': GradientFlowLab;
  }
}
