import type { RaceOptions } from '../../../../state/race-options.ts';

/** Another race is asked for. */
export class RaceChangeEvent extends Event {
  static readonly type = 'race-change';
  constructor(readonly race: RaceOptions) {
    super(RaceChangeEvent.type, { bubbles: true, composed: true });
  }
}
