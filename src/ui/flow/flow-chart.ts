import { nothing, svg, type SVGTemplateResult } from 'lit';
import { linearTicks } from '../charts/axis-ticks.ts';
import { formatTick } from '../format.ts';
import type { DrawnFlow, FlowScales } from './flow-scales.ts';

/** Room around the plots, in units of the font size. */
const LEFT = 5;
const RIGHT = 1;
const TOP = 0.6;
const BOTTOM = 2.9;
const GAP = 2;
/** Of the height, for the upper plot; the rest is for the factors. */
const SHARE = 0.52;

export interface FlowChartSize {
  readonly width: number;
  readonly height: number;
  /** Of a character, in pixels. */
  readonly font: number;
}

/** The layer whose column holds `x`; null beside them. */
export function layerAt(
  x: number,
  layers: number,
  { width, font }: FlowChartSize,
): number | null {
  const column = (width - (LEFT + RIGHT) * font) / layers;
  const layer = Math.floor((x - LEFT * font) / column);
  return layer >= 0 && layer < layers ? layer : null;
}

/**
 * Above a quantity of each layer, ‖δ‖ as a rule, below how much ‖δ‖ is of that of the layer above: a
 * bar for the part of Wᵀ and one for that of φ′, and a mark where theory sees both together.
 */
export function flowChart(
  { layers }: DrawnFlow,
  size: FlowChartSize,
  marked: number | null,
  scales: FlowScales,
): SVGTemplateResult {
  const { width, height, font } = size;
  const left = LEFT * font;
  const right = width - RIGHT * font;
  const column = (right - left) / layers.length;
  const x = (layer: number) => left + (layer + 0.5) * column;
  const plots = height - (TOP + GAP + BOTTOM) * font;
  const upper = { top: TOP * font, bottom: TOP * font + SHARE * plots };
  const lower = { top: upper.bottom + GAP * font, bottom: height - BOTTOM * font };
  return svg`
    ${marked === null ? nothing : svg`<rect class="marked" x=${left + marked * column} y=${upper.top} width=${column} height=${lower.bottom - upper.top}></rect>`}
    ${quantity(layers, scales, x, upper, left, right, font)}
    ${factors(layers, scales.reach, x, column, lower, left, right, font)}
    ${layerNumbers(layers.length, x, column, lower.bottom, font)}
    <text class="label" text-anchor="middle" x=${(left + right) / 2} y=${height - 0.4 * font}>Layer, input to output</text>
  `;
}

interface Band {
  readonly top: number;
  readonly bottom: number;
}

type Position = (layer: number) => number;

function axisLabel(text: string, { top, bottom }: Band, font: number): SVGTemplateResult {
  const y = (top + bottom) / 2;
  return svg`<text class="label" text-anchor="middle" transform=${`translate(${0.9 * font} ${y}) rotate(-90)`}>${text}</text>`;
}

function line(y: number, left: number, right: number, name = 'grid'): SVGTemplateResult {
  return svg`<line class=${name} x1=${left} x2=${right} y1=${y} y2=${y}></line>`;
}

function tick(text: string, y: number, left: number, font: number): SVGTemplateResult {
  return svg`<text class="tick" text-anchor="end" x=${left - 0.5 * font} y=${y + 0.35 * font}>${text}</text>`;
}

function quantity(
  layers: DrawnFlow['layers'],
  { quantity: { axis, scale, of }, range: [low, high] }: FlowScales,
  x: Position,
  band: Band,
  left: number,
  right: number,
  font: number,
): SVGTemplateResult {
  const isLog = scale === 'log';
  const y = (at: number) =>
    band.bottom - ((at - low) / (high - low)) * (band.bottom - band.top);
  const ticks = linearTicks(low, high, (band.bottom - band.top) / (2.2 * font)).filter(
    (at) => !isLog || Number.isInteger(at),
  );
  const points = layers.map((layer, index) => {
    const value = of(layer);
    const place = isLog ? Math.log10(value) : value;
    return Number.isFinite(place) ? ([x(index), y(place)] as const) : null;
  });
  const path = points
    .map((point, at) => point && `${points[at - 1] ? 'L' : 'M'}${point[0]} ${point[1]}`)
    .filter(Boolean)
    .join('');
  const text = (at: number) =>
    isLog ? formatTick(10 ** at) : `${Math.round(100 * at)} %`;
  return svg`
    ${ticks.map((at) => [line(y(at), left, right), tick(text(at), y(at), left, font)])}
    <path class="curve" d=${path}></path>
    ${points.map((point) => point && svg`<circle class="point" cx=${point[0]} cy=${point[1]} r=${layers.length > 40 ? 2 : 3.5}></circle>`)}
    ${axisLabel(axis, band, font)}
  `;
}

function factors(
  layers: DrawnFlow['layers'],
  reach: number,
  x: Position,
  column: number,
  band: Band,
  left: number,
  right: number,
  font: number,
): SVGTemplateResult {
  const exponents = layers.map(({ throughKernel, throughActivation, predicted }) =>
    [throughKernel, throughActivation, predicted].map(Math.log10),
  );
  const middle = (band.top + band.bottom) / 2;
  const y = (exponent: number) =>
    middle - (Math.max(-reach, Math.min(reach, exponent)) / reach) * (middle - band.top);
  const bar = Math.max(1, Math.min(0.34 * column, 1.6 * font));
  const bars = exponents.flatMap(([kernel, activation], layer) =>
    layer === layers.length - 1
      ? []
      : [[kernel, -bar, 'kernel'] as const, [activation, 0, 'slope'] as const].map(
          ([exponent, offset, name]) => {
            // 0 is the end of it: the bar goes as far as the axis.
            const end = y(Number.isNaN(exponent) ? 0 : exponent);
            return svg`<rect
            class=${`${name} ${exponent < 0 ? 'shrinks' : 'grows'}`}
            x=${x(layer) + offset}
            y=${Math.min(middle, end)}
            width=${bar}
            height=${Math.abs(end - middle)}
          ></rect>`;
          },
        ),
  );
  const marks = exponents.map(([, , predicted], layer) =>
    Number.isFinite(predicted)
      ? svg`<line class="theory" x1=${x(layer) - bar} x2=${x(layer) + bar} y1=${y(predicted)} y2=${y(predicted)}></line>`
      : nothing,
  );
  const ticks = factorTicks(reach);
  return svg`
    ${ticks.map((exponent) => [line(y(exponent), left, right, exponent === 0 ? 'zero' : 'grid'), tick(exponent < 0 ? `÷ ${formatTick(Math.round(10 ** -exponent))}` : `× ${formatTick(Math.round(10 ** exponent))}`, y(exponent), left, font)])}
    ${bars} ${marks}
    ${axisLabel('factor (log)', band, font)}
  `;
}

/** Exponents of round factors up to 10^reach and down to 10^−reach. */
export function factorTicks(reach: number): number[] {
  // Two to either side: there is no room for more.
  const factors =
    reach < 0.9 ? [2, 4] : reach < 1.6 ? [3, 10] : reach < 2.6 ? [10, 100] : [100, 1e4];
  const above = factors.map(Math.log10).filter((exponent) => exponent <= reach);
  return [...above.map((exponent) => -exponent).reverse(), 0, ...above];
}

function layerNumbers(
  count: number,
  x: Position,
  column: number,
  bottom: number,
  font: number,
): SVGTemplateResult[] {
  const every = Math.max(1, Math.ceil((2.4 * font) / column));
  return Array.from({ length: count }, (_, layer) => layer)
    .filter((layer) => layer % every === 0)
    .map(
      (layer) =>
        svg`<text class="tick" text-anchor="middle" x=${x(layer)} y=${bottom + 1.1 * font}>${layer + 1}</text>`,
    );
}
