import { html, type TemplateResult } from 'lit';
import type { UnitPlace } from '../../../charts/unit-map.ts';
import { formatLoss } from '../../../format.ts';
import type { DiagramNews } from './diagram-feed.ts';
import { nodeY, type DiagramColumn, type DiagramLayout } from './diagram-layout.ts';
import type { Edge } from './edges.ts';
import { sourceName, unitName } from './unit-name.ts';
import { unitFormula } from './unit-weights.ts';

/** Between which units an edge leads, its weight, and its gradient where that is shown. */
export function edgeTip(
  { description, parameters, slope }: DiagramNews,
  edge: Edge,
): TemplateResult {
  const ends = `${sourceName(description, edge.layer, edge.from)} → ${unitName(description, { layer: edge.layer, unit: edge.to })}`;
  const gradient = slope ? `, ∂L/∂w ${formatLoss(slope.gradients[edge.parameter])}` : '';
  return html`<span
    class="tip"
    style=${`left:${(edge.x0 + edge.x1) / 2}px;top:${(edge.y0 + edge.y1) / 2}px`}
    >${ends}: w ${formatLoss(parameters[edge.parameter])}${gradient}</span
  >`;
}

/** What a unit computes, below it; who cannot see it finds the formula in the unit's card. */
export function unitTip(
  { description, parameters }: DiagramNews,
  layout: DiagramLayout,
  column: DiagramColumn,
  { layer, unit }: UnitPlace,
): TemplateResult {
  // Towards the middle, so that it stays within the diagram.
  const side = column.x > layout.width / 2 ? 'right' : 'left';
  const middle = side === 'left' ? column.x : layout.width - column.x;
  const top = nodeY(layout, unit) + layout.node / 2;
  return html`<span
    class="tip formula"
    aria-hidden="true"
    style=${`${side}:${middle - layout.node / 2}px;top:${top}px`}
    >${unitFormula(description, parameters, layer, unit)}</span
  >`;
}
