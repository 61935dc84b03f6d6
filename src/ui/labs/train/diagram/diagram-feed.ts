import type { ReactiveController, ReactiveControllerHost } from 'lit';
import type { Inspection, RunDescription, Slope } from '../../../../session/handle.ts';
import { gridInputs, planeGrid } from '../../../charts/plane-grid.ts';
import { PacedLoop } from '../../../run/paced-loop.ts';
import type { Run } from '../../../run/run.ts';

/** What the diagram draws of a run at one moment. */
export interface DiagramNews extends Inspection {
  readonly description: RunDescription;
  /** What the network was given: a grid over the plane, or training examples. */
  readonly inputs: Float32Array;
  /** The grid has side × side cells; 0: the inputs are examples. */
  readonly side: number;
  /** The gradient, where it was asked for. */
  readonly slope: Slope | null;
}

/** Ten pictures a second are lively enough; of a large network they come more slowly, in a fifth of the time. */
const PACE = { interval: 100, rest: 4 } as const;
/** Multiply-adds that one look may cost; a larger network gets a coarser grid. */
const MOST_WORK = 4e6;
const SIDES = { least: 8, most: 24 } as const;
/** Examples that stand for all where there is no plane. */
const EXAMPLES = 64;

/** Asks a run what its layers say, as long as the host is on the page, and hands on the answers. */
export class DiagramFeed implements ReactiveController {
  readonly #run: () => Run;
  readonly #wantsSlope: () => boolean;
  readonly #onNews: (news: DiagramNews) => void;
  #loop: PacedLoop | null = null;
  #unsubscribe: (() => void)[] = [];

  /** @param wantsSlope whether the gradient is to be taken along */
  constructor(
    host: ReactiveControllerHost,
    run: () => Run,
    wantsSlope: () => boolean,
    onNews: (news: DiagramNews) => void,
  ) {
    this.#run = run;
    this.#wantsSlope = wantsSlope;
    this.#onNews = onNews;
    host.addController(this);
  }

  hostConnected(): void {
    const run = this.#run();
    this.#loop = new PacedLoop(() => this.#look(), PACE);
    const request = () => this.#loop?.request();
    this.#unsubscribe = [run.updates.add(request), run.changes.add(request)];
    request();
  }

  hostDisconnected(): void {
    this.#loop?.stop();
    for (const unsubscribe of this.#unsubscribe) unsubscribe();
    this.#unsubscribe = [];
  }

  /** Something else is to be shown. */
  request(): void {
    this.#loop?.request();
  }

  #look(): Promise<void> | null {
    const run = this.#run();
    const { description, session } = run;
    if (!description || document.hidden) return null;
    const { inputs, side } = inputsFor(description);
    return Promise.all([
      session.inspect(inputs),
      this.#wantsSlope() ? session.differentiate() : null,
    ]).then(([inspection, slope]) => {
      // An answer of a network that has been replaced meanwhile has another shape.
      if (this.#loop?.stopped || run.description !== description) return;
      this.#onNews({ ...inspection, description, inputs, side, slope });
    });
  }
}

function inputsFor(description: RunDescription): { inputs: Float32Array; side: number } {
  const { domain, features, plan, points } = description;
  if (!domain) {
    const count = Math.min(EXAMPLES, points.train.count);
    return { inputs: points.train.inputs.subarray(0, count * plan.inputs), side: 0 };
  }
  const affordable = Math.floor(Math.sqrt(MOST_WORK / plan.parameterCount));
  const side = Math.max(SIDES.least, Math.min(SIDES.most, affordable));
  // Where a feature has no value its input is 0: small maps have no room for blanks.
  return { inputs: gridInputs(features, planeGrid(domain, side)).inputs, side };
}
