import { describeNetwork } from '../../../../core/speed-question.ts';
import type { Profile, ProfileRow } from '../../../../speed/profile-handle.ts';
import { formatCount, formatSigned, formatTime } from '../../../format.ts';
import {
  PRODUCT_GROUPS,
  productRate,
  stepParts,
  stepTime,
  type StepPart,
} from './step-parts.ts';

export const PART_LABELS: Readonly<Record<StepPart['id'], string>> = {
  gather: 'Fetch the batch',
  forward: 'Products forward',
  loss: 'Loss',
  'bias-gradient': 'Bias gradients',
  'kernel-gradient': 'Weight gradients',
  'input-gradient': 'Input gradients',
  update: 'Update',
  unknown: 'Other kernels',
  around: 'Submission and readback',
};

/** Three digits, without a power of ten where people would write none. */
export const figure = (value: number): string =>
  value >= 1000 ? formatCount(value) : formatSigned(value);

/** A share of 1 in whole percent, but small ones; it does not break at the end of a line. */
export function percent(share: number): string {
  if (!Number.isFinite(share)) return '–';
  if (share > 0 && share < 0.01) return '<\u00a01\u00a0%';
  return `${Math.round(100 * share)}\u00a0%`;
}

/** The name of a row for a table and a drawing: `dense 2–4`. */
export function rowLabel({ kernel, group, layers, subject }: ProfileRow): string {
  // There is one each, and what they are called besides says no more.
  if (group === 'loss') return kernel;
  const name = kernel.slice(kernel.indexOf('/') + 1);
  if (group === 'update') return name;
  const of = layers.length > 0 ? layerNumbers(layers) : subject;
  return of === '' ? name : `${name} ${of}`;
}

/** Numbers from 1 on, neighbours together: `1, 3–5`. @param layers ascending, from 0 on */
export function layerNumbers(layers: readonly number[]): string {
  const runs: [number, number][] = [];
  for (const layer of layers) {
    const last = runs.at(-1);
    if (last && layer === last[1] + 1) last[1] = layer;
    else runs.push([layer, layer]);
  }
  return runs
    .map(([first, end]) => (first === end ? `${first + 1}` : `${first + 1}–${end + 1}`))
    .join(', ');
}

/** The answer in one sentence. */
export function describeProfile(profile: Profile): string {
  const { executors, network } = profile;
  const step = `A step of ${describeNetwork(network)} at a batch of ${network.batchSize}`;
  const fused = executors.find(({ kind }) => kind === 'fused');
  const took = unbroken(formatTime(stepTime(profile)));
  const going = shares(profile);
  return fused
    ? `${step} takes ${unbroken(formatTime(fused.step.median))}, all in one dispatch. Kernel by kernel it would take ${took}: ${going}.`
    : `${step} takes ${took}: ${going}.`;
}

/** Kept together at the end of a line. */
const unbroken = (text: string): string => text.replaceAll(' ', '\u00a0');

function shares(profile: Profile): string {
  const parts = stepParts(profile);
  const of = (ids: readonly StepPart['id'][]) =>
    parts.reduce((sum, { id, share }) => sum + (ids.includes(id) ? share : 0), 0);
  const products = of(PRODUCT_GROUPS);
  const around = of(['around']);
  const rest = 1 - products - around;
  return (
    `${percent(products)} of it are matrix products, ${percent(rest)} the other kernels, ` +
    `${percent(around)} submission and readback`
  );
}

/** What the sentence leaves out: how far the products are from what the adapter could do. */
export function describeReach(profile: Profile): string {
  const { arithmetic } = profile.ceilings;
  const rate = productRate(profile);
  return (
    `Its matrix products compute ${figure(rate)} GFLOP/s together, ${percent(rate / arithmetic.best)} of the ` +
    `${figure(arithmetic.best)} GFLOP/s that this adapter reaches with multiply-adds that wait for nothing.`
  );
}

/** `64 MiB` */
export function describeBytes(bytes: number): string {
  const mebibytes = bytes / 2 ** 20;
  if (mebibytes >= 1) return `${figure(mebibytes)} MiB`;
  return bytes >= 1024 ? `${figure(bytes / 1024)} KiB` : `${bytes} bytes`;
}

/** A way to put numbers so that the wall of a table is one of digits: microseconds. */
export const microseconds = (milliseconds: number): string => figure(1000 * milliseconds);

/** `0.225 – 0.3 ms`: the unit once, where both have the same. */
export function timeRange(lower: number, upper: number): string {
  const [from, to] = [formatTime(lower), formatTime(upper)];
  const unit = / \S+$/.exec(to)?.[0] ?? '';
  return `${from.endsWith(unit) ? from.slice(0, from.length - unit.length) : from} – ${to}`;
}
