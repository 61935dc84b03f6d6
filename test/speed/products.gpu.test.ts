import { afterAll, describe, it } from 'vitest';
import {
  PRODUCT_LAYOUTS,
  productCase,
  type ProductLayout,
} from '../../src/speed/cases/product-case.ts';
import { createTimedEngines } from '../../src/speed/engines/catalogue.ts';
import { createNodeSpeedHost } from '../../bench/hosts/node.ts';
import { productContest } from '../../src/speed/contest/product-contest.ts';
import { ProductTimes } from '../../src/speed/contest/product-times.ts';

const engine = createTimedEngines(createNodeSpeedHost('')).get('webgpu');
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
