import { html, LitElement, nothing, type PropertyValues } from 'lit';
import { customElement, property, query, state } from 'lit/decorators.js';
import type { RunDescription } from '../../../../session/handle.ts';
import { sizeCanvas } from '../../../charts/canvas-size.ts';
import { FrameController } from '../../../charts/frame-controller.ts';
import { RestorationController } from '../../../charts/restoration-controller.ts';
import { SizeController } from '../../../charts/size-controller.ts';
import { formatLoss } from '../../../format.ts';
import { PALETTES, type Palette } from '../../../palette.ts';
import { RunController } from '../../../run/run-controller.ts';
import type { Run } from '../../../run/run.ts';
import { baseStyles } from '../../../theme.ts';
import { DiagramFeed, type DiagramNews } from './diagram-feed.ts';
import {
  layoutDiagram,
  nodeY,
  type DiagramColumn,
  type DiagramLayout,
} from './diagram-layout.ts';
import { diagramStyles } from './diagram-styles.ts';
import { drawEdges } from './edge-painter.ts';
import {
  edgeAt,
  edgesOf,
  gradientStroke,
  largestMagnitude,
  weightStroke,
  type Edge,
} from './edges.ts';
import { paintNode } from './node-painter.ts';
import { UnitChooseEvent, UnitHoverEvent } from './unit-events.ts';
import type { UnitPlace } from '../../../charts/unit-map.ts';
import { inputName, outputName, sourceName, unitName } from './unit-name.ts';
import './layer-head.ts';

/** What edges and the corners of units show. */
export type DiagramQuantity = 'weight' | 'gradient';

/** Rem that bar, controls and charts take of the window, so that all is seen at once. */
const BESIDES = 33;
/** CSS pixels of a rem at the usual size of text. */
const USUAL_REM = 16;
/** CSS pixels from an edge within which the pointer is on it. */
const REACH = 7;

/**
 * The network from its inputs to its outputs: each unit with what it says over the plane, each
 * edge with its weight or gradient by width and colour.
 */
@customElement('nabla-network-diagram')
export class NetworkDiagram extends LitElement {
  static override readonly styles = [baseStyles, diagramStyles];

  @property({ attribute: false }) run!: Run;
  @property({ attribute: false }) palette: Palette = PALETTES.light;
  @property() quantity: DiagramQuantity = 'weight';
  /** The unit whose weights are open. */
  @property({ attribute: false }) chosen: UnitPlace | null = null;
  /** The hidden layer whose settings are open, or −1. */
  @property({ type: Number }) openLayer = -1;

  @query('.edges') private readonly canvas!: HTMLCanvasElement | null;
  @state() private hovered: Edge | null = null;
  /** Where the keyboard is: the one unit that Tab reaches. */
  @state() private current: UnitPlace = { layer: 0, unit: 0 };

  readonly #size = new SizeController(this, () => this.requestUpdate());
  readonly #frame = new FrameController(this, () => this.#draw());
  readonly #feed = new DiagramFeed(
    this,
    () => this.run,
    () => this.quantity === 'gradient',
    (news) => this.#take(news),
  );
  #news: DiagramNews | null = null;
  #edges: readonly Edge[] = [];
  #layout: DiagramLayout | null = null;

  constructor() {
    super();
    new RunController(this, () => this.run);
    new RestorationController(this, () => this.#frame.request());
  }

  /** What was drawn last, for whoever shows more of it. */
  get news(): DiagramNews | null {
    return this.#news;
  }

  override willUpdate(changed: PropertyValues): void {
    const { description } = this.run;
    if (this.#news && this.#news.description !== description) this.#news = null;
    if (changed.has('quantity')) this.#feed.request();
    if (!description || this.#size.width === 0) {
      this.#layout = null;
      return;
    }
    const { plan } = description;
    const counts = [plan.inputs, ...plan.layers.map(({ units }) => units)];
    const rem = parseFloat(getComputedStyle(document.documentElement).fontSize);
    this.#layout = layoutDiagram(
      counts,
      this.#size.width,
      window.innerHeight - BESIDES * rem,
      rem / USUAL_REM,
    );
    this.#edges = edgesOf(this.#layout, plan.layers);
    if (!this.#column(this.current)) this.current = { layer: 0, unit: 0 };
  }

  override render() {
    const { description } = this.run;
    const layout = this.#layout;
    if (!description || !layout) return nothing;
    return html`<div class="scroller">
      <div
        class="diagram"
        role="group"
        aria-label="Network, from inputs to outputs. Arrow keys go from unit to unit, Enter shows a unit’s weights."
        style=${`width:${layout.width}px;height:${layout.height}px`}
        @pointermove=${this.#onPointerMove}
        @pointerleave=${() => (this.hovered = null)}
        @click=${this.#onClick}
        @keydown=${this.#onKey}
      >
        <canvas
          class="edges"
          role="img"
          aria-label=${
            this.quantity === 'weight'
              ? 'Edges: orange weights are negative, blue ones positive; the thicker, the larger.'
              : 'Edges: the gradient of the loss by each weight, thinner with each power of ten below the largest.'
          }
        ></canvas>
        ${layout.columns.map((column) => this.#renderColumn(description, layout, column))}
        ${this.#renderTip()}
      </div>
    </div>`;
  }

  #renderColumn(
    description: RunDescription,
    layout: DiagramLayout,
    column: DiagramColumn,
  ) {
    const { layer, shown, count, x } = column;
    const last = description.plan.layers.length - 1;
    const hidden = description.spec.network.hidden[layer];
    const head = hidden
      ? html`<nabla-layer-head
          style=${`left:${x}px;width:${layout.spacing - 6}px`}
          .layer=${hidden}
          .index=${layer}
          .open=${this.openLayer === layer}
          ?condensed=${layout.condensed}
        ></nabla-layer-head>`
      : html`<span class="title" style=${`left:${x}px`}>
          ${layer < 0 ? (layout.condensed ? 'in' : 'Inputs') : layout.condensed ? 'out' : 'Output'}
        </span>`;
    const half = layout.node / 2 + 6;
    const names = Array.from({ length: shown }, (_, unit) => {
      const y = nodeY(layout, unit);
      if (layer < 0)
        return html`<span class="name before" style=${`left:${x - half}px;top:${y}px`}
          >${inputName(description, unit)}</span
        >`;
      if (layer === last)
        return html`<span class="name" style=${`left:${x + half}px;top:${y}px`}
          >${outputName(description, unit)}</span
        >`;
      return nothing;
    });
    return html`${head}
    ${Array.from({ length: shown }, (_, unit) => this.#renderNode(description, layout, column, unit))}
    ${names}
    ${
      count > shown
        ? html`<span class="more" style=${`left:${x}px;top:${nodeY(layout, shown)}px`}
            >+${count - shown}</span
          >`
        : nothing
    }`;
  }

  #renderNode(
    description: RunDescription,
    layout: DiagramLayout,
    { layer, x }: DiagramColumn,
    unit: number,
  ) {
    const place = { layer, unit };
    const { node, condensed } = layout;
    return html`<button
      class="node ${condensed ? 'small' : ''}"
      data-place=${`${layer}.${unit}`}
      style=${`left:${x}px;top:${nodeY(layout, unit)}px;width:${node}px;height:${node}px`}
      aria-label=${unitName(description, place)}
      aria-pressed=${isPlace(this.chosen, place)}
      tabindex=${isPlace(this.current, place) ? 0 : -1}
      @pointerenter=${() => this.dispatchEvent(new UnitHoverEvent(place))}
      @pointerleave=${() => this.dispatchEvent(new UnitHoverEvent(null))}
      @focus=${() => {
        this.current = place;
        this.dispatchEvent(new UnitHoverEvent(place));
      }}
      @blur=${() => this.dispatchEvent(new UnitHoverEvent(null))}
    >
      <canvas width="1" height="1" aria-hidden="true"></canvas>
      ${layer < 0 ? nothing : html`<i aria-hidden="true"></i>`}
    </button>`;
  }

  #renderTip() {
    const edge = this.hovered;
    const news = this.#news;
    if (!edge || !news) return nothing;
    const { description, parameters, slope } = news;
    const ends = `${sourceName(description, edge.layer, edge.from)} → ${unitName(description, { layer: edge.layer, unit: edge.to })}`;
    const gradient = slope
      ? `, ∂L/∂w ${formatLoss(slope.gradients[edge.parameter])}`
      : '';
    return html`<span
      class="tip"
      style=${`left:${(edge.x0 + edge.x1) / 2}px;top:${(edge.y0 + edge.y1) / 2}px`}
      >${ends}: w ${formatLoss(parameters[edge.parameter])}${gradient}</span
    >`;
  }

  override updated(): void {
    this.#frame.request();
  }

  #take(news: DiagramNews): void {
    this.#news = news;
    if (this.hovered) this.requestUpdate();
    this.#frame.request();
    this.dispatchEvent(new Event('news'));
  }

  #draw(): void {
    const { canvas } = this;
    const layout = this.#layout;
    if (!canvas || !layout) return;
    const context = sizeCanvas(canvas, layout.width, layout.height);
    context.clearRect(0, 0, layout.width, layout.height);
    const news = this.#news;
    if (!news) return;
    this.#drawEdges(context, layout, news);
    this.#drawNodes(news);
  }

  #drawEdges(
    context: CanvasRenderingContext2D,
    { condensed }: DiagramLayout,
    { parameters, slope }: DiagramNews,
  ): void {
    const { chosen, hovered } = this;
    const gradients = this.quantity === 'gradient' ? slope?.gradients : undefined;
    if (this.quantity === 'gradient' && !gradients) return;
    const largest = gradients ? largestMagnitude(gradients) : 0;
    drawEdges(
      context,
      this.#edges,
      ({ parameter }) =>
        gradients
          ? gradientStroke(gradients[parameter], largest, condensed)
          : weightStroke(parameters[parameter], condensed),
      this.palette,
      hovered
        ? (edge) => edge === hovered
        : chosen && chosen.layer >= 0
          ? (edge) => edge.layer === chosen.layer && edge.to === chosen.unit
          : null,
    );
  }

  #drawNodes(news: DiagramNews): void {
    const gradients = this.quantity === 'gradient' ? news.slope?.gradients : undefined;
    for (const button of this.renderRoot.querySelectorAll<HTMLElement>('.node'))
      paintNode(button, placeOf(button), news, gradients ?? null, this.palette);
  }

  #column({ layer, unit }: UnitPlace): DiagramColumn | null {
    const column = this.#layout?.columns[layer + 1];
    return column && unit < column.shown ? column : null;
  }

  readonly #onPointerMove = (event: PointerEvent): void => {
    const onNode = (event.target as Element).closest('.node, nabla-layer-head') !== null;
    const edge = onNode ? null : this.#edgeUnder(event);
    if (edge !== this.hovered) this.hovered = edge;
    (event.currentTarget as HTMLElement).style.cursor = edge ? 'pointer' : '';
  };

  #edgeUnder(event: MouseEvent): Edge | null {
    const box = (event.currentTarget as HTMLElement).getBoundingClientRect();
    return edgeAt(this.#edges, event.clientX - box.left, event.clientY - box.top, REACH);
  }

  readonly #onClick = (event: MouseEvent): void => {
    const button = (event.target as Element).closest<HTMLElement>('.node');
    if (button) {
      this.dispatchEvent(new UnitChooseEvent(placeOf(button)));
      return;
    }
    if ((event.target as Element).closest('nabla-layer-head')) return;
    const edge = this.#edgeUnder(event);
    if (edge)
      this.dispatchEvent(
        new UnitChooseEvent({ layer: edge.layer, unit: edge.to }, edge.from),
      );
  };

  readonly #onKey = (event: KeyboardEvent): void => {
    const button = (event.target as Element).closest<HTMLElement>('.node');
    if (!button) return;
    const { layer, unit } = placeOf(button);
    const move = {
      ArrowUp: { layer, unit: unit - 1 },
      ArrowDown: { layer, unit: unit + 1 },
      ArrowLeft: { layer: layer - 1, unit },
      ArrowRight: { layer: layer + 1, unit },
    }[event.key];
    if (!move) return;
    event.preventDefault();
    // The page's own shortcuts take arrows too.
    event.stopPropagation();
    const column = this.#layout?.columns[move.layer + 1];
    if (!column || move.unit < 0) return;
    const to = { layer: move.layer, unit: Math.min(move.unit, column.shown - 1) };
    const place = `${to.layer}.${to.unit}`;
    this.renderRoot.querySelector<HTMLElement>(`[data-place='${place}']`)?.focus();
  };
}

/** Which unit a button stands for. */
function placeOf(button: HTMLElement): UnitPlace {
  const [layer, unit] = (button.dataset['place'] ?? '').split('.').map(Number);
  return { layer, unit };
}

function isPlace(a: UnitPlace | null, b: UnitPlace): boolean {
  return a !== null && a.layer === b.layer && a.unit === b.unit;
}

declare global {
  interface HTMLElementTagNameMap {
    'nabla-network-diagram': NetworkDiagram;
  }
}
