import {
  KERNEL_GROUPS,
  type ExecutorTimes,
  type KernelGroup,
  type Profile,
  type ProfileRow,
} from '../../../../speed/profile-handle.ts';

/** A part of the time of a training step. */
export interface StepPart {
  /** `around`: submission, readback and what else lies between the passes. */
  readonly id: KernelGroup | 'unknown' | 'around';
  /** Milliseconds a step. */
  readonly time: number;
  /** Of the whole step. */
  readonly share: number;
}

/** The products, which a matrix multiplication each computes. */
export const PRODUCT_GROUPS: readonly StepPart['id'][] = [
  'forward',
  'input-gradient',
  'kernel-gradient',
];

export function tiledOf({ executors }: Profile): ExecutorTimes {
  const tiled = executors.find(({ kind }) => kind === 'tiled');
  if (!tiled) throw new Error('A profile has the tiled executor.');
  return tiled;
}

/** The whole step: where the GPU alone seems to take longer, which is noise, that. */
export function stepTime(profile: Profile): number {
  return Math.max(tiledOf(profile).step.median, kernelTime(profile));
}

/** What the GPU computes of a step: by its clock, else a step in one pass. */
function kernelTime(profile: Profile): number {
  return tiledOf(profile).device?.median ?? profile.whole.median;
}

const sum = (rows: readonly ProfileRow[]): number =>
  rows.reduce((total, { time }) => total + time.median, 0);

/** Of all kernels together. */
export const rowShare = (row: ProfileRow, rows: readonly ProfileRow[]): number =>
  row.time.median / sum(rows);

/**
 * Where the time of a step on the tiled executor goes. The kernels share the time of the GPU as
 * their own times have it, each measured by itself; the rest of the time on the wall is what lies
 * around them.
 */
export function stepParts(profile: Profile): StepPart[] {
  const { rows } = profile;
  const all = sum(rows);
  const onGpu = kernelTime(profile);
  const whole = stepTime(profile);
  const part = (id: StepPart['id'], time: number) => ({ id, time, share: time / whole });
  const kernels = [...KERNEL_GROUPS, 'unknown' as const].flatMap((id) => {
    const own = rows.filter(({ group }) => (group ?? 'unknown') === id);
    return own.length > 0 ? [part(id, (onGpu * sum(own)) / all)] : [];
  });
  return [...kernels, part('around', whole - onGpu)];
}

/** GFLOP/s of all products together, and GFLOP/s that they would have at most. */
export function productRate({ rows }: Profile): number {
  const products = rows.filter(({ group }) =>
    PRODUCT_GROUPS.includes(group ?? 'unknown'),
  );
  const flops = products.reduce((total, row) => total + row.count * (row.flops ?? 0), 0);
  return perSecond(flops, sum(products));
}

/** What a row reaches; null where its work is not known. */
export function ratesOf(row: ProfileRow): {
  /** GFLOP/s. */
  readonly arithmetic: number;
  /** GB/s of what must be moved at least. */
  readonly bandwidth: number;
  /** Flop a byte. */
  readonly intensity: number;
} | null {
  const { flops, bytes, count, time } = row;
  if (flops === null || bytes === null) return null;
  return {
    arithmetic: perSecond(count * flops, time.median),
    bandwidth: perSecond(count * bytes, time.median),
    intensity: flops / bytes,
  };
}

/** In 10⁹. */
const perSecond = (work: number, milliseconds: number): number =>
  work / milliseconds / 1e6;
