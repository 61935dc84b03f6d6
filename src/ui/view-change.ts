import type { ViewOptions } from '../state/view-options.ts';

/** Sent when somebody wants to look at the lab in another way. */
export class ViewChangeEvent extends Event {
  static readonly type = 'view-change';
  constructor(readonly change: Partial<ViewOptions>) {
    super(ViewChangeEvent.type, { bubbles: true, composed: true });
  }
}

declare global {
  interface HTMLElementEventMap {
    'view-change': ViewChangeEvent;
  }
}
