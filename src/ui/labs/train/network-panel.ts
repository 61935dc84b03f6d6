import { html, LitElement, nothing } from 'lit';
import { customElement, property, query, state } from 'lit/decorators.js';
import { LIMITS, type TrainingSpec } from '../../../core/spec.ts';
import { DATASETS } from '../../../data/datasets/index.ts';
import { isPlanar } from '../../../data/datasets/planar.ts';
import type { ControlId } from '../../../state/control-ids.ts';
import { fieldStyles } from '../../controls/field-styles.ts';
import type { NumberChangeEvent } from '../../controls/number-field.ts';
import { formatCount, formatLoss } from '../../format.ts';
import { PALETTES, type Palette } from '../../palette.ts';
import { RunController } from '../../run/run-controller.ts';
import type { Run } from '../../run/run.ts';
import { loadProblem } from '../../load-problem.ts';
import { baseStyles } from '../../theme.ts';
import type { DiagramNews } from './diagram/diagram-feed.ts';
import { GRADIENT_DECADES, largestMagnitude } from './diagram/edges.ts';
import { LayerHead } from './diagram/layer-head.ts';
import type { DiagramQuantity, NetworkDiagram } from './diagram/network-diagram.ts';
import type { LayerOpenEvent, UnitChooseEvent } from './diagram/unit-events.ts';
import type { UnitPlace } from '../../charts/unit-map.ts';
import { withAllLike, withDepth, withLayer, withoutLayer } from './layer-edits.ts';
import type { LayerChangeEvent } from './layer-change.ts';
import { networkPanelStyles } from './network-panel-styles.ts';
import { panelStyles } from './panel-styles.ts';
import { problemNote } from './problem-note.ts';
import { SpecChangeEvent } from './spec-change.ts';
import './diagram/network-diagram.ts';
import './features/feature-picker.ts';

const DEPTH = { minimum: 0, maximum: LIMITS.hiddenLayers, integer: true } as const;

/** The network as a diagram, with what changes its shape and what shows more of a part of it. */
@customElement('nabla-network-panel')
export class NetworkPanel extends LitElement {
  static override readonly styles = [
    baseStyles,
    fieldStyles,
    panelStyles,
    networkPanelStyles,
  ];

  @property({ attribute: false }) run!: Run;
  @property({ attribute: false }) spec!: TrainingSpec;
  @property({ attribute: false }) hide: readonly ControlId[] = [];
  @property({ attribute: false }) palette: Palette = PALETTES.light;

  @state() private quantity: DiagramQuantity = 'weight';
  @state() private chosen: UnitPlace | null = null;
  @state() private chosenFrom: number | null = null;
  @state() private openLayer = -1;
  @state() private news: DiagramNews | null = null;

  @query('nabla-network-diagram') private readonly diagram!: NetworkDiagram;

  constructor() {
    super();
    new RunController(this, () => this.run);
  }

  override render() {
    const { spec, run, palette } = this;
    const { hidden } = spec.network;
    const layer = hidden[this.openLayer];
    return html`<section aria-labelledby="heading">
      <div class="head">
        <h2 id="heading">Network</h2>
        ${this.hide.includes('layers') ? nothing : this.#renderDepth()}
        ${this.#renderQuantity()}
      </div>
      ${
        'points' in spec.data ||
        ('dataset' in spec.data && isPlanar(DATASETS.get(spec.data.dataset)))
          ? html`<nabla-feature-picker .spec=${spec}></nabla-feature-picker>`
          : nothing
      }
      <nabla-network-diagram
        .run=${run}
        .palette=${palette}
        .quantity=${this.quantity}
        .chosen=${this.chosen}
        .openLayer=${this.openLayer}
        @news=${() => (this.news = this.diagram.news)}
        @unit-choose=${this.#onChoose}
        @layer-open=${this.#onOpenLayer}
        @layer-change=${(event: LayerChangeEvent) =>
          this.#send(withLayer(spec, headIndex(event), event.change))}
      ></nabla-network-diagram>
      ${
        this.chosen
          ? html`<nabla-unit-card
              .run=${run}
              .place=${this.chosen}
              .from=${this.chosenFrom}
              .news=${this.news}
              @close=${() => (this.chosen = null)}
            ></nabla-unit-card>`
          : nothing
      }
      ${
        layer
          ? html`<div class="settings">
              <nabla-layer-row
                expanded
                .layer=${layer}
                .index=${this.openLayer}
                @layer-change=${(event: LayerChangeEvent) =>
                  this.#send(withLayer(spec, this.openLayer, event.change))}
                @layer-remove=${this.#onRemove}
                @layer-to-all=${() => this.#send(withAllLike(spec, this.openLayer))}
              ></nabla-layer-row>
              <button class="button close" @click=${() => (this.openLayer = -1)}>
                Close
              </button>
            </div>`
          : nothing
      }
      <p class="note">${this.#describe()}</p>
      ${problemNote(run, 'network')}
    </section>`;
  }

  #renderDepth() {
    const { spec } = this;
    const { length } = spec.network.hidden;
    return html`<div class="depth">
      <button
        class="button"
        aria-label="Remove the last layer"
        ?disabled=${length === 0}
        @click=${() => this.#send(withDepth(spec, length - 1))}
      >
        −
      </button>
      <nabla-number-field
        quiet
        label="Hidden layers"
        .value=${length}
        .range=${DEPTH}
        @number-change=${(event: NumberChangeEvent) =>
          this.#send(withDepth(spec, event.value))}
      ></nabla-number-field>
      <button
        class="button"
        aria-label="Add a layer"
        ?disabled=${length >= LIMITS.hiddenLayers}
        @click=${() => this.#send(withDepth(spec, length + 1))}
      >
        +
      </button>
      <span class="label" aria-hidden="true"
        >hidden ${length === 1 ? 'layer' : 'layers'}</span
      >
    </div>`;
  }

  #renderQuantity() {
    const option = (quantity: DiagramQuantity, label: string) =>
      html`<label class="check">
        <input
          type="radio"
          name="quantity"
          .checked=${this.quantity === quantity}
          @change=${() => (this.quantity = quantity)}
        />
        ${label}
      </label>`;
    return html`<fieldset class="quantity">
      <legend class="visually-hidden">What the edges show</legend>
      ${option('weight', 'weights')} ${option('gradient', 'gradients')}
    </fieldset>`;
  }

  #describe() {
    const { plan } = this.run.description ?? {};
    if (!plan) return nothing;
    const size = `${formatCount(plan.parameterCount)} parameters. `;
    const { news } = this;
    if (!news) return size;
    if (this.quantity === 'gradient')
      return news.slope
        ? `${size}Gradient over ${formatCount(news.slope.count)} training examples: the thickest edge is ${formatLoss(largestMagnitude(news.slope.gradients))}, ${GRADIENT_DECADES} powers of ten less the thinnest.`
        : size;
    return `${size}Largest weight ${formatLoss(largestMagnitude(news.parameters))}; a thick blue edge adds, an orange one subtracts.`;
  }

  readonly #onChoose = ({ place, from }: UnitChooseEvent): void => {
    // An input has no weights of its own.
    if (place.layer < 0) return;
    const same =
      from === null &&
      this.chosen?.layer === place.layer &&
      this.chosen.unit === place.unit;
    this.chosen = same ? null : place;
    this.chosenFrom = from;
    this.#load(import('./diagram/unit-card.ts'));
    this.openLayer = -1;
  };

  readonly #onOpenLayer = ({ layer }: LayerOpenEvent): void => {
    this.#load(import('./layer-row.ts'));
    this.openLayer = this.openLayer === layer ? -1 : layer;
    this.chosen = null;
  };

  readonly #onRemove = (): void => {
    const { openLayer } = this;
    this.openLayer = -1;
    this.#send(withoutLayer(this.spec, openLayer));
  };

  /** What is opened is there without its contents until it is loaded. */
  #load(part: Promise<unknown>): void {
    part.catch(() =>
      this.run.report({
        message: loadProblem('This part'),
        origin: 'page',
      }),
    );
  }

  #send(spec: TrainingSpec): void {
    this.dispatchEvent(new SpecChangeEvent(spec, 'network'));
  }
}

/** The layer whose head, deep in the diagram, sent an event. */
function headIndex(event: Event): number {
  const [target] = event.composedPath();
  return target instanceof LayerHead ? target.index : -1;
}

declare global {
  interface HTMLElementTagNameMap {
    'nabla-network-panel': NetworkPanel;
  }
}
