import type { SessionUpdate } from '../../session/handle.ts';
import type { StopConditions } from '../../state/stop-conditions.ts';
import type { Run } from './run.ts';
import { StopWatch } from './stop-watch.ts';

/** Pauses a run when one of its conditions is met, and says which. */
export class RunStopper {
  readonly #run: Run;
  readonly #watch = new StopWatch();
  readonly #disconnect: readonly (() => void)[];

  constructor(run: Run) {
    this.#run = run;
    run.stepLimit = () => this.#watch.stepLimit(this.#stepsPerEpoch());
    this.#disconnect = [
      run.updates.add((update) => this.#observe(update)),
      run.starts.add(({ goesOn }) => {
        if (!goesOn) this.#watch.restart();
      }),
    ];
  }

  /** A limit of steps holds from now on too, where the run has not come to it yet. */
  set conditions(conditions: StopConditions) {
    this.#watch.conditions = conditions;
    this.#run.stopConditions = conditions;
    if (this.#run.running) this.#run.play();
    this.#run.changes.tell();
  }

  dispose(): void {
    for (const disconnect of this.#disconnect) disconnect();
  }

  #observe({ state, step, evaluations }: SessionUpdate): void {
    // The first news of a fresh run come before its description.
    if (step === 0 || !this.#run.description) return;
    if (state !== 'running' && state !== 'paused') return;
    const stepsPerEpoch = this.#stepsPerEpoch();
    const reason = this.#watch.observe({ step, stepsPerEpoch, evaluations });
    if (reason !== null) this.#run.halt(reason);
  }

  #stepsPerEpoch(): number {
    const { description } = this.#run;
    if (!description) return Infinity;
    return description.trainCount / description.plan.training.batchSize;
  }
}
