import { html, nothing, type TemplateResult } from 'lit';
import type { Profile, Quartiles } from '../../../../speed/profile-handle.ts';
import type { Palette } from '../../../palette.ts';
import { formatTime } from '../../../format.ts';
import { partColour } from './part-colours.ts';
import {
  describeBytes,
  figure,
  microseconds,
  PART_LABELS,
  percent,
  rowLabel,
  timeRange,
} from './profile-words.ts';
import { ratesOf, rowShare, stepParts } from './step-parts.ts';

/** A bar of the parts of a step, with a key that has their figures. */
export function partsBar(profile: Profile, palette: Palette): TemplateResult {
  const parts = stepParts(profile);
  const named = (id: (typeof parts)[number]['id'], share: number) =>
    `${PART_LABELS[id]} ${percent(share)}`;
  return html`<div
      class="bar"
      role="img"
      aria-label=${`A step's time: ${parts.map(({ id, share }) => named(id, share)).join(', ')}.`}
    >
      ${parts.map(
        ({ id, share }) =>
          html`<i
            style=${`flex: ${Math.max(0, share)} 0 0; background: ${partColour(id, palette)}`}
            title=${named(id, share)}
          ></i>`,
      )}
    </div>
    <ul class="key">
      ${parts.map(
        ({ id, share, time }) =>
          html`<li>
            <i style=${`background: ${partColour(id, palette)}`}></i>
            <span>${PART_LABELS[id]}</span>
            <span class="figure">${percent(share)}</span>
            <span class="figure muted">${formatTime(time)}</span>
          </li>`,
      )}
    </ul>`;
}

/** Every kernel of a step, with the number that stands beside its point in the drawing. */
export function kernelTable({ rows }: Profile): TemplateResult {
  return html`<p>
      Dispatches of one step on the tiled executor, those of the same work together. GB/s
      and flop a byte count what must be moved at least: each input read once, each output
      written once.
    </p>
    <div class="scroller" tabindex="0" role="region" aria-label="Kernels of a step">
      <table>
        <caption class="visually-hidden">
          Kernels of a step
        </caption>
        <thead>
          <tr>
            <th scope="col" class="number">No.</th>
            <th scope="col" class="text">Kernel and layer</th>
            <th scope="col">Times a step</th>
            <th scope="col">µs a step</th>
            <th scope="col">Quartiles</th>
            <th scope="col">Share of the kernels</th>
            <th scope="col">GFLOP/s</th>
            <th scope="col">GB/s</th>
            <th scope="col">Flop a byte</th>
          </tr>
        </thead>
        <tbody>
          ${rows.map((row, at) => {
            const rates = ratesOf(row);
            const cell = (value: number | undefined) =>
              html`<td>${value === undefined ? '–' : figure(value)}</td>`;
            const { time, count } = row;
            return html`<tr>
              <td>${at + 1}</td>
              <th scope="row" class="text">${rowLabel(row)}</th>
              <td>${count}</td>
              <td>${microseconds(time.median)}</td>
              <td class="muted">
                ${microseconds(time.lower)}–${microseconds(time.upper)}
              </td>
              <td>${percent(rowShare(row, rows))}</td>
              ${cell(rates?.arithmetic)} ${cell(rates?.bandwidth)}
              ${cell(rates?.intensity)}
            </tr>`;
          })}
        </tbody>
      </table>
    </div>`;
}

/** What lies around the kernels. */
export function overheadTable(profile: Profile): TemplateResult {
  const { overheads, executors, whole, clock } = profile;
  const row = (what: string, time: Quartiles | null) =>
    time === null
      ? nothing
      : html`<tr>
          <th scope="row" class="text">${what}</th>
          <td>${formatTime(time.median)}</td>
          <td class="muted">${timeRange(time.lower, time.upper)}</td>
        </tr>`;
  return html`<div
    class="scroller"
    tabindex="0"
    role="region"
    aria-label="Around the kernels"
  >
    <table>
      <thead>
        <tr>
          <th scope="col" class="text">What</th>
          <th scope="col">Median</th>
          <th scope="col">Quartiles</th>
        </tr>
      </thead>
      <tbody>
        ${executors.map(({ kind, step, device, latency }) => [
          row(`A step of many in one call, ${kind} executor`, step),
          row('… on the GPU alone, by its clock', device),
          row('… a single one whose loss is waited for', latency),
        ])}
        ${row(`All dispatches of the tiled step in one pass${clock.kind === 'gpu' ? '' : ', repeated'}`, whole)}
        ${row('An empty submission until it is known to be done', overheads.roundTrip)}
        ${row('Reading 4 bytes back', overheads.readback)}
        ${row(`Uploading one batch, ${describeBytes(overheads.uploadBytes)}`, overheads.upload)}
        ${row('One more dispatch that does nothing', overheads.dispatch)}
      </tbody>
    </table>
  </div>`;
}

/** What the adapter could do, by the size of what is copied. */
export function ceilingTable({ ceilings }: Profile): TemplateResult {
  const { bandwidths, arithmetic } = ceilings;
  const row = (what: string, unit: string, best: number, { lower, upper }: Quartiles) =>
    html`<tr>
      <th scope="row" class="text">${what}</th>
      <td>${figure(best)} ${unit}</td>
      <td class="muted">${figure(lower)} – ${figure(upper)}</td>
    </tr>`;
  return html`<div class="scroller" tabindex="0" role="region" aria-label="Ceilings">
    <table>
      <thead>
        <tr>
          <th scope="col" class="text">Ceiling</th>
          <th scope="col">Best</th>
          <th scope="col">Quartiles</th>
        </tr>
      </thead>
      <tbody>
        ${row('Multiply-adds, two flop each', 'GFLOP/s', arithmetic.best, arithmetic.spread)}
        ${bandwidths.map(({ bytes, rate }) =>
          row(
            `Copying ${describeBytes(bytes)}, read and written`,
            'GB/s',
            rate.best,
            rate.spread,
          ),
        )}
      </tbody>
    </table>
  </div>`;
}
