import type { SpeedResult } from '../../../../speed/results/speed-result.ts';
import { readSpeedFile } from '../../../../speed/results/speed-file.ts';

/** A measurement to compare with. */
export interface OtherResult {
  /** Where it is from, for people. */
  readonly label: string;
  readonly result: SpeedResult;
}

/** Measurements of other machines that come with the page, each fetched when it is asked for. */
export const COMMITTED: readonly {
  readonly id: string;
  readonly label: string;
  load(): Promise<string>;
}[] = [
  {
    id: 'swiftshader-2-cores',
    label: 'AMD EPYC, 2 cores, SwiftShader (no graphics card), Chromium 156',
    load: async () => (await import('./committed/swiftshader-2-cores.json?raw')).default,
  },
];

export async function loadCommitted(id: string): Promise<OtherResult> {
  const entry = COMMITTED.find((candidate) => candidate.id === id);
  if (!entry) throw new Error(`There is no result "${id}".`);
  return { label: entry.label, result: readSpeedFile(await entry.load(), entry.label) };
}

export async function openResult(file: File): Promise<OtherResult> {
  return { label: file.name, result: readSpeedFile(await file.text(), file.name) };
}
