import { html, LitElement, nothing } from 'lit';
import { customElement, property, state } from 'lit/decorators.js';
import type { LayerPlan, Plan } from '../../../../../core/plan.ts';
import type { RunDescription } from '../../../../../session/handle.ts';
import { FrameController } from '../../../../charts/frame-controller.ts';
import { fieldStyles } from '../../../../controls/field-styles.ts';
import { formatCount } from '../../../../format.ts';
import { PALETTES, type Palette } from '../../../../palette.ts';
import { RunController } from '../../../../run/run-controller.ts';
import type { Run } from '../../../../run/run.ts';
import { baseStyles } from '../../../../theme.ts';
import { DistributionSampler } from './distribution-sampler.ts';
import { distributionsToolStyles } from './distributions-tool-styles.ts';
import { figuresOf } from './distribution-words.ts';
import type { LayerDistribution } from './layer-distribution.ts';
import { QUANTITIES, type Quantity, type QuantityId } from './quantities.ts';
import type { ScaleKind } from './value-scale.ts';
import './layer-distribution.ts';

/** Layers that are shown at once. */
const PAGE = 8;

/** How the weights, gradients, activations and updates of every layer are spread, now and before. */
@customElement('nabla-distributions-tool')
export class DistributionsTool extends LitElement {
  static override readonly styles = [baseStyles, fieldStyles, distributionsToolStyles];

  @property({ attribute: false }) run!: Run;
  @property({ attribute: false }) palette: Palette = PALETTES.light;

  @state() private quantity: QuantityId = 'weights';
  /** The scale that was chosen for a quantity, where it is not the usual one. */
  @state() private kinds: Readonly<Partial<Record<QuantityId, ScaleKind>>> = {};
  @state() private logarithmicCount = false;
  @state() private showTable = false;
  @state() private page = 0;

  #sampler: DistributionSampler | null = null;
  #described: RunDescription | null = null;
  readonly #frame = new FrameController(this, () => this.#refresh());

  constructor() {
    super();
    new RunController(
      this,
      () => this.run,
      () => this.#sampler?.request(),
    );
  }

  override connectedCallback(): void {
    super.connectedCallback();
    this.#sampler = new DistributionSampler(this.run, () => this.#frame.request());
    this.#sampler.quantity = this.quantity;
    this.#sampler.start();
  }

  override disconnectedCallback(): void {
    super.disconnectedCallback();
    this.#sampler?.stop();
    this.#sampler = null;
  }

  override render() {
    const { description } = this.run;
    const sampler = this.#sampler;
    if (!description || !sampler) return nothing;
    const { layers } = description.plan;
    const pages = Math.ceil(layers.length / PAGE);
    const page = Math.min(this.page, pages - 1);
    const shown = layers.slice(page * PAGE, (page + 1) * PAGE);
    const quantity = this.#quantity();
    return html`<section aria-label="Distributions">
      <div class="controls">
        ${this.#renderQuantities()} ${this.#renderOptions(quantity)}
        ${pages > 1 ? this.#renderPages(page, layers.length) : nothing}
      </div>
      <p class="note">
        ${quantity.symbol}: the ${quantity.of}. To the left the last 200 samples, at most
        two a second, the densest value of each in full colour; to the right how many
        values there are now. Grey is exactly
        0${this.#kind(quantity) === 'log' ? ' or too small for the axis' : ''}.
      </p>
      <div class="layers">
        ${shown.map(
          (layer) =>
            html`<nabla-layer-distribution
              .history=${sampler.history}
              .layer=${layer.index}
              .name=${nameOf(layer, description.plan)}
              .note=${noteOf(layer, quantity.id)}
              .quantity=${quantity.of}
              .kind=${this.#kind(quantity)}
              .logarithmicCount=${this.logarithmicCount}
              .palette=${this.palette}
            ></nabla-layer-distribution>`,
        )}
      </div>
      <div class="table ${this.showTable ? '' : 'visually-hidden'}">
        ${this.#renderTable(description.plan, quantity)}
      </div>
    </section>`;
  }

  #renderQuantities() {
    return html`<fieldset class="quantities">
      <legend class="visually-hidden">Quantity</legend>
      ${QUANTITIES.map(
        ({ id, label }) =>
          html`<label>
            <input
              type="radio"
              name="quantity"
              value=${id}
              .checked=${id === this.quantity}
              @change=${() => {
                this.quantity = id;
              }}
            />
            <span>${label}</span>
          </label>`,
      )}
    </fieldset>`;
  }

  #renderOptions(quantity: Quantity) {
    const check = (label: string, checked: boolean, set: (checked: boolean) => void) =>
      html`<label class="check">
        <input
          type="checkbox"
          .checked=${checked}
          @change=${(event: Event) => set((event.target as HTMLInputElement).checked)}
        />
        ${label}
      </label>`;
    return html`<div class="options">
      ${check('log values', this.#kind(quantity) === 'log', (checked) => {
        this.kinds = { ...this.kinds, [quantity.id]: checked ? 'log' : 'linear' };
      })}
      ${check('log counts', this.logarithmicCount, (checked) => {
        this.logarithmicCount = checked;
      })}
      ${check('table', this.showTable, (checked) => {
        this.showTable = checked;
      })}
    </div>`;
  }

  #renderPages(page: number, layers: number) {
    const last = Math.ceil(layers / PAGE) - 1;
    const go = (to: number) => () => {
      this.page = to;
    };
    return html`<div class="pages" role="group" aria-label="Layers shown">
      <button class="button" ?disabled=${page === 0} @click=${go(page - 1)}>
        Previous
      </button>
      <span role="status"
        >Layers ${page * PAGE + 1}–${Math.min(layers, (page + 1) * PAGE)} of
        ${layers}</span
      >
      <button class="button" ?disabled=${page === last} @click=${go(page + 1)}>
        Next
      </button>
    </div>`;
  }

  /** Its figures are written past the render cycle. */
  #renderTable(plan: Plan, quantity: Quantity) {
    return html`<table>
      <caption>
        ${quantity.label}, ${quantity.symbol}
      </caption>
      <thead>
        <tr>
          <th scope="col">Layer</th>
          <th scope="col">Mean</th>
          <th scope="col">Deviation</th>
          <th scope="col">Least</th>
          <th scope="col">Greatest</th>
          <th scope="col">Exactly 0</th>
        </tr>
      </thead>
      <tbody>
        ${plan.layers.map(
          (layer) =>
            html`<tr data-layer=${layer.index}>
              <th scope="row">${nameOf(layer, plan)}</th>
              <td></td>
              <td></td>
              <td></td>
              <td></td>
              <td></td>
            </tr>`,
        )}
      </tbody>
    </table>`;
  }

  override willUpdate(): void {
    const sampler = this.#sampler;
    const { description } = this.run;
    if (!sampler) return;
    if (sampler.quantity === this.quantity && description === this.#described) return;
    this.#described = description;
    sampler.quantity = this.quantity;
    sampler.request();
  }

  override updated(): void {
    this.#frame.request();
  }

  #refresh(): void {
    const history = this.#sampler?.history;
    if (!history) return;
    for (const chart of this.renderRoot.querySelectorAll<LayerDistribution>(
      'nabla-layer-distribution',
    ))
      chart.refresh();
    for (const row of this.renderRoot.querySelectorAll<HTMLElement>('tr[data-layer]')) {
      const latest = history.latest.at(Number(row.dataset['layer']));
      const figures = latest && figuresOf(latest);
      row.querySelectorAll('td').forEach((cell, column) => {
        const text = figures?.[column] ?? '–';
        if (cell.textContent !== text) cell.textContent = text;
      });
    }
  }

  #quantity(): Quantity {
    return QUANTITIES.find(({ id }) => id === this.quantity) ?? QUANTITIES[0];
  }

  #kind({ id, usual }: Quantity): ScaleKind {
    return this.kinds[id] ?? usual;
  }
}

function nameOf({ index }: LayerPlan, { layers }: Plan): string {
  return index === layers.length - 1 ? 'Output layer' : `Layer ${index + 1}`;
}

function noteOf({ inputs, units, activation }: LayerPlan, quantity: QuantityId): string {
  return quantity === 'activations'
    ? `${formatCount(units)} units, ${activation.id}`
    : `${formatCount(inputs)} × ${formatCount(units)} weights`;
}

declare global {
  interface HTMLElementTagNameMap {
    'nabla-distributions-tool': DistributionsTool;
  }
}
