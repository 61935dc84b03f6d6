import { createRandom } from '../../core/random.ts';
import type { DatasetDefinition } from '../../data/dataset-definition.ts';
import type { RawTable } from '../../data/raw-table.ts';
import type { Palette } from '../palette.ts';
import { labelColour } from './field-painter.ts';
import { drawImages } from './image-painter.ts';

const POINTS = 110;
/** Images of a thumbnail: two rows of two. */
const IMAGES = 4;

/** Draws what a data set looks like into a square of `size` CSS pixels. */
export function drawThumbnail(
  context: CanvasRenderingContext2D,
  dataset: DatasetDefinition,
  size: number,
  palette: Palette,
): void {
  const planar = dataset.featureNames.length === 2;
  const table = dataset.generate({
    samples: planar ? POINTS : IMAGES,
    noise: 0,
    random: createRandom(5, 'thumbnail'),
  });
  context.clearRect(0, 0, size, size);
  if (planar) drawScatter(context, table, dataset.domain, size, palette);
  else
    drawImages(
      context,
      table.inputs,
      [0, 1, 2, 3].map((index) => ({
        index,
        x: (index % 2) * (size / 2),
        y: Math.floor(index / 2) * (size / 2),
        size: size / 2,
      })),
      Math.sqrt(table.featureNames.length),
      palette,
    );
}

function drawScatter(
  context: CanvasRenderingContext2D,
  table: RawTable,
  [low, high]: readonly [number, number],
  size: number,
  palette: Palette,
): void {
  const { labels, values, task, classNames } = table;
  const valueRange = values ? Math.max(...values.map(Math.abs)) : 1;
  const outputs = classNames?.length ?? 1;
  const meaning = { task, outputs, probabilities: true, valueRange };
  const scale = (size - 6) / (high - low);
  for (let i = 0; i < table.count; i++) {
    context.fillStyle = labelColour((labels ?? values)?.[i] ?? 0, meaning, palette);
    const x = 3 + (table.inputs[2 * i] - low) * scale;
    const y = 3 + (high - table.inputs[2 * i + 1]) * scale;
    context.beginPath();
    context.arc(x, y, 1.4, 0, 2 * Math.PI);
    context.fill();
  }
}
