import { describe, expect, it } from 'vitest';
import { BatchOrder } from '../../src/core/batch-order.ts';

/** The first `steps` batches, one after the other. */
function stream(seed: number, count: number, batchSize: number, steps: number): number[] {
  const order = new BatchOrder(seed, count, batchSize);
  return Array.from({ length: steps }, (_, step) => [...order.indices(step)]).flat();
}

describe('the order of batches', () => {
  it.each([
    [1, 1],
    [7, 7],
    [10, 3],
    [10, 9],
    [64, 16],
  ])('visits each of %i examples once an epoch, in batches of %i', (count, batchSize) => {
    const epochs = 5;
    const steps = Math.ceil((epochs * count) / batchSize);
    const visited = stream(3, count, batchSize, steps);
    for (let epoch = 0; epoch < epochs; epoch++) {
      const part = visited.slice(epoch * count, (epoch + 1) * count);
      expect(part.sort((a, b) => a - b)).toEqual(
        Array.from({ length: count }, (_, i) => i),
      );
    }
  });

  it('spans two epochs in one batch', () => {
    const visited = stream(3, 10, 4, 5);
    expect(new Set(visited.slice(0, 10)).size).toBe(10);
    expect(new Set(visited.slice(10)).size).toBe(10);
    // Step 2 takes the last two of one epoch and the first two of the next.
    expect([...new BatchOrder(3, 10, 4).indices(2)]).toEqual(visited.slice(8, 12));
  });

  it('is the same whatever the batch size', () => {
    expect(stream(3, 12, 4, 9)).toEqual(stream(3, 12, 12, 3));
  });

  it('can be asked for in any order', () => {
    const sequential = stream(3, 10, 3, 100);
    const order = new BatchOrder(3, 10, 3);
    for (const step of [99, 0, 50, 3, 3, 98, 1, 2, 49])
      expect([...order.indices(step)]).toEqual(sequential.slice(step * 3, step * 3 + 3));
    // Far away, at once.
    expect(new Set(order.indices(10_000_000)).size).toBeLessThanOrEqual(3);
  });

  it('differs from epoch to epoch and from seed to seed, and repeats with the seed', () => {
    const visited = stream(3, 50, 50, 2);
    expect(visited.slice(0, 50)).not.toEqual(visited.slice(50));
    expect(stream(4, 50, 50, 1)).not.toEqual(visited.slice(0, 50));
    expect(stream(3, 50, 50, 2)).toEqual(visited);
  });

  it('writes where it is told', () => {
    const target = new Uint32Array(8).fill(99);
    const order = new BatchOrder(3, 10, 3);
    order.write(2, target, 4);
    expect([...target]).toEqual([99, 99, 99, 99, ...order.indices(2), 99]);
  });

  it.each([
    [0, 1],
    [3, 4],
    [3, 0],
    [NaN, 1],
  ])('refuses batches from %d examples of %d', (count, batchSize) => {
    expect(() => new BatchOrder(1, count, batchSize)).toThrow('No batches');
  });
});
