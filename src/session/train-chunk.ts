import type { TrainResult } from '../core/engine.ts';
import type { LiveRun } from './live-run.ts';

/**
 * Takes up to `steps` updates of a run on its way to step `target`, Infinity included. The
 * last one before it is a chunk of its own, so that its figures are measured.
 */
export function trainChunk(
  run: LiveRun,
  target: number,
  steps: number,
): Promise<TrainResult> {
  const { metricsEvery } = run.request;
  return run.use((executor) => {
    // Asked anew each time: a lost device may have thrown the run back meanwhile.
    const left = target - executor.step;
    if (metricsEvery === 0) return executor.train(Math.min(steps, left));
    if (left === 1) return executor.train(1, { metricsEvery: 1 });
    return executor.train(Math.min(steps, left - 1), { metricsEvery });
  });
}
