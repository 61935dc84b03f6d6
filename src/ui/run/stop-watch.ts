import type { SessionEvaluation } from '../../session/handle.ts';
import {
  STOP_KINDS,
  type StopConditions,
  type StopKind,
} from '../../state/stop-conditions.ts';
import { formatCount, formatLoss, formatShare } from '../format.ts';

/** How far a run has come, as much as conditions read. */
export interface Progress {
  readonly step: number;
  /** Steps that see every training example once, a fraction where batches span two epochs; above 0. */
  readonly stepsPerEpoch: number;
  /** The evaluations since the last time, in order. */
  readonly evaluations: readonly SessionEvaluation[];
}

/**
 * Watches a run for what is to end it. A condition that was met is done for that run, so
 * that one who goes on is not stopped by it again; it counts anew from the next run on, or
 * once it is changed.
 *
 * It lives with the page and not with the session: conditions belong to the person, are
 * changed in mid-run, and end in a sentence. Only the number of steps must be exact, and
 * that the session keeps itself (`SessionHandle.play`).
 */
export class StopWatch {
  #conditions: StopConditions = {};
  readonly #done = new Set<StopKind>();
  /** The lowest test loss so far, and how many evaluations ago it was. */
  #best: { loss: number; step: number } | null = null;
  #since = 0;

  get conditions(): StopConditions {
    return this.#conditions;
  }

  set conditions(conditions: StopConditions) {
    for (const kind of STOP_KINDS)
      if (conditions[kind] !== this.#conditions[kind]) this.#done.delete(kind);
    this.#conditions = conditions;
  }

  /** Another run begins: everything counts anew. */
  restart(): void {
    this.#done.clear();
    this.#best = null;
    this.#since = 0;
  }

  /** The step in which the run is to end for its number of steps or epochs; Infinity for none. */
  stepLimit(stepsPerEpoch: number): number {
    const steps = this.#open('steps') ?? Infinity;
    const epochs = this.#open('epochs') ?? Infinity;
    return Math.min(steps, lastStepOf(epochs, stepsPerEpoch));
  }

  /** @returns why the run is to pause now, in a sentence or more, or null where it goes on */
  observe({ step, stepsPerEpoch, evaluations }: Progress): string | null {
    const met: string[] = [];
    const meet = (kind: StopKind, reason: string) => {
      this.#done.add(kind);
      met.push(reason);
    };
    const steps = this.#open('steps');
    if (steps !== undefined && step >= steps)
      meet('steps', `${formatCount(step)} steps are taken`);
    const epochs = this.#open('epochs');
    if (epochs !== undefined && step >= lastStepOf(epochs, stepsPerEpoch))
      meet(
        'epochs',
        `${formatCount(epochs)} ${epochs === 1 ? 'epoch is' : 'epochs are'} over`,
      );
    for (const evaluation of evaluations) this.#evaluate(evaluation, meet);
    return met.length === 0 ? null : `The run has paused: ${met.join(', and ')}.`;
  }

  #evaluate(
    { step, train, test }: SessionEvaluation,
    meet: (kind: StopKind, reason: string) => void,
  ): void {
    const at = `in step ${formatCount(step)}`;
    for (const [kind, name, { loss }] of [
      ['trainLoss', 'training', train],
      ['testLoss', 'test', test],
    ] as const) {
      const bound = this.#open(kind);
      if (bound !== undefined && loss < bound)
        meet(kind, `the ${name} loss is below ${bound} (${formatLoss(loss)} ${at})`);
    }
    const share = this.#open('accuracy');
    if (share !== undefined && test.accuracy >= share)
      meet(
        'accuracy',
        `the test accuracy is at least ${formatShare(share)} (${formatShare(test.accuracy)} ${at})`,
      );
    // Not a number where there is no test part: no loss that could improve.
    if (Number.isNaN(test.loss)) return;
    if (!this.#best || test.loss < this.#best.loss) {
      this.#best = { loss: test.loss, step };
      this.#since = 0;
    } else this.#since++;
    const patience = this.#open('patience');
    if (patience !== undefined && this.#since >= patience)
      meet(
        'patience',
        `the test loss has not been below ${formatLoss(this.#best.loss)}, its value in step ` +
          `${formatCount(this.#best.step)}, for ${formatCount(this.#since)} evaluations`,
      );
  }

  #open(kind: StopKind): number | undefined {
    return this.#done.has(kind) ? undefined : this.#conditions[kind];
  }
}

/** The first step in which `epochs` epochs are over. */
function lastStepOf(epochs: number, stepsPerEpoch: number): number {
  // Without the rounding error of a quotient such as 250 / 10, which would cost a step.
  return Math.ceil(epochs * stepsPerEpoch - 1e-9);
}
