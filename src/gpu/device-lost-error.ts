/**
 * The GPU device went away: the driver was reset, the adapter unplugged, or the page
 * destroyed the device on purpose (`destroyed`), which is never recovered from.
 */
export class DeviceLostError extends Error {
  override readonly name = 'DeviceLostError';
  readonly reason: 'destroyed' | 'unknown';

  constructor(reason: 'destroyed' | 'unknown', detail: string) {
    super(
      reason === 'destroyed'
        ? 'The GPU device was closed.'
        : `The GPU device was lost${detail ? ` (${detail})` : ''}.`,
    );
    this.reason = reason;
  }
}
