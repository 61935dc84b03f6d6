import { html, LitElement, nothing, type PropertyValues } from 'lit';
import { customElement, property, state } from 'lit/decorators.js';
import {
  axisValues,
  MAX_PHASE_STEPS,
  PHASE_OUTCOMES,
  type PhaseAxis,
  type PhaseOutcome,
} from '../../../core/phase-diagram.ts';
import type { TrainingSpec } from '../../../core/spec.ts';
import type { PhaseHandle, PhaseQuestion } from '../../../session/phase-handle.ts';
import { HYPERPARAMETERS, valueOn } from '../../../spec/hyperparameters.ts';
import {
  DEFAULT_PHASE,
  PHASE_SIZES,
  type PhaseOptions,
} from '../../../state/flow-options.ts';
import { fieldStyles } from '../../controls/field-styles.ts';
import type { NumberChangeEvent } from '../../controls/number-field.ts';
import { PALETTES, type Palette } from '../../palette.ts';
import { baseStyles } from '../../theme.ts';
import { criticalGain } from './edge-of-chaos.ts';
import { placeOn, zoomed } from './phase-axes.ts';
import { PhaseDrawing } from './phase-drawing.ts';
import { phaseColours } from './phase-painter.ts';
import type {
  PhaseCursorEvent,
  PhasePickEvent,
  PhaseZoomEvent,
} from './phase-picture.ts';
import { phasePanelStyles } from './phase-panel-styles.ts';
import { describeDrawing, describePixel } from './phase-words.ts';
import '../../controls/number-field.ts';
import './phase-picture.ts';

/** Another diagram is asked for. */
export class PhaseChangeEvent extends Event {
  static readonly type = 'phase-change';
  constructor(readonly phase: PhaseOptions) {
    super(PhaseChangeEvent.type, { bubbles: true, composed: true });
  }
}

/** The network of a pixel is to be opened. */
export class PhaseOpenEvent extends Event {
  static readonly type = 'phase-open';
  constructor(readonly spec: TrainingSpec) {
    super(PhaseOpenEvent.type, { bubbles: true, composed: true });
  }
}

const OUTCOME_LABELS: Readonly<Record<PhaseOutcome, string>> = {
  ratio: 'Gradient ratio of first to last layer, before training',
  loss: 'Loss after training',
  divergence: 'Time to divergence',
};
/** Places of a diagram at which the line of theory is computed. */
const EDGE_PLACES = 24;

/** The square of two hyperparameters, each pixel a network. */
@customElement('nabla-phase-panel')
export class PhasePanel extends LitElement {
  static override readonly styles = [baseStyles, fieldStyles, phasePanelStyles];

  @property({ attribute: false }) spec!: TrainingSpec;
  @property({ attribute: false }) phase: PhaseOptions = DEFAULT_PHASE;
  @property() engine = 'auto';
  @property({ attribute: false }) csv: Uint8Array | string | undefined;
  @property({ attribute: false }) palette: Palette = PALETTES.light;
  @property({ attribute: false }) createPhases!: () => PhaseHandle;

  /** The pixel that the pointer or the keyboard is at. */
  @state() private cursor: number | null = null;

  readonly #drawing = new PhaseDrawing(
    () => this.createPhases(),
    () => {
      this.#revision++;
      this.requestUpdate();
    },
  );
  /** What is shown next is to be drawn at once. */
  #drawsNext = false;
  /** Counts up whenever the drawing has changed, which is the same object then. */
  #revision = 0;
  /** The diagrams that were zoomed into. */
  readonly #before: PhaseOptions[] = [];
  #edge: { readonly key: string; readonly points: string } = { key: '', points: '' };

  override disconnectedCallback(): void {
    super.disconnectedCallback();
    this.#drawing.dispose();
  }

  /** Computes what is not computed yet; public, so that a lesson can begin. */
  draw(): void {
    void this.#drawing.draw(this.#question());
  }

  #question(): PhaseQuestion {
    const { engine, csv } = this;
    const { x, y, outcome, steps, size } = this.phase;
    return {
      spec: this.#atCorner(),
      engine,
      ...(csv !== undefined && { csv }),
      x,
      y,
      columns: size,
      rows: size,
      outcome,
      steps,
    };
  }

  /** The network with both numbers at the lower left: they are those of each pixel anyway, and it is the same diagram whatever they were. */
  #atCorner(): TrainingSpec {
    const { spec } = this;
    if (spec.network.hidden.length === 0) return spec;
    const { x, y } = this.phase;
    const [horizontal, vertical] = [x, y].map(({ id }) => HYPERPARAMETERS.get(id));
    return vertical.apply(horizontal.apply(spec, valueOn(x, x.from)), valueOn(y, y.from));
  }

  /** Whether what is shown is of the present question. */
  get #isCurrent(): boolean {
    return this.#drawing.isOf(this.#question());
  }

  override render() {
    return html`<div class="panel">
      <nabla-phase-picture
        .phase=${this.phase}
        .drawing=${this.#drawing}
        .revision=${this.#revision}
        .current=${this.#isCurrent}
        .colours=${this.#colours()}
        .edge=${this.#edgePoints()}
        .cursor=${this.cursor}
        @phase-cursor=${(event: PhaseCursorEvent) => (this.cursor = event.pixel)}
        @phase-pick=${(event: PhasePickEvent) => this.#open(event.pixel)}
        @phase-zoom=${(event: PhaseZoomEvent) => this.#zoom(event.corners)}
      ></nabla-phase-picture>
      ${this.#renderControls()}
    </div>`;
  }

  /** The line of theory over the diagram; '' where it says nothing of it. */
  #edgePoints(): string {
    const { phase, spec } = this;
    const { x, y, outcome, size } = phase;
    const key = JSON.stringify([spec.network, x, y, size]);
    if (outcome !== 'ratio' || x.id !== 'gain') return '';
    if (this.#edge.key === key) return this.#edge.points;
    const vertical = HYPERPARAMETERS.get(y.id);
    const points = Array.from(axisValues(y, EDGE_PLACES + 1), (value) => {
      const gain = criticalGain(vertical.apply(spec, valueOn(y, value)));
      const place = placeOn(x, gain, size);
      return Number.isFinite(place) ? `${place},${1 - placeOn(y, value, size)}` : '';
    })
      .filter(Boolean)
      .join(' ');
    this.#edge = { key, points };
    return points;
  }

  #renderControls() {
    const { phase } = this;
    const drawing = this.#drawing;
    const isCurrent = this.#isCurrent;
    const isWhole = isCurrent && drawing.complete;
    return html`<div class="controls">
      <div class="field">
        <label for="outcome">Colour</label>
        <select
          id="outcome"
          @change=${(event: Event) =>
            this.#change({
              outcome: (event.target as HTMLSelectElement).value as PhaseOutcome,
            })}
        >
          ${PHASE_OUTCOMES.map(
            (id) =>
              html`<option value=${id} .selected=${id === phase.outcome}>
                ${OUTCOME_LABELS[id]}
              </option>`,
          )}
        </select>
      </div>
      ${this.#renderAxis('x', 'Across')} ${this.#renderAxis('y', 'Upwards')}
      <div class="pair">
        <div class="field">
          <label for="size">Networks</label>
          <select
            id="size"
            @change=${(event: Event) =>
              this.#change({
                size: Number((event.target as HTMLSelectElement).value),
              })}
          >
            ${PHASE_SIZES.map(
              (side) =>
                html`<option value=${side} .selected=${side === phase.size}>
                  ${side} × ${side}
                </option>`,
            )}
          </select>
        </div>
        ${
          phase.outcome === 'ratio'
            ? nothing
            : html`<nabla-number-field
                .label=${'Updates of each'}
                .value=${phase.steps}
                .range=${{ minimum: 1, maximum: MAX_PHASE_STEPS, integer: true }}
                @number-change=${({ value }: NumberChangeEvent) =>
                  this.#change({ steps: value })}
              ></nabla-number-field>`
        }
      </div>
      <div class="actions">
        ${
          drawing.drawing
            ? html`<button class="button" id="cancel" @click=${() => drawing.cancel()}>
                Cancel
              </button>`
            : html`<button
                class="button ${isWhole ? '' : 'primary'}"
                id="draw"
                ?disabled=${isWhole}
                @click=${() => this.draw()}
              >
                ${isCurrent && drawing.done > 0 && !isWhole ? 'Go on' : 'Draw'}
              </button>`
        }
        <button class="button" id="zoom-out" @click=${() => this.#zoomOut()}>
          ${this.#before.length > 0 ? 'Zoom back' : 'Zoom out'}
        </button>
      </div>
      ${
        drawing.drawing
          ? html`<progress
              max=${drawing.total}
              value=${drawing.done}
              aria-label="Networks computed"
            ></progress>`
          : nothing
      }
      <p class="reading" id="reading">
        ${this.cursor === null ? describeDrawing(phase, drawing, isCurrent) : describePixel(phase, this.cursor, isCurrent ? drawing.values[this.cursor] : NaN)}
      </p>
      ${drawing.notice === null ? nothing : html`<p role="status">${drawing.notice}</p>`}
      ${
        drawing.problem === null
          ? nothing
          : html`<p class="problem" role="alert">${drawing.problem}</p>`
      }
      ${this.#renderKey()}
    </div>`;
  }

  #renderAxis(which: 'x' | 'y', label: string) {
    const axis = this.phase[which];
    const other = this.phase[which === 'x' ? 'y' : 'x'];
    const { bounds } = HYPERPARAMETERS.get(axis.id);
    const end = (name: 'from' | 'to', text: string) =>
      html`<nabla-number-field
        .label=${text}
        .value=${axis[name]}
        .range=${bounds}
        @number-change=${({ value }: NumberChangeEvent) =>
          this.#changeAxis(which, { ...axis, [name]: value })}
      ></nabla-number-field>`;
    return html`<fieldset class="axis">
      <legend class="visually-hidden">${label}</legend>
      <div class="field">
        <label for=${`axis-${which}`}>${label}</label>
        <select
          id=${`axis-${which}`}
          @change=${(event: Event) => {
            const { value } = event.target as HTMLSelectElement;
            const { id, axis: usual } = HYPERPARAMETERS.get(value);
            this.#changeAxis(which, { id, ...usual });
          }}
        >
          ${HYPERPARAMETERS.entries
            .filter(({ id }) => id !== other.id)
            .map(
              (entry) =>
                html`<option value=${entry.id} .selected=${entry.id === axis.id}>
                  ${entry.label}
                </option>`,
            )}
        </select>
      </div>
      ${end('from', 'From')} ${end('to', 'To')}
      <label class="check">
        <input
          type="checkbox"
          .checked=${axis.scale === 'log'}
          ?disabled=${axis.from <= 0}
          @change=${(event: Event) =>
            this.#changeAxis(which, {
              ...axis,
              scale: (event.target as HTMLInputElement).checked ? 'log' : 'linear',
            })}
        />
        Logarithmic
      </label>
    </fieldset>`;
  }

  #renderKey() {
    const colours = this.#colours();
    const css = (value: number) =>
      `rgb(${colours.colour(value).map(Math.round).join(' ')})`;
    const stops = Array.from({ length: 17 }, (_, at) => css(colours.at(at / 16)));
    return html`<div class="key">
      <div class="scale">
        <div
          class="bar"
          style=${`background: linear-gradient(90deg, ${stops.join(', ')})`}
        ></div>
        <div>
          <span>${colours.low}</span><span>${colours.middle}</span
          ><span>${colours.high}</span>
        </div>
      </div>
      ${
        colours.beyond === null
          ? nothing
          : html`<span
              ><i style=${`background: ${css(Infinity)}`}></i>${colours.beyond}</span
            >`
      }
      ${
        this.#edgePoints() === ''
          ? nothing
          : html`<span><i class="edge-sample"></i>theory’s edge of chaos, χ = 1</span>`
      }
    </div>`;
  }

  #colours() {
    const { outcome, steps } = this.phase;
    return phaseColours(outcome, this.palette, this.#drawing.values, steps);
  }

  override updated(changed: PropertyValues<this>): void {
    if (changed.has('phase')) {
      if (this.#drawsNext) this.draw();
      // Another diagram: what was zoomed into before is no part of it.
      else this.#before.length = 0;
      this.#drawsNext = false;
    }
    // For style sheets, tests and scripts.
    this.dataset['state'] = this.#drawing.drawing ? 'drawing' : 'resting';
  }

  #change(change: Partial<PhaseOptions>): void {
    this.dispatchEvent(new PhaseChangeEvent({ ...this.phase, ...change }));
  }

  #changeAxis(which: 'x' | 'y', axis: PhaseAxis): void {
    const scale = axis.from > 0 ? axis.scale : 'linear';
    this.#before.length = 0;
    this.#change({ [which]: { ...axis, scale } });
  }

  /** @param corners null: out */
  #zoom(corners: PhaseZoomEvent['corners']): void {
    if (!corners) {
      this.#zoomOut();
      return;
    }
    const [x0, y0, x1, y1] = corners;
    const { phase } = this;
    const { x, y, size } = phase;
    const next = {
      ...phase,
      x: zoomed(x, x0, x1, size, HYPERPARAMETERS.get(x.id).bounds),
      y: zoomed(y, y0, y1, size, HYPERPARAMETERS.get(y.id).bounds),
    };
    if (JSON.stringify(next) === JSON.stringify(phase)) return;
    this.#before.push(phase);
    this.#show(next);
  }

  #zoomOut(): void {
    const before = this.#before.pop();
    if (before) {
      this.#show(before);
      return;
    }
    const { phase } = this;
    const { x, y, size } = phase;
    const wider = (axis: PhaseAxis) =>
      zoomed(axis, -0.5, 1.5, size, HYPERPARAMETERS.get(axis.id).bounds);
    this.#show({ ...phase, x: wider(x), y: wider(y) });
  }

  #show(phase: PhaseOptions): void {
    // Whoever zooms wants to see what is there, once it has come down here.
    this.#drawsNext = true;
    this.dispatchEvent(new PhaseChangeEvent(phase));
  }

  #open(pixel: number): void {
    const { x, y, size } = this.phase;
    const value = (axis: PhaseAxis, index: number) =>
      valueOn(axis, axisValues(axis, size)[index]);
    const vertical = HYPERPARAMETERS.get(y.id).apply(
      this.spec,
      value(y, Math.floor(pixel / size)),
    );
    const spec = HYPERPARAMETERS.get(x.id).apply(vertical, value(x, pixel % size));
    this.dispatchEvent(new PhaseOpenEvent(spec));
  }
}

declare global {
  interface HTMLElementTagNameMap {
    'nabla-phase-panel': PhasePanel;
  }
}
