import { divergingScale, type DivergingColours } from '../../../charts/colour-scale.ts';
import type { Edge, Stroke } from './edges.ts';

/** An edge that stands out: the one under the pointer, or those of the chosen unit. */
export type Emphasis = (edge: Edge) => boolean;

/** Thin edges first, so that the ones that matter lie on top. */
export function drawEdges(
  context: CanvasRenderingContext2D,
  edges: readonly Edge[],
  strokeOf: (edge: Edge) => Stroke,
  colours: DivergingColours & { readonly ink: string },
  emphasis: Emphasis | null,
): void {
  const scale = divergingScale(colours);
  const strokes = edges
    .map((edge) => ({ edge, ...strokeOf(edge) }))
    .sort((a, b) => a.width - b.width);
  context.lineCap = 'butt';
  for (const { edge, width, tone } of strokes) {
    const stands = emphasis?.(edge) ?? false;
    const [red, green, blue] = scale(tone);
    context.globalAlpha = emphasis && !stands ? 0.25 : 1;
    trace(context, edge);
    if (stands) {
      // A dark edge around it: a thin grey line would not be seen to stand out.
      context.lineWidth = width + 2;
      context.strokeStyle = colours.ink;
      context.stroke();
    }
    context.lineWidth = width;
    context.strokeStyle = `rgb(${red} ${green} ${blue})`;
    context.stroke();
  }
  context.globalAlpha = 1;
}

function trace(context: CanvasRenderingContext2D, { x0, y0, x1, y1 }: Edge): void {
  const middle = (x0 + x1) / 2;
  context.beginPath();
  context.moveTo(x0, y0);
  context.bezierCurveTo(middle, y0, middle, y1, x1, y1);
}
