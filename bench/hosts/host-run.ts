import type { RunResult } from '../run-cases.ts';

/** What a host hands back. */
export interface HostRun {
  readonly run: RunResult;
  /** Why none of the times counts; null for a good run. */
  readonly void: string | null;
  readonly platform: string;
  /** Whether the page is cross-origin isolated; true in Node. */
  readonly isolated: boolean;
}
