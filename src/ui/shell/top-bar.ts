import {
  DEFAULT_VIEW,
  SPEEDS,
  STEP_UNITS,
  type ViewOptions,
} from '../../state/view-options.ts';
import { DEFAULT_LAB, type LabId } from '../../state/labs.ts';
import { ViewChangeEvent } from '../view-change.ts';
import { html, LitElement, nothing } from 'lit';
import { customElement, property, query } from 'lit/decorators.js';
import type { ExecutorRequest } from '../../core/engine.ts';
import { FrameController } from '../charts/frame-controller.ts';
import { fieldStyles } from '../controls/field-styles.ts';
import { formatCount, formatShort, formatTime } from '../format.ts';
import { RunController } from '../run/run-controller.ts';
import type { Run } from '../run/run.ts';
import type { ColourPair } from '../palette.ts';
import { baseStyles } from '../theme.ts';
import { PAUSE_ICON, PLAY_ICON, RESET_ICON, SHARE_ICON, STEP_ICON } from './icons.ts';
import type { ThemeChoice } from './theme-controller.ts';
import { topBarStyles } from './top-bar-styles.ts';
import './appearance-menu.ts';
import './engine-menu.ts';
import './lab-links.ts';

/** What this is, in a line. */
export const TAGLINE = 'Neural networks, trained in your browser';

const SPEED_LABELS = {
  '1': '1/s',
  '10': '10/s',
  '100': '100/s',
  '1000': '1,000/s',
  full: 'full',
} as const;
const STEP_LABELS = { update: 'update', epoch: 'epoch' } as const;

/** Name, transport, step count, engine, help and appearance. */
@customElement('nabla-top-bar')
export class TopBar extends LitElement {
  static override readonly styles = [baseStyles, fieldStyles, topBarStyles];

  @property({ attribute: false }) run!: Run;
  /** Whether there is a run here to be trained: another lab has its own buttons. */
  @property({ type: Boolean }) trains = true;
  @property() lab: LabId = DEFAULT_LAB;
  /** The address of another lab; null where there is but one. */
  @property({ attribute: false }) linkOfLab: ((lab: LabId) => string) | null = null;
  @property() engine = 'auto';
  @property() executor: ExecutorRequest = 'auto';
  @property() theme: ThemeChoice = 'system';
  @property() pair: ColourPair = 'orange-blue';

  @query('#step') private readonly step!: HTMLElement;
  @query('#rate') private readonly rate!: HTMLElement;
  @query('#time') private readonly time!: HTMLElement;

  readonly #frame = new FrameController(this, () => this.#write());

  @property({ attribute: false }) view: ViewOptions = DEFAULT_VIEW;

  constructor() {
    super();
    new RunController(
      this,
      () => this.run,
      () => this.#frame.request(),
    );
  }

  override render() {
    const { run, view } = this;
    const ready = run.description !== null;
    const stopped = run.state === 'stopped';
    return html`
      <div>
        <h1><span aria-hidden="true">∇</span> Nabla</h1>
        <div class="tagline">
          ${
            this.linkOfLab
              ? html`<nabla-lab-links
                  .lab=${this.lab}
                  .linkOf=${this.linkOfLab}
                ></nabla-lab-links>`
              : TAGLINE
          }
        </div>
      </div>
      <div class="transport" role="group" aria-label="Training" ?hidden=${!this.trains}>
        <button
          ?hidden=${view.hide.includes('play')}
          id="play"
          class="play"
          aria-label=${run.running ? 'Pause' : 'Train'}
          title=${run.running ? 'Pause (Space)' : 'Train (Space)'}
          ?disabled=${!ready || stopped}
          @click=${() => run.toggle()}
        >
          ${run.running ? PAUSE_ICON : PLAY_ICON}
        </button>
        <button
          ?hidden=${view.hide.includes('step')}
          id="advance"
          class="icon"
          aria-label=${this.view.stepUnit === 'epoch' ? 'One epoch' : 'One step'}
          title=${this.view.stepUnit === 'epoch' ? 'One epoch (→)' : 'One step (→)'}
          ?disabled=${!ready || stopped}
          @click=${() => run.advance()}
        >
          ${STEP_ICON}
        </button>
        <button
          ?hidden=${view.hide.includes('reset')}
          id="reset"
          class="icon"
          aria-label="Reset to the initial weights"
          title="Reset (R)"
          ?disabled=${!ready}
          @click=${() => run.reset()}
        >
          ${RESET_ICON}
        </button>
      </div>
      <div class="settings" ?hidden=${!this.trains}>
        ${this.#menu('speed', 'Speed', SPEEDS, SPEED_LABELS, view.speed)}
        ${this.#menu('stepUnit', 'Step by', STEP_UNITS, STEP_LABELS, view.stepUnit)}
      </div>
      <dl ?hidden=${!this.trains}>
        <div>
          <dt>Step</dt>
          <dd id="step">0</dd>
        </div>
        <div>
          <dt>Steps/s</dt>
          <dd id="rate">–</dd>
        </div>
        <div class="time">
          <dt>A step takes</dt>
          <dd id="time">–</dd>
        </div>
      </dl>
      ${run.busy ? html`<div class="progress"></div>` : nothing}
      <div class="end">
        <nabla-engine-menu
          ?hidden=${this.lab === 'speed'}
          .run=${run}
          .value=${this.engine}
          .executor=${this.executor}
        ></nabla-engine-menu>
        <button
          id="share"
          class="icon"
          aria-label="Share"
          title="Share: a link, or a frame for another page"
          aria-haspopup="dialog"
          @click=${() =>
            this.dispatchEvent(new Event('share', { bubbles: true, composed: true }))}
        >
          ${SHARE_ICON}
        </button>
        <button
          class="icon"
          aria-label="Keyboard shortcuts"
          title="Keyboard shortcuts (?)"
          @click=${() =>
            this.dispatchEvent(new Event('show-help', { bubbles: true, composed: true }))}
        >
          ?
        </button>
        <nabla-appearance-menu
          .theme=${this.theme}
          .pair=${this.pair}
        ></nabla-appearance-menu>
      </div>
    `;
  }

  /** A small menu of view options. */
  #menu<Value extends string>(
    option: 'speed' | 'stepUnit',
    label: string,
    values: readonly Value[],
    labels: Readonly<Record<Value, string>>,
    current: Value,
  ) {
    return html`<label>
      <span>${label}</span>
      <select
        id=${option}
        @change=${(event: Event) => {
          const { value } = event.target as HTMLSelectElement;
          this.dispatchEvent(new ViewChangeEvent({ [option]: value }));
        }}
      >
        ${values.map(
          (value) =>
            html`<option value=${value} .selected=${value === current}>
              ${labels[value]}
            </option>`,
        )}
      </select>
    </label>`;
  }

  override updated(): void {
    this.#write();
  }

  #write(): void {
    const { run } = this;
    this.step.textContent = formatCount(run.step);
    this.rate.textContent = run.running ? formatShort(run.stepsPerSecond) : '–';
    this.time.textContent = formatTime(run.millisecondsPerStep);
  }
}

declare global {
  interface HTMLElementTagNameMap {
    'nabla-top-bar': TopBar;
  }
}
