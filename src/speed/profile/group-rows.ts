import type { Plan } from '../../core/plan.ts';
import type { ProfileRow } from '../profile-handle.ts';
import { splitLabel, workOfStep, type EncodedDispatch } from './kernel-work.ts';

/** A row of a profile that is not timed yet, with the dispatches that it stands for. */
export interface Row extends Omit<ProfileRow, 'time'> {
  /** Their places in the step. */
  readonly dispatches: readonly number[];
}

/**
 * Dispatches of one kernel with the same work and workgroups become one row: a deep network has
 * hundreds, and most of its layers are alike.
 */
export function groupRows(plan: Plan, step: readonly EncodedDispatch[]): Row[] {
  const works = workOfStep(plan, step);
  const rows = new Map<string, Row>();
  for (const [at, { label, workgroups }] of step.entries()) {
    const work = works[at];
    const { kernel, subject } = splitLabel(label);
    const layers = work?.layer === null || !work ? [] : [work.layer];
    const own = layers.length > 0 ? '' : subject;
    const alike = [work?.group, work?.flops, work?.bytes, ...workgroups];
    const key = [kernel, own, ...alike].join(' ');
    const row = rows.get(key);
    rows.set(key, {
      kernel,
      group: work?.group ?? null,
      subject: own,
      layers: [...(row?.layers ?? []), ...layers],
      count: (row?.count ?? 0) + 1,
      flops: work?.flops ?? null,
      bytes: work?.bytes ?? null,
      dispatches: [...(row?.dispatches ?? []), at],
    });
  }
  return [...rows.values()].map((row) => ({
    ...row,
    layers: row.layers.toSorted((a, b) => a - b),
  }));
}
