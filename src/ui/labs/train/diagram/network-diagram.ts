import { html, LitElement, nothing, type PropertyValues } from 'lit';
import { customElement, property, query, state } from 'lit/decorators.js';
import type { RunDescription } from '../../../../session/handle.ts';
import { sizeCanvas } from '../../../charts/canvas-size.ts';
import { FrameController } from '../../../charts/frame-controller.ts';
import { RestorationController } from '../../../charts/restoration-controller.ts';
import { SizeController } from '../../../charts/size-controller.ts';
import { PALETTES, type Palette } from '../../../palette.ts';
import { RunController } from '../../../run/run-controller.ts';
import type { Run } from '../../../run/run.ts';
import { baseStyles } from '../../../theme.ts';
import { DiagramFeed, type DiagramNews } from './diagram-feed.ts';
import {
  layoutDiagram,
  type DiagramColumn,
  type DiagramLayout,
} from './diagram-layout.ts';
import { columnTemplate } from './diagram-column.ts';
import { diagramStyles } from './diagram-styles.ts';
import { drawEdges, type Emphasis } from './edge-painter.ts';
import {
  edgeAt,
  edgesOf,
  largestMagnitude,
  strokeOf,
  type Edge,
  type ShownGradients,
} from './edges.ts';
import { edgeTip, unitTip } from './diagram-tips.ts';
import { paintNode } from './node-painter.ts';
import { UnitChooseEvent, UnitHoverEvent } from './unit-events.ts';
import type { UnitPlace } from '../../../charts/unit-map.ts';

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
  /** The unit that pointer or focus is on. */
  @state() private looked: UnitPlace | null = null;
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
  /** What the layout was made for. */
  #laid: { readonly description: RunDescription | null; readonly key: string } = {
    description: null,
    key: '',
  };

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
    if (this.#news && this.#news.description !== this.run.description) this.#news = null;
    if (changed.has('quantity')) this.#feed.request();
    this.#lay();
    if (!this.#column(this.current)) this.current = { layer: 0, unit: 0 };
  }

  /** Lays the network out where it, or the room for it, is another than before. */
  #lay(): void {
    const { description } = this.run;
    const { width } = this.#size;
    const rem = parseFloat(getComputedStyle(document.documentElement).fontSize);
    const height = window.innerHeight - BESIDES * rem;
    const key = [width, height, rem].join();
    if (this.#laid.description === description && this.#laid.key === key) return;
    this.#laid = { description, key };
    this.hovered = null;
    this.looked = null;
    this.#layout = null;
    this.#edges = [];
    if (!description || width === 0) return;
    const { plan } = description;
    const counts = [plan.inputs, ...plan.layers.map(({ units }) => units)];
    this.#layout = layoutDiagram(counts, width, height, rem / USUAL_REM);
    this.#edges = edgesOf(this.#layout, plan.layers);
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
        ${layout.columns.map((column) =>
          columnTemplate(description, layout, column, {
            chosen: this.chosen,
            current: this.current,
            openLayer: this.openLayer,
            onLook: (place) => {
              this.looked = place;
              this.dispatchEvent(new UnitHoverEvent(place));
            },
            onFocus: (place) => (this.current = place),
          }),
        )}
        ${this.#renderTip(layout)}
      </div>
    </div>`;
  }

  /** What is said of the edge or the unit that is looked at. */
  #renderTip(layout: DiagramLayout) {
    const news = this.#news;
    const { hovered, looked } = this;
    if (!news) return nothing;
    if (hovered) return edgeTip(news, hovered);
    const column = looked && looked.layer >= 0 ? this.#column(looked) : null;
    return column && looked ? unitTip(news, layout, column, looked) : nothing;
  }

  override updated(): void {
    this.#frame.request();
  }

  #take(news: DiagramNews): void {
    this.#news = news;
    if (this.hovered || this.looked) this.requestUpdate();
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
    const gradients = this.#gradientsOf(news);
    if (this.quantity === 'weight' || gradients)
      drawEdges(
        context,
        this.#edges,
        (edge) => strokeOf(edge, news.parameters, gradients, layout.condensed),
        this.palette,
        this.#emphasis(),
      );
    for (const button of this.renderRoot.querySelectorAll<HTMLElement>('.node'))
      paintNode(button, placeOf(button), news, gradients, this.palette);
  }

  /** The gradients that are to be shown; null where these are the weights, or none is known yet. */
  #gradientsOf({ slope }: DiagramNews): ShownGradients | null {
    if (this.quantity !== 'gradient' || !slope) return null;
    return { values: slope.gradients, largest: largestMagnitude(slope.gradients) };
  }

  /** The edges that stand out: the one under the pointer, or those of the chosen unit. */
  #emphasis(): Emphasis | null {
    const { chosen, hovered } = this;
    if (hovered) return (edge) => edge === hovered;
    if (!chosen) return null;
    return ({ layer, to }) => layer === chosen.layer && to === chosen.unit;
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

declare global {
  interface HTMLElementTagNameMap {
    'nabla-network-diagram': NetworkDiagram;
  }
}
