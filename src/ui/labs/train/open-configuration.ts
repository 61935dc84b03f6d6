import type { LinkState } from '../../../state/app-state.ts';

/** A spec with as much of what else a link holds as is to change with it. */
export type Configuration = Pick<LinkState, 'spec'> &
  Partial<Pick<LinkState, 'engine' | 'executor' | 'stop'>>;

/** Sent when somebody has chosen a whole configuration: a preset, or that of an earlier run. */
export class OpenConfigurationEvent extends Event {
  static readonly type = 'open-configuration';
  constructor(readonly configuration: Configuration) {
    super(OpenConfigurationEvent.type, { bubbles: true, composed: true });
  }
}

declare global {
  interface HTMLElementEventMap {
    'open-configuration': OpenConfigurationEvent;
  }
}
