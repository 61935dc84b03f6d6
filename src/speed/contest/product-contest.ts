import { operationsOf, productOf, type ProductCase } from '../cases/product-case.ts';
import type { Contest } from './contest.ts';
import { productDisagreement, referenceRows } from './product-parity.ts';
import type { ProductTimes } from './product-times.ts';

/** A matrix product: the gate compares some of its rows, and lets nothing in that takes too long. */
export function productContest(benchCase: ProductCase, times: ProductTimes): Contest {
  const product = productOf(benchCase);
  const reference = referenceRows(product);
  return {
    operations: operationsOf(benchCase),
    async enter(engine) {
      await times.assertShort(engine, benchCase);
      const begin = performance.now();
      const run = await engine.multiply(product);
      try {
        await run.step(1);
        const firstUse = performance.now() - begin;
        const result = await run.result();
        const found = productDisagreement(benchCase.size, result, reference);
        if (found !== null) throw new Error(found);
        return { run, firstUse };
      } catch (error) {
        run.dispose();
        throw error;
      }
    },
    measured: (engine, time) => times.note(engine, benchCase, time),
  };
}
