import type { Environment } from '../../bench/report.ts';

/** Of a machine that does not exist. */
export const environment: Environment = {
  host: 'browser',
  platform: 'Chromium 1',
  operatingSystem: 'Linux x64',
  processor: 'A processor',
  cores: 2,
  isolated: true,
  versions: {},
  date: '2030-01-01T00:00:00.000Z',
};
