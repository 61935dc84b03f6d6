import type { StopConditions } from '../../../../../state/stop-conditions.ts';

/** Sent when somebody has changed what is to end a run. */
export class StopChangeEvent extends Event {
  static readonly type = 'stop-change';
  constructor(readonly conditions: StopConditions) {
    super(StopChangeEvent.type, { bubbles: true, composed: true });
  }
}

declare global {
  interface HTMLElementEventMap {
    'stop-change': StopChangeEvent;
  }
}
