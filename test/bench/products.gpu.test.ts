import { afterAll, describe, it } from 'vitest';
import {
  PRODUCT_LAYOUTS,
  productCase,
  type ProductLayout,
} from '../../bench/cases/product-case.ts';
import { createBenchEngines } from '../../bench/engines/catalogue.ts';
import { createNodeBenchHost } from '../../bench/hosts/node.ts';
import { productContest } from '../../bench/product-contest.ts';
import { ProductTimes } from '../../bench/product-times.ts';

const engine = createBenchEngines(createNodeBenchHost('')).get('webgpu');
afterAll(() => engine.close());

describe('the matrix products of webgpu', () => {
  it.each(Object.keys(PRODUCT_LAYOUTS) as ProductLayout[])(
    'are those of float64: %s',
    async (layout) => {
      await engine.start();
      // Sizes with and without a rest at the edge of a tile.
      for (const size of [100, 256]) {
        const times = new ProductTimes(() => 0);
        const contest = productContest(productCase(size, layout), times);
        const { run } = await contest.enter(engine);
        run.dispose();
      }
    },
  );
});
