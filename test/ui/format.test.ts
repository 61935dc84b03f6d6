import { describe, expect, it } from 'vitest';
import {
  formatCount,
  formatDetermination,
  formatLoss,
  formatShare,
  formatShort,
  formatSigned,
  formatTick,
  formatTime,
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

it.each([
  [0.1574, '0.157 ms'],
  [0.00001, '0.00001 ms'],
  [12.345, '12.3 ms'],
  [999.4, '999 ms'],
  [999.6, '1.00 s'],
  [99_949, '99.9 s'],
  [150_000, '150 s'],
  [720_000, '12 min'],
  [NaN, '–'],
])('shows %d milliseconds as %s', (value, text) => {
  expect(formatTime(value)).toBe(text);
});

it.each([
  [0.99871, '0.9987'],
  [-0.5, '−0.5000'],
  [-1234.5, '−1.23e+3'],
  [undefined, '–'],
  [NaN, '–'],
])('shows a determination of %d as %s', (value, text) => {
  expect(formatDetermination(value)).toBe(text);
});
