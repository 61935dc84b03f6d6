/** A measurement has begun or ended: nothing else is to be measured beside it. */
export class BusyChangeEvent extends Event {
  static readonly type = 'busy-change';
  constructor(readonly busy: boolean) {
    super(BusyChangeEvent.type, { bubbles: true, composed: true });
  }
}
