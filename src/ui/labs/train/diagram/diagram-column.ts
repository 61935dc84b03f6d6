import { html, nothing, type TemplateResult } from 'lit';
import type { RunDescription } from '../../../../session/handle.ts';
import type { UnitPlace } from '../../../charts/unit-map.ts';
import { nodeY, type DiagramColumn, type DiagramLayout } from './diagram-layout.ts';
import { inputName, outputName, unitName } from './unit-name.ts';
import './layer-head.ts';

/** What is looked at in the diagram, and who is told of it. */
export interface ColumnState {
  /** The unit whose weights are open. */
  readonly chosen: UnitPlace | null;
  /** The one unit that Tab reaches. */
  readonly current: UnitPlace;
  /** The hidden layer whose settings are open, or −1. */
  readonly openLayer: number;
  /** Pointer or focus have come to a unit, or left it (null). */
  readonly onLook: (place: UnitPlace | null) => void;
  readonly onFocus: (place: UnitPlace) => void;
}

/** A column: its head, its units that are drawn, their names, and how many there are besides. */
export function columnTemplate(
  description: RunDescription,
  layout: DiagramLayout,
  column: DiagramColumn,
  state: ColumnState,
): TemplateResult {
  const { shown, count, x } = column;
  const units = Array.from({ length: shown }, (_, unit) => unit);
  return html`${headTemplate(description, layout, column, state)}
  ${units.map((unit) => nodeTemplate(description, layout, column, unit, state))}
  ${units.map((unit) => nameTemplate(description, layout, column, unit))}
  ${
    count > shown
      ? html`<span class="more" style=${`left:${x}px;top:${nodeY(layout, shown)}px`}
          >+${count - shown}</span
        >`
      : nothing
  }`;
}

function headTemplate(
  { spec }: RunDescription,
  { spacing, condensed }: DiagramLayout,
  { layer, x }: DiagramColumn,
  { openLayer }: ColumnState,
): TemplateResult {
  const hidden = spec.network.hidden[layer];
  if (hidden)
    return html`<nabla-layer-head
      style=${`left:${x}px;width:${spacing - 6}px`}
      .layer=${hidden}
      .index=${layer}
      .open=${openLayer === layer}
      ?condensed=${condensed}
    ></nabla-layer-head>`;
  const [long, short] = layer < 0 ? ['Inputs', 'in'] : ['Output', 'out'];
  return html`<span class="title" style=${`left:${x}px`}
    >${condensed ? short : long}</span
  >`;
}

function nodeTemplate(
  description: RunDescription,
  layout: DiagramLayout,
  { layer, x }: DiagramColumn,
  unit: number,
  { chosen, current, onLook, onFocus }: ColumnState,
): TemplateResult {
  const place = { layer, unit };
  const { node, condensed } = layout;
  return html`<button
    class="node ${condensed ? 'small' : ''}"
    data-place=${`${layer}.${unit}`}
    style=${`left:${x}px;top:${nodeY(layout, unit)}px;width:${node}px;height:${node}px`}
    aria-label=${unitName(description, place)}
    aria-pressed=${layer < 0 ? nothing : isPlace(chosen, place)}
    tabindex=${isPlace(current, place) ? 0 : -1}
    @pointerenter=${() => onLook(place)}
    @pointerleave=${() => onLook(null)}
    @focus=${() => {
      onFocus(place);
      onLook(place);
    }}
    @blur=${() => onLook(null)}
  >
    <canvas width="1" height="1" aria-hidden="true"></canvas>
    ${layer < 0 ? nothing : html`<i aria-hidden="true"></i>`}
  </button>`;
}

/** Of an input on its left, of an output on its right; the others have none. */
function nameTemplate(
  description: RunDescription,
  layout: DiagramLayout,
  { layer, x }: DiagramColumn,
  unit: number,
): TemplateResult | typeof nothing {
  const y = nodeY(layout, unit);
  const away = layout.node / 2 + 6;
  if (layer < 0) {
    const name = inputName(description, unit);
    return html`<span
      class="name before"
      title=${name}
      style=${`left:${x - away}px;top:${y}px;max-width:${x - away}px`}
      >${name}</span
    >`;
  }
  if (layer < description.plan.layers.length - 1) return nothing;
  const name = outputName(description, unit);
  return html`<span class="name" title=${name} style=${`left:${x + away}px;top:${y}px`}
    >${name}</span
  >`;
}

function isPlace(a: UnitPlace | null, b: UnitPlace): boolean {
  return a !== null && a.layer === b.layer && a.unit === b.unit;
}
