import { describe, expect, it } from 'vitest';
import { divideFigures } from '../../../src/engines/webgpu/metrics-division.ts';
import { planOf } from '../../support/networks.ts';

const plans = [
  { inputs: 1, hidden: [], outputs: 1, batchSize: 1 },
  { inputs: 3, hidden: [65, 1], outputs: 130, batchSize: 33 },
  { inputs: 2, hidden: Array<number>(20).fill(32), outputs: 1, batchSize: 256 },
  { inputs: 784, hidden: [1024, 3], outputs: 10, batchSize: 4096 },
].map((network, at) => planOf({ ...network, name: `network ${at}` }));

describe.each([true, false])('on a processor: %s', (isProcessor) => {
  it.each(plans)('every weight and unit is in one part ($parameterCount)', (plan) => {
    const rows = plan.training.batchSize;
    const { divisions, shares, partCount } = divideFigures(
      { isProcessor },
      rows,
      plan.layers,
    );
    const taken = divisions.flatMap(({ row }) => [
      ...range(row.first_weight_part, row.weight_parts),
      ...range(row.first_unit_part, row.unit_parts),
    ]);
    expect(taken.toSorted((a, b) => a - b)).toEqual(range(0, partCount));
    for (const { index, kernel, units } of plan.layers) {
      const { slice, row } = divisions[index];
      const mine = shares.slice(
        row.first_weight_part,
        row.first_weight_part + row.weight_parts,
      );
      expect(mine).toEqual(
        range(0, row.weight_parts).map((share) => ({
          kernel: kernel.offset,
          size: kernel.size,
          share,
          shares: row.weight_parts,
        })),
      );
      expect(slice * row.unit_parts).toBeGreaterThanOrEqual(units);
      expect(slice * (row.unit_parts - 1)).toBeLessThan(units);
      expect(row).toMatchObject({ units, values: rows * units });
    }
  });
});

it('a GPU has more workgroups than a processor', () => {
  const { layers } = plans[3];
  const { partCount } = divideFigures({ isProcessor: false }, 4096, layers);
  expect(partCount).toBeGreaterThan(
    2 * divideFigures({ isProcessor: true }, 4096, layers).partCount,
  );
});

const range = (first: number, count: number) =>
  Array.from({ length: count }, (_, at) => first + at);
