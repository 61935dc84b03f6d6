import { expect, it } from 'vitest';
import { EXECUTOR_REQUESTS } from '../../../src/core/engine.ts';
import {
  EXECUTOR_CHOICES,
  executorLabel,
  offersExecutors,
} from '../../../src/ui/shell/executor-choices.ts';

it('offers every executor, the automatic choice first', () => {
  expect(EXECUTOR_CHOICES.map(({ id }) => id)).toEqual(EXECUTOR_REQUESTS);
  expect(executorLabel('tiled')).toBe('Tiled');
});

it.each([
  ['auto', 'webgpu', true],
  ['webgpu', 'webgpu', true],
  // A link may ask for an executor that cannot train its network: then there is no run yet,
  // or still the one before.
  ['auto', '', true],
  ['webgpu', 'cpu', true],
  ['auto', 'cpu', false],
  ['cpu', 'cpu', false],
  ['cpu', '', false],
])('where %s was asked for and "%s" computes: %s', (asked, computes, offered) => {
  expect(offersExecutors(asked, computes)).toBe(offered);
});
