import { describe, expect, it } from 'vitest';
import {
  productParts,
  ruleTile,
  tilingOf,
} from '../../../src/engines/webgpu/products.ts';

const GPU = { isProcessor: false };
const PROCESSOR = { isProcessor: true };

describe('the tile of a product by the rule', () => {
  it.each([
    [31, 33, 'lib/matmul'],
    [256, 256, 'lib/matmul'],
    // Enough large tiles, but most of each would be empty.
    [16_384, 10, 'lib/matmul'],
    [1024, 1024, 'lib/matmul-large'],
  ])('on a GPU: %i × %i results', (M, N, path) => {
    expect(ruleTile(GPU, M, N).path).toBe(path);
  });

  it.each([1, 1024])('on a processor never takes workgroup memory', (size) => {
    expect(ruleTile(PROCESSOR, size, size).path).toBe('lib/matmul-direct');
  });
});

it('is laid over all results', () => {
  expect(tilingOf(ruleTile(GPU, 31, 65), 31, 65)).toEqual({
    path: 'lib/matmul',
    workgroups: [3, 1],
  });
});

describe('the parts of its sums', () => {
  it.each([
    // A short sum, and a long one with results enough.
    [
      { M: 10, K: 300, N: 10 },
      { parts: 1, depth: 300 },
    ],
    [
      { M: 1024, K: 8192, N: 1024 },
      { parts: 1, depth: 8192 },
    ],
    // Long sums of few results.
    [
      { M: 32, K: 8192, N: 32 },
      { parts: 16, depth: 512 },
    ],
    [
      { M: 256, K: 8192, N: 128 },
      { parts: 4, depth: 2048 },
    ],
    [
      { M: 10, K: 1000, N: 10 },
      { parts: 3, depth: 334 },
    ],
  ])('on a GPU: %o', (shape, parts) => {
    expect(productParts(GPU, shape)).toEqual(parts);
  });

  it('cover all terms, and none is empty', () => {
    for (let K = 1; K < 9000; K += 37) {
      const { parts, depth } = productParts(GPU, { M: 1, K, N: 1 });
      expect(parts * depth).toBeGreaterThanOrEqual(K);
      expect((parts - 1) * depth).toBeLessThan(K);
    }
  });

  it('are not computed apart on a processor', () => {
    const parts = productParts(PROCESSOR, { M: 32, K: 8192, N: 32 });
    expect(parts).toEqual({ parts: 1, depth: 8192 });
  });
});
