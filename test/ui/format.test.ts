import { describe, expect, it } from 'vitest';
import {
  formatCount,
  formatLoss,
  formatShare,
  formatShort,
  formatSigned,
  formatTick,
} from '../../src/ui/format.ts';

describe('numbers as people read them', () => {
  it.each([
    [formatCount, 12345, '12,345'],
    [formatShort, 812.4, '812'],
    [formatShort, 12_345, '12.3k'],
    [formatShort, 1_200_000, '1.20M'],
    [formatLoss, 0.12345, '0.1235'],
    [formatLoss, 3.21e-7, '3.21e-7'],
    [formatLoss, 123.456, '123.46'],
    [formatLoss, 0, '0'],
    [formatShare, 0.975, '97.5 %'],
    [formatSigned, -0.12345, '−0.123'],
    [formatSigned, 14.56, '14.6'],
    [formatSigned, -4.56e-7, '−4.56e-7'],
    [formatSigned, 12345, '1.23e4'],
    [formatSigned, 0, '0'],
    [formatTick, 1e-7, '1e-7'],
    [formatTick, 0.01, '0.01'],
    [formatTick, 1e6, '1e6'],
  ])('%o of %d is %s', (format, value, text) => {
    expect(format(value)).toBe(text);
  });

  it.each([formatCount, formatShort, formatLoss, formatShare, formatSigned])(
    'shows a dash where there is no figure (%o)',
    (format) => {
      expect(format(NaN)).toBe('–');
    },
  );
});
