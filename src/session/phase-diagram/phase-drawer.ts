import type { EngineCatalogue } from '../engine-catalogue.ts';
import type {
  PhaseHandle,
  PhaseNews,
  PhaseQuestion,
  PhaseSummary,
} from '../phase-handle.ts';
import { drawDiagram } from './draw-diagram.ts';

/** Draws phase diagrams in this thread. `catalogue` stays the caller's. */
export class PhaseDrawer implements PhaseHandle {
  readonly #catalogue: EngineCatalogue;
  /** Counts up with each drawing and each cancellation: what was begun before is void. */
  #generation = 0;
  #last: Promise<unknown> = Promise.resolve();

  constructor(catalogue: EngineCatalogue) {
    this.#catalogue = catalogue;
  }

  async draw(
    question: PhaseQuestion,
    onNews: (news: PhaseNews) => void,
    known?: Uint32Array,
  ): Promise<PhaseSummary> {
    const generation = ++this.#generation;
    const before = this.#last;
    const own = before
      .catch(() => undefined)
      .then(() =>
        drawDiagram({
          catalogue: this.#catalogue,
          question,
          ...(known && { known }),
          onNews,
          isCancelled: () => generation !== this.#generation,
          now: () => performance.now(),
        }),
      );
    this.#last = own;
    return own;
  }

  cancel(): void {
    this.#generation++;
  }

  dispose(): void {
    this.cancel();
  }
}
