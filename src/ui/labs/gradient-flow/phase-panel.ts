import { html, LitElement, nothing, svg, type PropertyValues } from 'lit';
import { customElement, property, query, state } from 'lit/decorators.js';
import {
  axisValues,
  DIVERGED,
  PHASE_OUTCOMES,
  type PhaseAxis,
  type PhaseOutcome,
} from '../../../core/phase-diagram.ts';
import type { TrainingSpec } from '../../../core/spec.ts';
import type { PhaseHandle, PhaseQuestion } from '../../../session/phase-handle.ts';
import { HYPERPARAMETERS, valueOn } from '../../../spec/hyperparameters.ts';
import {
  DEFAULT_PHASE,
  MOST_PHASE_STEPS,
  PHASE_SIZES,
  type PhaseOptions,
} from '../../../state/flow-options.ts';
import { RestorationController } from '../../charts/restoration-controller.ts';
import { fieldStyles } from '../../controls/field-styles.ts';
import type { NumberChangeEvent } from '../../controls/number-field.ts';
import { formatCount, formatLoss, formatSigned, formatTime } from '../../format.ts';
import { PALETTES, type Palette } from '../../palette.ts';
import { baseStyles } from '../../theme.ts';
import { criticalGain } from './edge-of-chaos.ts';
import { axisTicks, placeOn, zoomed } from './phase-axes.ts';
import { PhaseDrawing } from './phase-drawing.ts';
import { phaseColours, phaseImage } from './phase-painter.ts';
import { phasePanelStyles } from './phase-panel-styles.ts';
import '../../controls/number-field.ts';

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
/** A drag shorter than this share of the picture is a click. */
const CLICK = 0.03;

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
  /** Two corners that are being dragged apart, as shares from the lower left. */
  @state() private dragged: readonly [number, number, number, number] | null = null;

  @query('canvas') private readonly canvas!: HTMLCanvasElement;

  readonly #drawing = new PhaseDrawing(
    () => this.createPhases(),
    () => this.requestUpdate(),
  );
  /** The diagrams that were zoomed into. */
  readonly #before: PhaseOptions[] = [];
  #edge: { readonly key: string; readonly points: string } = { key: '', points: '' };

  constructor() {
    super();
    new RestorationController(this, () => this.requestUpdate());
  }

  override disconnectedCallback(): void {
    super.disconnectedCallback();
    this.#drawing.dispose();
  }

  /** Computes what is not computed yet; public, so that a lesson can begin. */
  draw(): void {
    void this.#drawing.draw(this.#question());
  }

  #question(): PhaseQuestion {
    const { spec, engine, csv } = this;
    const { x, y, outcome, steps, size } = this.phase;
    return {
      spec,
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

  /** Whether what is shown is of the present question. */
  get #isCurrent(): boolean {
    return this.#drawing.isOf(this.#question());
  }

  override render() {
    return html`<div class="panel">
      ${this.#renderPicture()} ${this.#renderControls()}
    </div>`;
  }

  #renderPicture() {
    const { phase, cursor } = this;
    const { x, y, size } = phase;
    const [horizontal, vertical] = [x, y].map(({ id }) => HYPERPARAMETERS.get(id));
    return html`<div>
      <div class="picture">
        <div class="side">${vertical.label}${y.scale === 'log' ? ' (log)' : ''}</div>
        <div class="ticks" aria-hidden="true">
          ${axisTicks(y, size, 6).map(
            ({ text, at }) => html`<span style=${`bottom: ${100 * at}%`}>${text}</span>`,
          )}
        </div>
        <div
          class="plot"
          tabindex="0"
          role="application"
          aria-roledescription="diagram"
          aria-label=${`Phase diagram of ${horizontal.label} and ${vertical.label}. Arrow keys move, Enter opens the network, plus and minus zoom.`}
          aria-describedby="reading"
          @pointerdown=${this.#onDown}
          @pointermove=${this.#onMove}
          @pointerup=${this.#onUp}
          @pointerleave=${() => (this.cursor = this.dragged ? this.cursor : null)}
          @pointercancel=${() => (this.dragged = null)}
          @keydown=${this.#onKey}
          @blur=${() => (this.cursor = null)}
        >
          <canvas width=${size} height=${size}></canvas>
          <svg viewBox="0 0 1 1" preserveAspectRatio="none" aria-hidden="true">
            ${this.#renderEdge()}
            ${
              cursor === null
                ? nothing
                : svg`<rect class="cursor" x=${(cursor % size) / size} y=${1 - (Math.floor(cursor / size) + 1) / size} width=${1 / size} height=${1 / size}></rect>`
            }
            ${this.#renderFrame()}
          </svg>
        </div>
        <div class="bottom">
          ${axisTicks(x, size, 7).map(
            ({ text, at }) =>
              html`<span aria-hidden="true" style=${`left: ${100 * at}%`}>${text}</span>`,
          )}
          <span class="title"
            >${horizontal.label}${x.scale === 'log' ? ' (log)' : ''}</span
          >
        </div>
      </div>
    </div>`;
  }

  #renderEdge() {
    const points = this.#edgePoints();
    return points === ''
      ? nothing
      : svg`<polyline class="edge halo" points=${points}></polyline><polyline class="edge" points=${points}></polyline>`;
  }

  /** The line of theory over the diagram; '' where it says nothing of it. */
  #edgePoints(): string {
    const { phase, spec } = this;
    const { x, y, outcome, size } = phase;
    const isSpread = y.id === 'bias' && x.id === 'gain';
    const key = JSON.stringify([spec.network, x, y, size]);
    if (outcome !== 'ratio' || x.id !== 'gain') return '';
    if (this.#edge.key === key) return this.#edge.points;
    const places = Array.from({ length: EDGE_PLACES + 1 }, (_, at) => at / EDGE_PLACES);
    const biases = axisValues(y, EDGE_PLACES + 1);
    // Other numbers do not come up in theory: the line is straight then.
    const upright = isSpread ? NaN : criticalGain(spec);
    const points = places
      .map((_, at) => {
        const gain = isSpread ? criticalGain(spec, biases[at]) : upright;
        const place = placeOn(x, gain, size);
        return Number.isFinite(place)
          ? `${place},${1 - placeOn(y, biases[at], size)}`
          : '';
      })
      .filter(Boolean)
      .join(' ');
    this.#edge = { key, points };
    return points;
  }

  #renderFrame() {
    if (!this.dragged) return nothing;
    const [x0, y0, x1, y1] = this.dragged;
    return svg`<rect class="frame" x=${Math.min(x0, x1)} y=${1 - Math.max(y0, y1)} width=${Math.abs(x1 - x0)} height=${Math.abs(y1 - y0)}></rect>`;
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
                .range=${{ minimum: 1, maximum: MOST_PHASE_STEPS, integer: true }}
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
      <p class="reading" id="reading">${this.#reading(isCurrent)}</p>
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

  #reading(isCurrent: boolean): string {
    const { cursor, phase } = this;
    const drawing = this.#drawing;
    if (cursor !== null) return this.#describePixel(cursor, isCurrent);
    if (!drawing.question)
      return `Each of the ${formatCount(phase.size ** 2)} pixels is a network of its own, all from the same seed on the same data.`;
    if (drawing.drawing)
      return `${formatCount(Math.floor(drawing.done))} of ${formatCount(drawing.total)} networks on ${drawing.adapter || '…'}.`;
    if (!isCurrent) return 'The settings have changed since this was drawn: draw again.';
    if (!drawing.complete)
      return `Cancelled after ${formatCount(Math.floor(drawing.done))} of ${formatCount(drawing.total)} networks.`;
    const time = Number.isNaN(drawing.milliseconds)
      ? ''
      : ` in ${formatTime(drawing.milliseconds)}`;
    return `${formatCount(drawing.total)} networks${time} on ${drawing.adapter}. A click opens one above; a drag zooms in.`;
  }

  #describePixel(pixel: number, isCurrent: boolean): string {
    const { x, y, size } = this.phase;
    const at = (axis: PhaseAxis, index: number) =>
      formatSigned(valueOn(axis, axisValues(axis, size)[index]));
    const place =
      `${HYPERPARAMETERS.get(x.id).symbol} ${at(x, pixel % size)}, ` +
      `${HYPERPARAMETERS.get(y.id).symbol} ${at(y, Math.floor(pixel / size))}`;
    const value = isCurrent ? this.#drawing.values[pixel] : NaN;
    return `${place}: ${this.#describeValue(value)}`;
  }

  #describeValue(value: number): string {
    const { outcome, steps } = this.phase;
    if (value === undefined || Number.isNaN(value)) return 'not computed yet.';
    if (outcome === 'ratio') {
      if (value === Infinity) return 'a value overflows.';
      if (value === -Infinity) return 'nothing comes back to the first layer.';
      return `the first layer gets ${formatLoss(10 ** value)} times the error of the last.`;
    }
    if (outcome === 'loss')
      return value === Infinity
        ? 'a value overflowed.'
        : `loss ${formatLoss(value)} after ${formatCount(steps)} updates.`;
    return value === Infinity
      ? `has not diverged in ${formatCount(steps)} updates.`
      : `in step ${formatCount(value)} the loss is ${DIVERGED} times the first, or beyond numbers.`;
  }

  #colours() {
    const { outcome, steps } = this.phase;
    return phaseColours(outcome, this.palette, this.#drawing.values, steps);
  }

  override updated(_changed: PropertyValues): void {
    const { size } = this.phase;
    const context = this.canvas.getContext('2d');
    if (!context) return;
    const { question } = this.#drawing;
    context.clearRect(0, 0, size, size);
    // A picture of another size or kind is not this one; of other axes it stays until it is drawn anew.
    if (question?.columns !== size || question.outcome !== this.phase.outcome) return;
    context.globalAlpha = 1;
    context.putImageData(
      phaseImage(size, size, this.#drawing.valueAt, this.#colours()),
      0,
      0,
    );
    this.canvas.style.opacity = this.#isCurrent ? '1' : '0.35';
  }

  #change(change: Partial<PhaseOptions>): void {
    this.dispatchEvent(new PhaseChangeEvent({ ...this.phase, ...change }));
  }

  #changeAxis(which: 'x' | 'y', axis: PhaseAxis): void {
    const scale = axis.from > 0 ? axis.scale : 'linear';
    this.#before.length = 0;
    this.#change({ [which]: { ...axis, scale } });
  }

  #zoom(x0: number, y0: number, x1: number, y1: number): void {
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
    this.dispatchEvent(new PhaseChangeEvent(phase));
    // Whoever zooms wants to see what is there.
    void this.updateComplete.then(() => this.draw());
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

  /** Shares from the lower left. */
  #placeOf(event: PointerEvent): readonly [number, number] {
    const box = (event.currentTarget as HTMLElement).getBoundingClientRect();
    const inside = (value: number) => Math.max(0, Math.min(1 - 1e-9, value));
    return [
      inside((event.clientX - box.left) / box.width),
      inside(1 - (event.clientY - box.top) / box.height),
    ];
  }

  #pixelAt([x, y]: readonly [number, number]): number {
    const { size } = this.phase;
    return Math.floor(y * size) * size + Math.floor(x * size);
  }

  readonly #onDown = (event: PointerEvent): void => {
    if (event.button !== 0) return;
    (event.currentTarget as HTMLElement).setPointerCapture(event.pointerId);
    const [x, y] = this.#placeOf(event);
    this.dragged = [x, y, x, y];
  };

  readonly #onMove = (event: PointerEvent): void => {
    const place = this.#placeOf(event);
    this.cursor = this.#pixelAt(place);
    if (this.dragged) this.dragged = [this.dragged[0], this.dragged[1], ...place];
  };

  readonly #onUp = (event: PointerEvent): void => {
    const { dragged } = this;
    this.dragged = null;
    if (!dragged) return;
    const [x0, y0, x1, y1] = dragged;
    const [width, height] = [Math.abs(x1 - x0), Math.abs(y1 - y0)];
    if (Math.max(width, height) < CLICK) this.#open(this.#pixelAt(this.#placeOf(event)));
    else if (Math.min(width, height) >= CLICK)
      this.#zoom(Math.min(x0, x1), Math.min(y0, y1), Math.max(x0, x1), Math.max(y0, y1));
  };

  readonly #onKey = (event: KeyboardEvent): void => {
    const { size } = this.phase;
    const move = {
      ArrowLeft: [-1, 0],
      ArrowRight: [1, 0],
      ArrowUp: [0, 1],
      ArrowDown: [0, -1],
    }[event.key];
    const at = this.cursor ?? Math.floor(size / 2) * (size + 1);
    const [column, row] = [at % size, Math.floor(at / size)];
    const within = (value: number) => Math.max(0, Math.min(size - 1, value));
    if (move)
      this.cursor =
        this.cursor === null
          ? at
          : within(row + move[1]) * size + within(column + move[0]);
    else if (event.key === 'Enter') this.#open(at);
    else if (event.key === '+') {
      const [x, y] = [(column + 0.5) / size, (row + 0.5) / size];
      this.#zoom(x - 0.25, y - 0.25, x + 0.25, y + 0.25);
    } else if (event.key === '-') this.#zoomOut();
    else return;
    event.preventDefault();
    // The page's own shortcuts take arrows too.
    event.stopPropagation();
  };
}

declare global {
  interface HTMLElementTagNameMap {
    'nabla-phase-panel': PhasePanel;
  }
}
