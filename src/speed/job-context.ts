import type { Disturbances } from './disturbances.ts';
import type { SpeedHost } from './speed-host.ts';

/** What a job of the measuring worker needs besides its question. */
export interface JobContext {
  readonly host: SpeedHost;
  readonly disturbances: Disturbances;
}
