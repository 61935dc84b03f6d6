import { html, LitElement, nothing } from 'lit';
import { customElement, property, state } from 'lit/decorators.js';
import type { NumericArray } from '../../../../../core/arrays.ts';
import type { RunDescription } from '../../../../../session/handle.ts';
import { fieldStyles } from '../../../../controls/field-styles.ts';
import { formatCount, formatSigned } from '../../../../format.ts';
import { PALETTES, type Palette } from '../../../../palette.ts';
import { RefreshController } from '../../../../run/refresh-controller.ts';
import type { Run } from '../../../../run/run.ts';
import { baseStyles } from '../../../../theme.ts';
import { firstLayerStyles } from './first-layer-styles.ts';
import { kernelExtent, unitImages, type UnitImage } from './layer-images.ts';
import '../../../../charts/pixel-image.ts';
import '../../../../charts/scale-legend.ts';

/** How many units are shown at once. */
const PAGE = 64;
/** Milliseconds between two readings. */
const INTERVAL = 500;

type Quantity = 'weights' | 'gradient';

/** What is shown: of which run, at which step, over how many examples (a gradient). */
interface Reading {
  readonly of: RunDescription;
  readonly quantity: Quantity;
  readonly step: number;
  readonly count: number;
  /** [plan.parameterCount] */
  readonly vector: NumericArray;
}

/** What each unit of the first layer looks for in an image, or how that would change. */
@customElement('nabla-first-layer')
export class FirstLayer extends LitElement {
  static override readonly styles = [baseStyles, fieldStyles, firstLayerStyles];

  @property({ attribute: false }) run!: Run;
  @property({ attribute: false }) palette: Palette = PALETTES.light;

  @state() private quantity: Quantity = 'weights';
  @state() private reading: Reading | null = null;
  /** The unit that is shown large, from 0. */
  @state() private unit = 0;
  @state() private page = 0;

  readonly #refresh = new RefreshController(
    this,
    () => this.run,
    INTERVAL,
    () => this.#read(),
  );

  override willUpdate(): void {
    // Another network has other units.
    if (this.reading && this.reading.of !== this.run.description) {
      this.reading = null;
      this.unit = this.page = 0;
      this.#refresh.request();
    }
  }

  override render() {
    const { description } = this.run;
    if (!description) return nothing;
    const [layer] = description.plan.layers;
    const { reading } = this;
    const vector = reading?.vector ?? new Float32Array(description.plan.parameterCount);
    const first = this.page * PAGE;
    const images = unitImages(layer, vector, first, PAGE);
    const extent = kernelExtent(layer, vector);
    return html`<section aria-label="First layer">
      <div class="units">
        <div class="bar">
          ${this.#renderQuantity()}
          ${layer.units > PAGE ? this.#renderPages(layer.units) : nothing}
        </div>
        ${
          this.#refresh.problem === null
            ? nothing
            : html`<p class="problem" role="alert">${this.#refresh.problem}</p>`
        }
        <div
          class="grid"
          role="group"
          aria-label="Units ${first + 1} to ${first + images.length} of ${layer.units}"
          @keydown=${this.#onKey}
        >
          ${images.map((image) => this.#renderUnit(image, extent))}
        </div>
      </div>
      ${this.#renderLarge(description, extent)}
    </section>`;
  }

  #renderQuantity() {
    const option = (quantity: Quantity, label: string) =>
      html`<label class="check">
        <input
          type="radio"
          name="quantity"
          .checked=${this.quantity === quantity}
          @change=${() => {
            this.quantity = quantity;
            this.#refresh.request();
          }}
        />
        ${label}
      </label>`;
    return html`<fieldset>
      <legend class="visually-hidden">What is shown</legend>
      ${option('weights', 'weights')} ${option('gradient', 'gradient')}
    </fieldset>`;
  }

  #renderPages(units: number) {
    const last = Math.ceil(units / PAGE) - 1;
    const turn = (by: number) => () => {
      this.page += by;
      this.unit = this.page * PAGE;
    };
    const first = this.page * PAGE;
    return html`<div class="pages">
      <button class="button" ?disabled=${this.page === 0} @click=${turn(-1)}>
        Previous
      </button>
      <span class="note"
        >${formatCount(first + 1)}–${formatCount(Math.min(units, first + PAGE))} of
        ${formatCount(units)}</span
      >
      <button class="button" ?disabled=${this.page === last} @click=${turn(1)}>
        Next
      </button>
    </div>`;
  }

  #renderUnit({ unit, values, norm }: UnitImage, extent: number) {
    const show = () => {
      this.unit = unit;
    };
    return html`<button
      class=${unit === this.unit ? 'unit shown' : 'unit'}
      data-unit=${unit}
      tabindex=${unit === this.unit ? 0 : -1}
      aria-label="Unit ${unit + 1}, norm ${formatSigned(norm)}"
      @pointerenter=${show}
      @focus=${show}
      @click=${show}
    >
      <nabla-pixel-image
        .values=${values}
        .extent=${extent}
        .palette=${this.palette}
      ></nabla-pixel-image>
      ${unit + 1}
    </button>`;
  }

  #renderLarge({ plan }: RunDescription, extent: number) {
    const { reading } = this;
    if (!reading) return html`<p class="note">Reading the weights…</p>`;
    const [layer] = plan.layers;
    const [image] = unitImages(layer, reading.vector, this.unit, 1);
    const gradient = reading.quantity === 'gradient';
    const derivative = (symbol: string) => (gradient ? `∂loss/∂${symbol}` : symbol);
    const row = (label: string, value: number | null) =>
      value === null
        ? nothing
        : html`<dt>${label}</dt>
            <dd>${formatSigned(value)}</dd>`;
    return html`<div class="large">
      <nabla-pixel-image
        .values=${image.values}
        .extent=${extent}
        .palette=${this.palette}
        .label=${`${gradient ? 'Gradient of the weights' : 'Weights'} of unit ${image.unit + 1} as an image`}
      ></nabla-pixel-image>
      <div>
        <h3>Unit ${image.unit + 1} of ${layer.units}</h3>
        <dl>
          ${row(gradient ? '‖∂loss/∂w‖' : 'norm ‖w‖', image.norm)}
          ${row(derivative('bias'), image.bias)} ${row(derivative('γ'), image.scale)}
          ${row(derivative('β'), image.shift)}
        </dl>
      </div>
      <div class="scale">
        <nabla-scale-legend .extent=${extent}></nabla-scale-legend>
        <p class="note">
          ${
            gradient
              ? `∂loss/∂w over ${formatCount(reading.count)} training examples; a step of gradient descent goes the other way.`
              : 'Ink on blue raises the unit, ink on orange lowers it.'
          }
          One scale for all units. Step ${formatCount(reading.step)}.
        </p>
      </div>
    </div>`;
  }

  #read(): Promise<void> | null {
    const { description, session, step } = this.run;
    if (!description) return null;
    const { quantity } = this;
    const take = (reading: Omit<Reading, 'of' | 'quantity'>) => {
      if (this.run.description !== description || this.quantity !== quantity) return;
      this.reading = { of: description, quantity, ...reading };
    };
    return quantity === 'weights'
      ? session.readParameters().then((vector) => take({ vector, step, count: 0 }))
      : session
          .differentiate()
          .then(({ gradients, ...rest }) => take({ vector: gradients, ...rest }));
  }

  readonly #onKey = (event: KeyboardEvent): void => {
    const units = [...this.renderRoot.querySelectorAll<HTMLElement>('.unit')];
    const at = units.findIndex(({ dataset }) => dataset['unit'] === String(this.unit));
    const columns = units.filter(
      ({ offsetTop }) => offsetTop === units[0].offsetTop,
    ).length;
    const to = {
      ArrowLeft: at - 1,
      ArrowRight: at + 1,
      ArrowUp: at - columns,
      ArrowDown: at + columns,
      Home: 0,
      End: units.length - 1,
    }[event.key];
    if (to === undefined) return;
    event.preventDefault();
    // The page's own shortcuts take arrows too.
    event.stopPropagation();
    if (to >= 0 && to < units.length) units[to].focus();
  };
}

declare global {
  interface HTMLElementTagNameMap {
    'nabla-first-layer': FirstLayer;
  }
}
