import { nothing, svg, type SVGTemplateResult } from 'lit';
import type { JacobianSpectrum, Spectrum } from '../../core/jacobian-spectrum.ts';
import { decadeRange, linearTicks } from '../charts/axis-ticks.ts';
import { formatLoss, formatTick } from '../format.ts';
import type { FlowChartSize } from './flow-chart.ts';

/** Room around the plot, in units of the font size; left and right as in the chart above it. */
const LEFT = 5;
const RIGHT = 1;
const TOP = 0.6;
const BOTTOM = 2.9;
const LEAST_DECADES = 2;

/** The exponents of ten between which the resolved values of all spectra lie. */
export function spectrumRange(
  spectra: readonly JacobianSpectrum[],
): readonly [number, number] {
  const values = spectra.flatMap(({ layers }) =>
    layers.flatMap(({ fromFirst }) => [...resolvedOf(fromFirst)]),
  );
  return decadeRange(values, LEAST_DECADES);
}

/** Those that stand out of rounding, and are not too small for a number. */
function resolvedOf({ values, resolved }: Spectrum): Float64Array {
  return values.subarray(0, resolved).filter((value) => value > 0);
}

/** A tick for each singular value of ∂h_l/∂h_1, on a logarithmic axis, layer by layer. */
export function spectrumChart(
  { layers }: JacobianSpectrum,
  { width, height, font }: FlowChartSize,
  marked: number | null,
  [low, high]: readonly [number, number],
): SVGTemplateResult {
  const [left, right] = [LEFT * font, width - RIGHT * font];
  const [top, bottom] = [TOP * font, height - BOTTOM * font];
  const column = (right - left) / layers.length;
  const y = (exponent: number) =>
    bottom - ((exponent - low) / (high - low)) * (bottom - top);
  const ticks = linearTicks(low, high, (bottom - top) / (2.2 * font)).filter(
    Number.isInteger,
  );
  const half = Math.min(0.34 * column, 1.6 * font);
  const every = Math.max(1, Math.ceil((2.4 * font) / column));
  return svg`
    ${marked === null ? nothing : svg`<rect class="marked" x=${left + marked * column} y=${top} width=${column} height=${bottom - top}></rect>`}
    ${ticks.map(
      (exponent) => svg`
        <line class=${exponent === 0 ? 'zero' : 'grid'} x1=${left} x2=${right} y1=${y(exponent)} y2=${y(exponent)}></line>
        <text class="tick" text-anchor="end" x=${left - 0.5 * font} y=${y(exponent) + 0.35 * font}>${formatTick(10 ** exponent)}</text>`,
    )}
    ${layers.map(({ fromFirst }, layer) => {
      const x = left + (layer + 0.5) * column;
      const marks = [...resolvedOf(fromFirst)].map((value) => y(Math.log10(value)));
      // One path a layer: there may be a hundred values in each.
      return svg`<path class="singular" d=${marks.map((at) => `M${x - half} ${at}h${2 * half}`).join('')}></path>`;
    })}
    ${layers.map((_, layer) =>
      layer % every === 0
        ? svg`<text class="tick" text-anchor="middle" x=${left + (layer + 0.5) * column} y=${bottom + 1.1 * font}>${layer + 1}</text>`
        : nothing,
    )}
    <text class="label" text-anchor="middle" x=${(left + right) / 2} y=${height - 0.4 * font}>Layer, input to output</text>
    <text class="label" text-anchor="middle" transform=${`translate(${0.9 * font} ${(top + bottom) / 2}) rotate(-90)`}>singular values (log)</text>
  `;
}

/** What the spectrum says at a layer, or of the whole network, in a sentence. */
export function describeSpectrum(
  { layers, endToEnd }: JacobianSpectrum,
  marked: number | null,
): string {
  const spread = (spectrum: Spectrum) => {
    const values = resolvedOf(spectrum);
    const lost = spectrum.values.length - values.length;
    if (values.length === 0) return 'no singular value that stands out of rounding';
    const range =
      values.length === 1
        ? formatLoss(values[0])
        : `${formatLoss(values[values.length - 1])} to ${formatLoss(values[0])}`;
    return `singular values ${range}${lost > 0 ? `, ${lost} lost in rounding` : ''}`;
  };
  if (marked === null) return `Input to logits: ${spread(endToEnd)}.`;
  const { own, fromFirst } = layers[marked];
  return `Layer ${marked + 1} alone: ${spread(own)}. From the first layer to here: ${spread(fromFirst)}.`;
}
