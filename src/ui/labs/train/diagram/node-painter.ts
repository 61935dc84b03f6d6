import type { RunDescription } from '../../../../session/handle.ts';
import { divergingScale } from '../../../charts/colour-scale.ts';
import { fieldMeaningOf } from '../../../charts/field-meaning.ts';
import {
  meanTone,
  paintUnit,
  unitValues,
  type UnitPlace,
  type UnitValues,
} from '../../../charts/unit-map.ts';
import type { Palette } from '../../../palette.ts';
import type { DiagramNews } from './diagram-feed.ts';
import { strokeOf, type ShownGradients } from './edges.ts';

/**
 * Paints the square of a unit, and its bias in the corner.
 * @param gradients to be shown in place of the bias, or null
 */
export function paintNode(
  button: HTMLElement,
  place: UnitPlace,
  news: DiagramNews,
  gradients: ShownGradients | null,
  palette: Palette,
): void {
  const { description } = news;
  const of = place.layer < 0 ? news.inputs : news.layers[place.layer];
  const values = of && unitValues(of, place, description, fieldMeaningOf(description));
  const canvas = button.querySelector('canvas');
  if (values && canvas) paintSquare(canvas, values, news.side, palette);
  const corner = button.querySelector('i');
  if (!corner) return;
  const offset = biasOf(description, place);
  corner.hidden = offset < 0;
  if (offset < 0) return;
  const { tone } = strokeOf({ parameter: offset }, news.parameters, gradients, false);
  const [red, green, blue] = divergingScale(palette)(tone);
  corner.style.background = `rgb(${red} ${green} ${blue})`;
}

/** Where a unit's bias (or the shift in its place) stands in the flat vector; −1: nowhere. */
function biasOf({ plan }: RunDescription, { layer, unit }: UnitPlace): number {
  const tensor = plan.layers[layer]?.bias ?? plan.layers[layer]?.shift;
  return tensor ? tensor.offset + unit : -1;
}

/** Over the plane as a map; else as one colour, the mean over the examples. */
function paintSquare(
  canvas: HTMLCanvasElement,
  values: UnitValues,
  side: number,
  palette: Palette,
): void {
  const size = Math.max(1, side);
  if (canvas.width !== size) canvas.width = canvas.height = size;
  const context = canvas.getContext('2d');
  if (!context) return;
  const image = context.createImageData(size, size);
  if (side > 0) paintUnit(values, palette, image.data);
  else image.data.set([...divergingScale(palette)(meanTone(values)), 255]);
  context.putImageData(image, 0, 0);
}
