import { nothing, svg, type SVGTemplateResult } from 'lit';
import type { Profile } from '../../../../speed/profile-handle.ts';
import { formatTick } from '../../../format.ts';
import type { Palette } from '../../../palette.ts';
import { partColour } from './part-colours.ts';
import { figure } from './profile-words.ts';
import type { Label, Roofline } from './roofline-layout.ts';

/** The kernels of a step under the roofs of their adapter. */
export function rooflineChart(
  { plot, xTicks, yTicks, roofs, ceiling, points }: Roofline,
  font: number,
  palette: Palette,
): SVGTemplateResult {
  const { left, right, top, bottom } = plot;
  const text = ({ x, y, text: words }: Label, name: string) =>
    svg`<text class=${name} x=${x} y=${y}>${words}</text>`;
  return svg`
    ${xTicks.map(
      ({ at, value }) => svg`
        <line class="grid" x1=${at} x2=${at} y1=${top} y2=${bottom}></line>
        <text class="tick" text-anchor="middle" x=${at} y=${bottom + 1.2 * font}>${formatTick(value)}</text>`,
    )}
    ${yTicks.map(
      ({ at, value }) => svg`
        <line class="grid" x1=${left} x2=${right} y1=${at} y2=${at}></line>
        <text class="tick" text-anchor="end" x=${left - 0.4 * font} y=${at + 0.35 * font}>${formatTick(value)}</text>`,
    )}
    ${roofs.map(
      ({ line, ridge, label, angle }, at) => svg`
        <path class=${at === 0 ? 'roof' : 'roof cache'} d=${`M${line.map(({ x, y }) => `${x} ${y}`).join('L')}`}></path>
        <circle class="ridge" cx=${ridge.x} cy=${ridge.y} r=${0.22 * font}></circle>
        <text class="roof-label" transform=${`translate(${label.x} ${label.y}) rotate(${angle})`}>${label.text}</text>`,
    )}
    ${text(ceiling, 'roof-label')}
    ${points.map(
      ({ x, y, radius, group, number, name, label }) => svg`
        <circle class="point" cx=${x} cy=${y} r=${radius} fill=${partColour(group ?? 'unknown', palette)} stroke=${palette.pointEdge}><title>${number} ${name}</title></circle>
        ${label ? text(label, 'name') : nothing}`,
    )}
    <text class="axis" text-anchor="middle" x=${(left + right) / 2} y=${bottom + 2.7 * font}>Arithmetic intensity, flop a byte</text>
    <text class="axis" x=${0} y=${0.95 * font}>GFLOP/s</text>`;
}

/** The drawing in words. */
export function describeRoofline({ ceilings }: Profile, { roofs }: Roofline): string {
  const along = roofs.map(
    ({ name, ridgeIntensity }) =>
      `${name}, which meets it at ${figure(ridgeIntensity)} flop a byte`,
  );
  return (
    'Roofline: GFLOP/s of each kernel against its arithmetic intensity, both logarithmic. ' +
    `The ceilings are ${figure(ceilings.arithmetic.best)} GFLOP/s of arithmetic and ${along.join('; and ')}. ` +
    'The table above has the figures of every kernel.'
  );
}
