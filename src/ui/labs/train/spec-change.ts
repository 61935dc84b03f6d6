import type { TrainingSpec } from '../../../core/spec.ts';
import type { OpenFile } from '../../../state/app-state.ts';
import type { Origin } from '../../run/run.ts';

/** Sent by a part of the lab when somebody has changed the configuration there. */
export class SpecChangeEvent extends Event {
  static readonly type = 'spec-change';
  constructor(
    readonly spec: TrainingSpec,
    readonly origin: Origin,
    /** The CSV file that `spec.data` names, when it was just opened. */
    readonly file: OpenFile | null = null,
  ) {
    super(SpecChangeEvent.type, { bubbles: true, composed: true });
  }
}

declare global {
  interface HTMLElementEventMap {
    'spec-change': SpecChangeEvent;
  }
}
