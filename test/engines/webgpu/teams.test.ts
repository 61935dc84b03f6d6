import { expect, it } from 'vitest';
import { teams } from '../../../src/engines/webgpu/teams.ts';

it.each([
  [1, 16, 1, 1],
  [1, 17, 2, 1],
  [65, 16, 1, 2],
  [3, 300, 32, 2],
  [3, 100_000, 64, 3],
])('on a GPU %i sums of %i values take teams of %i', (groups, length, TEAM, count) => {
  expect(teams({ isProcessor: false }, groups, length)).toEqual({
    constants: { TEAM },
    workgroups: [count],
  });
});

it('a processor shares no sum, however long', () => {
  expect(teams({ isProcessor: true }, 65, 100_000)).toEqual({
    constants: { TEAM: 1 },
    workgroups: [2],
  });
});
