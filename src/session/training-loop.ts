import type { Overflow } from '../core/metrics.ts';
import { ChunkPacer } from './chunk-pacer.ts';
import type { LiveRun } from './live-run.ts';
import type { StepPace } from './step-pace.ts';
import type { StepRate } from './step-rate.ts';
import { trainChunk } from './train-chunk.ts';
import type { UpdateFeed } from './update-feed.ts';
import { yieldToEvents } from './yield-to-events.ts';

/** What a training loop works for. */
export interface LoopHost {
  readonly feed: UpdateFeed;
  readonly rate: StepRate;
  /** Milliseconds that training may take before events are let through. */
  readonly chunkMilliseconds: number;
  /** The clock, in milliseconds. */
  now(): number;
  /** Sends what is in the feed. */
  send(): void;
  /** Sends what is in the feed, if the last news is old enough. */
  sendIfDue(): void;
  /** Evaluates the run, if the last evaluation is old enough. */
  evaluateIfDue(run: LiveRun, interrupted: () => boolean): Promise<void>;
}

/**
 * Trains up to step `target`, in chunks between which events are let through.
 *
 * @param target may move meanwhile
 * @param pace how many steps may be taken by when
 * @returns the overflow that ended it; null where it got there or was interrupted
 */
export async function runTrainingLoop(
  host: LoopHost,
  run: LiveRun,
  target: () => number,
  interrupted: () => boolean,
  pace: StepPace,
): Promise<Overflow | null> {
  const pacer = new ChunkPacer(host.chunkMilliseconds);
  pace.restart(host.now());
  while (run.step < target() && !interrupted()) {
    const due = pace.due(host.now());
    if (due < 1) {
      host.sendIfDue();
      await wait(pace.wait(host.now()));
      continue;
    }
    const start = host.now();
    const result = await trainChunk(run, target(), Math.min(pacer.steps, due));
    const end = host.now();
    const steps = result.losses.length;
    if (steps > 0) pacer.record(steps, end - start);
    pace.record(steps);
    host.rate.add(steps, end, end - start);
    if (!host.feed.continues(result.firstStep)) host.send();
    host.feed.addTraining(result);
    if (run.snapshotIsDue) await run.takeSnapshot();
    await host.evaluateIfDue(run, interrupted);
    host.sendIfDue();
    await yieldToEvents();
    if (result.overflow) return result.overflow;
  }
  return null;
}

const wait = (milliseconds: number): Promise<void> =>
  new Promise((resolve) => {
    setTimeout(resolve, milliseconds);
  });
