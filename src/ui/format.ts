/** Numbers as people read them. All are pure; a missing figure is an en dash. */

const MISSING = '–';
const counts = new Intl.NumberFormat('en', { maximumFractionDigits: 0 });

/** `12,345` */
export function formatCount(value: number): string {
  return Number.isFinite(value) ? counts.format(value) : MISSING;
}

/** A rate or other magnitude in few characters: `812`, `12.3k`, `1.20M`. */
export function formatShort(value: number): string {
  if (!Number.isFinite(value)) return MISSING;
  if (value >= 1e6) return `${(value / 1e6).toFixed(2)}M`;
  if (value >= 1e4) return `${(value / 1e3).toFixed(1)}k`;
  return counts.format(value);
}

/** A loss: four figures at any magnitude, in powers of ten below 0.001: `0.1234`, `3.21e-7`. */
export function formatLoss(value: number): string {
  if (!Number.isFinite(value)) return MISSING;
  const magnitude = Math.abs(value);
  if (magnitude === 0) return '0';
  if (magnitude < 1e-3 || magnitude >= 1e5) return value.toExponential(2);
  return magnitude < 10 ? value.toFixed(4) : value.toPrecision(5);
}

/** A share of 1: `97.5 %`. */
export function formatShare(value: number): string {
  return Number.isFinite(value) ? `${(100 * value).toFixed(1)} %` : MISSING;
}

/** A time: three figures in the unit that suits it: `0.157 ms`, `12.3 ms`, `4.20 s`, `12 min`. */
export function formatTime(milliseconds: number): string {
  if (!Number.isFinite(milliseconds)) return MISSING;
  if (milliseconds < 1) return `${Number(milliseconds.toPrecision(3))} ms`;
  if (milliseconds < 999.5) return `${milliseconds.toPrecision(3)} ms`;
  const seconds = milliseconds / 1000;
  if (seconds < 99.95) return `${seconds.toPrecision(3)} s`;
  return seconds < 600 ? `${seconds.toFixed(0)} s` : `${(seconds / 60).toFixed(0)} min`;
}

/** A coefficient of determination: `0.9987`; far below 0 in few figures. */
export function formatDetermination(value: number | undefined): string {
  if (value === undefined || !Number.isFinite(value)) return MISSING;
  return value > -10
    ? value.toFixed(4).replace('-', '−')
    : value.toPrecision(3).replace('-', '−');
}

/** A power of ten for an axis: `1e-7`, but `0.01` to `1000` in plain digits. */
export function formatTick(value: number): string {
  const magnitude = Math.abs(value);
  if (magnitude === 0) return '0';
  if (magnitude >= 1e-2 && magnitude < 1e4) return String(Number(value.toPrecision(6)));
  return value.toExponential().replace('e+', 'e');
}

/** A signed figure in three digits, with a true minus sign: `−0.123`, `4.56e-7`. */
export function formatSigned(value: number): string {
  if (!Number.isFinite(value)) return MISSING;
  const magnitude = Math.abs(value);
  if (magnitude === 0) return '0';
  const plain = magnitude >= 1e-3 && magnitude < 1e4;
  const digits = plain
    ? String(Number(magnitude.toPrecision(3)))
    : magnitude.toExponential(2).replace('e+', 'e');
  return value < 0 ? `−${digits}` : digits;
}
