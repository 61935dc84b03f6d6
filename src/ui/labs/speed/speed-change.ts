import type { SpeedOptions } from '../../../state/speed-options.ts';

/** Something else is to be measured or shown. */
export class SpeedChangeEvent extends Event {
  static readonly type = 'speed-change';
  constructor(readonly options: SpeedOptions) {
    super(SpeedChangeEvent.type, { bubbles: true, composed: true });
  }
}
