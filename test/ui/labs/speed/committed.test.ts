import { describe, expect, it } from 'vitest';
import {
  COMMITTED,
  loadCommitted,
} from '../../../../src/ui/labs/speed/curve/other-results.ts';

describe('the results of other machines', () => {
  it.each(COMMITTED.map(({ id }) => id))(
    'can be read, and are of a whole run: %s',
    async (id) => {
      const { result } = await loadCommitted(id);
      expect(result.complete).toBe(true);
      expect(result.voidRounds).toEqual([]);
      for (const { entries } of result.points)
        for (const { samples } of entries)
          expect(samples?.step).toHaveLength(result.question.rounds);
    },
  );
});
