import type { SpeedResult } from '../../../../speed/results/speed-result.ts';
import { answerOf } from '../../../../speed/results/answer.ts';
import { crossoversOf, duelsOf } from '../../../../speed/results/compare-engines.ts';
import { curvesOf, placeOf } from '../../../../speed/results/curves.ts';
import type { Quantity } from '../../../../core/speed-question.ts';
import type { Palette } from '../../../palette.ts';
import { writeSvg, type Mark } from './chart-marks.ts';
import { layOutCurves, type CurveChart } from './curve-layout.ts';
import { describeEnvironment } from './result-words.ts';

/** The chart of a result, with the curves of another one behind it where there is one. */
export function chartOf(
  result: SpeedResult,
  quantity: Quantity,
  other: SpeedResult | null,
): CurveChart {
  const places = result.points.map((point) => placeOf(result, point));
  const isComparable = other?.question.axis === result.question.axis;
  return {
    curves: curvesOf(result, quantity),
    compared: isComparable ? curvesOf(other, quantity) : [],
    crossovers: crossoversOf(duelsOf(result, quantity)),
    growth: result.points.map((point) => ({
      x: placeOf(result, point),
      operations: point.operations,
    })),
    axis: result.question.axis,
    quantity,
    places: places.length > 0 ? places : result.question.values,
  };
}

const WIDTH = 960;
const HEIGHT = 620;
const FONT = 14;
/** Of the answer above the chart and of the line below it. */
const HEAD = 66;
const FOOT = 34;

/** The answer, the chart and where it was measured, as a picture for a slide or a report. */
export function drawPicture(
  result: SpeedResult,
  quantity: Quantity,
  palette: Palette,
): { readonly svg: string; readonly width: number; readonly height: number } {
  const answer = answerOf(result, quantity);
  const title = answer?.headline ?? 'No times were measured';
  const lines = wrap(title, 72);
  const marks: Mark[] = [
    ...lines.map((text, at): Mark => ({
      kind: 'text',
      at: [20, 30 + 25 * at],
      text,
      colour: palette.ink,
      size: 20,
      anchor: 'start',
      bold: true,
    })),
    ...moved(
      layOutCurves(
        chartOf(result, quantity, null),
        { width: WIDTH, height: HEIGHT - HEAD - FOOT, font: FONT },
        palette,
      ),
      HEAD,
    ),
    {
      kind: 'text',
      at: [20, HEIGHT - 12],
      text: describeEnvironment(result).slice(0, 150),
      colour: palette.muted,
      size: 12,
      anchor: 'start',
    },
  ];
  const file = { width: WIDTH, height: HEIGHT, background: palette.surface, title };
  return { svg: writeSvg(marks, file), width: WIDTH, height: HEIGHT };
}

const moved = (marks: readonly Mark[], down: number): Mark[] =>
  marks.map((mark): Mark => {
    const shift = ([x, y]: readonly [number, number]): [number, number] => [x, y + down];
    return 'points' in mark
      ? { ...mark, points: mark.points.map(shift) }
      : { ...mark, at: shift(mark.at) };
  });

/** Lines of at most so many characters, of whole words. */
function wrap(text: string, most: number): string[] {
  const lines: string[] = [];
  for (const word of text.split(' ')) {
    const last = lines.at(-1);
    if (last !== undefined && last.length + word.length < most)
      lines[lines.length - 1] = `${last} ${word}`;
    else lines.push(word);
  }
  return lines.slice(0, 2);
}

/** A picture in pixels, twice as many as it has units, for screens that have them. */
export async function rasterize({
  svg,
  width,
  height,
}: ReturnType<typeof drawPicture>): Promise<Blob> {
  const SCALE = 2;
  const image = new Image(SCALE * width, SCALE * height);
  const address = URL.createObjectURL(new Blob([svg], { type: 'image/svg+xml' }));
  try {
    image.src = address;
    await image.decode();
    const canvas = document.createElement('canvas');
    canvas.width = SCALE * width;
    canvas.height = SCALE * height;
    canvas.getContext('2d')?.drawImage(image, 0, 0, canvas.width, canvas.height);
    return await new Promise((resolve, reject) =>
      canvas.toBlob(
        (blob) =>
          blob ? resolve(blob) : reject(new Error('The browser made no PNG of it.')),
        'image/png',
      ),
    );
  } finally {
    URL.revokeObjectURL(address);
  }
}
