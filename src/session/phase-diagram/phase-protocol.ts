import type { PhaseNews, PhaseQuestion, PhaseSummary } from '../phase-handle.ts';
import type { ErrorRecord } from '../protocol.ts';

/** The name of a worker that is to draw phase diagrams. */
export const PHASE_WORKER_NAME = 'nabla-phases';

/** From the page to the worker. */
export type PhaseRequest =
  | {
      readonly kind: 'draw';
      /** Carried by all that answers it. */
      readonly id: number;
      readonly question: PhaseQuestion;
      readonly known: Uint32Array | undefined;
    }
  | { readonly kind: 'cancel' };

/** From the worker to the page. */
export type PhaseResponse =
  | { readonly kind: 'news'; readonly id: number; readonly news: PhaseNews }
  | { readonly kind: 'end'; readonly id: number; readonly summary: PhaseSummary }
  | { readonly kind: 'error'; readonly id: number; readonly error: ErrorRecord };
