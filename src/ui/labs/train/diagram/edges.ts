import type { NumericArray } from '../../../../core/arrays.ts';
import type { LayerPlan } from '../../../../core/plan.ts';
import { nodeY, type DiagramLayout } from './diagram-layout.ts';

/** A weight that is drawn: from unit `from` of the column before to unit `to` of its layer. */
export interface Edge {
  readonly layer: number;
  readonly from: number;
  readonly to: number;
  /** Where its weight stands in the flat vector. */
  readonly parameter: number;
  readonly x0: number;
  readonly y0: number;
  readonly x1: number;
  readonly y1: number;
}

/** Every edge between units that are drawn. */
export function edgesOf(layout: DiagramLayout, layers: readonly LayerPlan[]): Edge[] {
  const edges: Edge[] = [];
  const half = layout.node / 2;
  for (let at = 1; at < layout.columns.length; at++) {
    const before = layout.columns[at - 1];
    const column = layout.columns[at];
    const { kernel, units } = layers[column.layer];
    for (let to = 0; to < column.shown; to++)
      for (let from = 0; from < before.shown; from++)
        edges.push({
          layer: column.layer,
          from,
          to,
          parameter: kernel.offset + from * units + to,
          x0: before.x + half,
          y0: nodeY(layout, from),
          x1: column.x - half,
          y1: nodeY(layout, to),
        });
  }
  return edges;
}

/** How an edge is drawn: its width in CSS pixels, and −1 to 1 on the diverging scale. */
export interface Stroke {
  readonly width: number;
  readonly tone: number;
}

/** The width of a weight of 0, and what each 1 of magnitude adds, up to the widest. */
const WEIGHT = {
  comfortable: { least: 0.8, each: 1.7, widest: 8 },
  condensed: { least: 0.4, each: 0.8, widest: 2.4 },
} as const;

/** As in TensorFlow Playground: full colour from a magnitude of 1 on. */
export function weightStroke(weight: number, condensed: boolean): Stroke {
  const { least, each, widest } = WEIGHT[condensed ? 'condensed' : 'comfortable'];
  return {
    width: Math.min(widest, least + each * Math.abs(weight)),
    tone: Math.max(-1, Math.min(1, weight)),
  };
}

/** Decades below the largest gradient down to which an edge has a width to lose. */
export const GRADIENT_DECADES = 6;

/**
 * Gradients differ by powers of ten from layer to layer: each decade below the largest takes the
 * same part off width and colour.
 * @param largest magnitude in the whole network
 */
export function gradientStroke(
  gradient: number,
  largest: number,
  condensed: boolean,
): Stroke {
  const { least, widest } = WEIGHT[condensed ? 'condensed' : 'comfortable'];
  const magnitude = Math.abs(gradient);
  const share =
    magnitude > 0 && largest > 0
      ? Math.max(0, 1 + Math.log10(magnitude / largest) / GRADIENT_DECADES)
      : 0;
  return {
    width: least + (widest - least) * share,
    tone: Math.sign(gradient) * Math.min(1, share),
  };
}

/** ∂loss/∂parameters, and their largest magnitude, to which all are related. */
export interface ShownGradients {
  /** [plan.parameterCount] */
  readonly values: NumericArray;
  readonly largest: number;
}

/** How a parameter is drawn: as its gradient where these are shown, else as a weight. */
export function strokeOf(
  { parameter }: Pick<Edge, 'parameter'>,
  parameters: NumericArray,
  gradients: ShownGradients | null,
  condensed: boolean,
): Stroke {
  return gradients
    ? gradientStroke(gradients.values[parameter], gradients.largest, condensed)
    : weightStroke(parameters[parameter], condensed);
}

/** The largest magnitude; NaN and infinities count for none. */
export function largestMagnitude(values: ArrayLike<number>): number {
  let largest = 0;
  for (let at = 0; at < values.length; at++) {
    const magnitude = Math.abs(values[at]);
    if (magnitude > largest && magnitude < Infinity) largest = magnitude;
  }
  return largest;
}

/** Points on an edge that are compared with the pointer. */
const SAMPLES = 12;

/** The point of an edge at `t` from 0 to 1: a cubic that leaves and arrives level. */
export function pointOn({ x0, y0, x1, y1 }: Edge, t: number): readonly [number, number] {
  // Both control points at half way across: x is 1.5 t (1 − t) + t³ of the way.
  const s = 1 - t;
  const middle = (x0 + x1) / 2;
  const x =
    s * s * s * x0 + 3 * s * s * t * middle + 3 * s * t * t * middle + t * t * t * x1;
  const y = s * s * (s + 3 * t) * y0 + t * t * (t + 3 * s) * y1;
  return [x, y];
}

/** The edge nearest to a point, or null where none is within `reach` CSS pixels. */
export function edgeAt(
  edges: readonly Edge[],
  x: number,
  y: number,
  reach: number,
): Edge | null {
  let best: Edge | null = null;
  let nearest = reach;
  for (const edge of edges) {
    if (x < edge.x0 || x > edge.x1) continue;
    for (let k = 0; k < SAMPLES; k++) {
      const [ax, ay] = pointOn(edge, k / SAMPLES);
      const [bx, by] = pointOn(edge, (k + 1) / SAMPLES);
      const distance = distanceToSegment(x, y, ax, ay, bx, by);
      if (distance < nearest) {
        nearest = distance;
        best = edge;
      }
    }
  }
  return best;
}

function distanceToSegment(
  x: number,
  y: number,
  ax: number,
  ay: number,
  bx: number,
  by: number,
): number {
  const [dx, dy] = [bx - ax, by - ay];
  const length = dx * dx + dy * dy;
  const along = length > 0 ? ((x - ax) * dx + (y - ay) * dy) / length : 0;
  const t = Math.max(0, Math.min(1, along));
  return Math.hypot(x - ax - t * dx, y - ay - t * dy);
}
