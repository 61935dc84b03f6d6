/** What a host hands back, with what it ran. */
export interface HostRun<Run> {
  readonly run: Run;
  /** Why none of the times counts; null for a good run. */
  readonly void: string | null;
  readonly platform: string;
  /** Whether the page is cross-origin isolated; true in Node. */
  readonly isolated: boolean;
}
