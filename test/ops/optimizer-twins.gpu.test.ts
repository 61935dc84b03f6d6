import { readFileSync } from 'node:fs';
import { afterAll, beforeAll, expect, it } from 'vitest';
import { choose } from '../../src/core/choice.ts';
import { createRandom } from '../../src/core/random.ts';
import { OPTIMIZER_SCALARS, optimizers } from '../../src/ops/optimizers/index.ts';
import { requestTestDevice, runKernel } from '../support/gpu-device.ts';

let device: GPUDevice;
beforeAll(async () => {
  device = await requestTestDevice();
});
afterAll(() => device?.destroy());

const COUNT = 256;

it.each(optimizers.entries.map((entry) => [entry.id, entry] as const))(
  'optimizer/%s.wgsl agrees with float64',
  async (id, entry) => {
    const random = createRandom(3, id);
    const scalars = entry.scalars(choose(entry), 0.01, 4);
    const padded = Array.from({ length: OPTIMIZER_SCALARS }, (_, i) => scalars[i] ?? 0);
    // Parameter, gradient (over many magnitudes), two slots; the second is a mean of squares.
    const rows = Array.from({ length: COUNT }, () => [
      random.normal(),
      random.normal() * 10 ** random.between(-12, 2),
      entry.id === 'rmsprop' ? random.uniform() : random.normal(),
      random.uniform(),
    ]);
    const inputs = new Float32Array(rows.flat());
    const path = `../../shaders/optimizer/${id}.wgsl`;
    const source = readFileSync(new URL(path, import.meta.url), 'utf8');
    const code = `${source}
      @group(0) @binding(0) var<storage, read> rows: array<vec4f>;
      @group(0) @binding(1) var<storage, read_write> results: array<f32>;
      @compute @workgroup_size(64)
      fn main(@builtin(global_invocation_id) id: vec3u) {
        let row = rows[id.x];
        let updated = optimizer_update(row.x, row.y, row.zw,
          vec4f(${padded.slice(0, 4).join()}), vec4f(${padded.slice(4).join()}));
        results[3u * id.x] = updated.x;
        results[3u * id.x + 1u] = updated.y;
        results[3u * id.x + 2u] = updated.z;
      }`;
    const results = await runKernel(device, code, inputs, 3 * COUNT, COUNT / 64);

    const column = (j: number) =>
      Float64Array.from({ length: COUNT }, (_, i) => inputs[4 * i + j]);
    const slots = [column(2), column(3)];
    const change = new Float64Array(COUNT);
    entry.update(column(0), column(1), slots, scalars, change);
    for (let i = 0; i < COUNT; i++) {
      const expected = [change[i], slots[0][i], slots[1][i]];
      // Up to 12 roundings of 2^-24; the terms of a sum may cancel, hence their size.
      const sizes = [
        Math.abs(change[i]) + 0.01,
        Math.abs(inputs[4 * i + 2]) + Math.abs(inputs[4 * i + 1]),
        expected[2],
      ];
      expected.forEach((value, j) =>
        expect(Math.abs(results[3 * i + j] - value), `${i}, ${j}`).toBeLessThan(
          12 * 2 ** -24 * sizes[j],
        ),
      );
    }
  },
);
