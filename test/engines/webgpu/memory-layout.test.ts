import { describe, expect, it } from 'vitest';
import {
  layOutMemory,
  type FusedLayout,
} from '../../../src/engines/webgpu/fused/memory-layout.ts';
import { planOf, type NetworkCase } from '../../support/networks.ts';

const NETWORK: NetworkCase = {
  name: 'small',
  inputs: 3,
  hidden: [5, 9],
  outputs: 2,
  batchSize: 10,
  normalization: 'layer',
  residual: true,
};

/** Every part of the layout with its region, first vec4f and length. */
function parts(layout: FusedLayout, rows: number) {
  return layout.layers.flatMap((layer, index) => {
    const { I4, O4, segments } = layer;
    const parameters = (4 * I4 + 3) * O4;
    const matrix = rows * O4;
    const values: [string, number, number][] = [
      ['z', layer.z, matrix],
      ['h', layer.h, matrix],
    ];
    if (index === 0) values.push(['x', layer.x, rows * I4]);
    if (layer.delta !== layer.z) values.push(['delta', layer.delta, matrix]);
    if (layer.dh > 0) values.push(['dh', layer.dh, matrix]);
    if (layer.deviation > 0) values.push(['deviation', layer.deviation, rows]);
    return [
      ...values.map(([name, start, length]) => ({
        name: `${name} ${index}`,
        local: layout.valuesLocal,
        start,
        length,
      })),
      {
        name: `parameters ${index}`,
        local: layout.parametersLocal,
        start: layer.kernel,
        length: parameters,
      },
      {
        name: `partials ${index}`,
        local: layout.partialsLocal,
        start: layer.partial,
        length: parameters * segments,
      },
    ];
  });
}

describe.each([0, 2048, 8192, 1 << 20])('with %i bytes of workgroup memory', (bytes) => {
  const layout = layOutMemory(planOf(NETWORK), {
    workgroupSize: 32,
    workgroupBytes: bytes,
    unrolled: false,
    measures: true,
  });

  it('nothing overlaps and everything lies within its region', () => {
    const all = parts(layout, NETWORK.batchSize);
    for (const local of [true, false]) {
      const region = all
        .filter((part) => part.local === local)
        .sort((a, b) => a.start - b.start);
      region.forEach(({ name, start, length }, index) => {
        const end = start + length;
        const next = region[index + 1]?.start ?? (local ? layout.arena : layout.scratch);
        expect(end, name).toBeLessThanOrEqual(next);
      });
    }
  });

  it('takes no more workgroup memory than there is', () => {
    const used = 16 * (layout.arena + 32 + 16);
    if (layout.parametersLocal) expect(used).toBeLessThanOrEqual(bytes);
    // An array cannot be empty.
    else expect(layout.arena).toBe(1);
  });

  it('each layer reads what the one below it wrote', () => {
    layout.layers.slice(1).forEach(({ x }, below) => {
      expect(x).toBe(layout.layers[below].h);
    });
  });
});

it('parameters come before all else into workgroup memory', () => {
  const layout = layOutMemory(planOf(NETWORK), {
    workgroupSize: 32,
    workgroupBytes: 6144,
    unrolled: false,
    measures: true,
  });
  expect(layout).toMatchObject({ parametersLocal: true, valuesLocal: false });
});

it('sums over few weights are cut into segments, but not below eight rows each', () => {
  const [layer] = layOutMemory(planOf({ ...NETWORK, batchSize: 64 }), {
    workgroupSize: 128,
    workgroupBytes: 0,
    unrolled: false,
    measures: true,
  }).layers;
  expect(layer.segments).toBe(8);
  const [short] = layOutMemory(planOf(NETWORK), {
    workgroupSize: 128,
    workgroupBytes: 0,
    unrolled: false,
    measures: true,
  }).layers;
  expect(short.segments).toBe(1);
});
