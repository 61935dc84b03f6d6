import { afterEach, beforeEach, describe, expect, it } from 'vitest';
import { UserError } from '../../src/core/errors.ts';
import { DeviceLostError } from '../../src/gpu/device-lost-error.ts';
import type { GpuDevice } from '../../src/gpu/gpu-device.ts';
import { StagingPool } from '../../src/gpu/staging-pool.ts';
import { countBuffers } from '../support/count-buffers.ts';
import { createTestManager } from '../support/gpu-run.ts';

let manager = createTestManager();
let gpu: GpuDevice;
beforeEach(async () => {
  manager = createTestManager();
  gpu = await manager.acquire();
});
afterEach(() => manager.close());

describe('reading', () => {
  it('returns each region, in order', async () => {
    const buffer = gpu.createBuffer('numbers', 40);
    gpu.device.queue.writeBuffer(
      buffer,
      0,
      Float32Array.from({ length: 10 }, (_, i) => i),
    );
    const [middle, none, all] = await gpu.read([
      { buffer, offset: 8, bytes: 12 },
      { buffer, bytes: 0 },
      { buffer, bytes: 40 },
    ]);
    expect([...new Float32Array(middle)]).toEqual([2, 3, 4]);
    expect(none.byteLength).toBe(0);
    expect(new Float32Array(all)[9]).toBe(9);
    expect((await gpu.read([{ buffer, bytes: 0 }]))[0].byteLength).toBe(0);
  });

  it('sees what was submitted before and nothing of what comes after', async () => {
    const buffer = gpu.createBuffer('counter', 4);
    const reads = Array.from({ length: 10 }, (_, i) => {
      gpu.device.queue.writeBuffer(buffer, 0, Uint32Array.of(i));
      return gpu.read([{ buffer, bytes: 4 }]);
    });
    const values = (await Promise.all(reads)).map(([bytes]) => new Uint32Array(bytes)[0]);
    expect(values).toEqual(Array.from({ length: 10 }, (_, i) => i));
  });

  it('uses its staging buffers again', async () => {
    const buffer = gpu.createBuffer('large', 4096);
    const buffers = countBuffers(gpu.device);
    for (let i = 0; i < 200; i++)
      await gpu.read([{ buffer, bytes: 4 * (1 + ((i * 37) % 1024)) }]);
    // One is free whenever the next read comes; sizes are powers of two from 256 to 4096.
    expect(buffers.made()).toBeLessThanOrEqual(5);
    // Of twenty at once, a few are kept.
    await Promise.all(
      Array.from({ length: 20 }, () => gpu.read([{ buffer, bytes: 4096 }])),
    );
    expect(buffers.alive().length).toBeLessThanOrEqual(5);
  });

  it('divides what no single buffer holds, and keeps no large buffer', async () => {
    const KIB = 1024;
    const values = Float32Array.from({ length: 64 * KIB }, (_, i) => i);
    const bytes = values.byteLength;
    const [first, second] = ['first', 'second'].map((label) => {
      const buffer = gpu.createBuffer(label, bytes);
      gpu.device.queue.writeBuffer(buffer, 0, values);
      return buffer;
    });
    const buffers = countBuffers(gpu.device);
    const pool = new StagingPool(gpu.device, {
      largest: 384 * KIB,
      largestKept: 64 * KIB,
    });
    const [a, b, part, none] = await pool.read([
      { buffer: first, bytes },
      { buffer: second, bytes },
      { buffer: second, offset: 8, bytes: 4 },
      { buffer: second, bytes: 0 },
    ]);
    expect(new Float32Array(a)).toEqual(values);
    expect(new Float32Array(b)).toEqual(values);
    expect(new Float32Array(part)).toEqual(Float32Array.of(2));
    expect(none.byteLength).toBe(0);
    expect(buffers.made()).toBe(2);
    expect(buffers.alive()).toEqual([]);
    expect((await gpu.read([{ buffer: first, bytes: 4 }]))[0].byteLength).toBe(4);
    pool.destroy();
  });
});

describe('a device that is gone', () => {
  it('rejects a read that is under way', async () => {
    const buffer = gpu.createBuffer('numbers', 40);
    const read = gpu.read([{ buffer, bytes: 40 }]);
    gpu.device.destroy();
    await expect(read).rejects.toThrow(DeviceLostError);
  });

  it('rejects a read in the same task', async () => {
    const buffer = gpu.createBuffer('numbers', 40);
    gpu.device.destroy();
    await expect(gpu.read([{ buffer, bytes: 40 }])).rejects.toThrow(DeviceLostError);
  });

  it('rejects a later read', async () => {
    const buffer = gpu.createBuffer('numbers', 40);
    gpu.device.destroy();
    await gpu.device.lost;
    await expect(gpu.read([{ buffer, bytes: 40 }])).rejects.toThrow('was closed');
    expect(() => gpu.assertHealthy()).toThrow(DeviceLostError);
  });
});

describe('an invalid command', () => {
  it('surfaces in words, once', async () => {
    const [from, to] = [gpu.createBuffer('small', 8), gpu.createBuffer('other', 8)];
    const encoder = gpu.device.createCommandEncoder();
    encoder.copyBufferToBuffer(from, 0, to, 0, 16);
    gpu.device.queue.submit([encoder.finish()]);
    await expect(gpu.read([{ buffer: to, bytes: 4 }])).rejects.toThrow(
      /^The GPU refused a command: .*/s,
    );
    expect(() => gpu.assertHealthy()).not.toThrow();
    expect(await gpu.read([{ buffer: to, bytes: 4 }])).toHaveLength(1);
  });
});

describe('memory', () => {
  it('a buffer beyond the limits is refused with its name, its size and the limit', () => {
    const { maxBufferSize, maxStorageBufferBindingSize } = gpu.device.limits;
    const limit = Math.min(maxBufferSize, maxStorageBufferBindingSize);
    const ask = () => gpu.createBuffer('dense_0 outputs', 2 * limit);
    expect(ask).toThrow(UserError);
    const size = String.raw`[\d.]+ [KMGT]iB`;
    expect(ask).toThrow(
      new RegExp(`needs ${size} for "dense_0 outputs".*holds at most ${size} in one`),
    );
    gpu.assertHealthy();
  });

  it('sizes are rounded up to whole words', () => {
    expect([0, 1, 4, 5].map((bytes) => gpu.createBuffer('b', bytes).size)).toEqual([
      4, 4, 4, 8,
    ]);
  });

  it('a lack of memory is told in words, and leaves the device as it was', async () => {
    const scopes: GPUErrorFilter[] = [];
    const { device } = gpu;
    const [push, pop] = [
      device.pushErrorScope.bind(device),
      device.popErrorScope.bind(device),
    ];
    device.pushErrorScope = (filter) => {
      scopes.push(filter);
      push(filter);
    };
    device.popErrorScope = () => {
      const error = scopes.pop() === 'out-of-memory' ? 'Not enough memory left.' : null;
      return pop().then(() => error && new GPUOutOfMemoryError(error));
    };
    const allocate = gpu.withMemoryCheck(() => {
      // What an allocation that failed leaves behind: an invalid buffer that is written to.
      const buffer = device.createBuffer({ size: 4, usage: 0x8000_0000 });
      device.queue.writeBuffer(buffer, 0, Uint32Array.of(1));
    });
    await expect(allocate).rejects.toThrow(UserError);
    await expect(allocate).rejects.toThrow('Not enough memory left. Fewer units');
    expect(scopes).toEqual([]);
    await device.queue.onSubmittedWorkDone();
    expect(() => gpu.assertHealthy()).not.toThrow();
  });

  it('an error thrown while allocating closes the scope', async () => {
    const allocate = gpu.withMemoryCheck(() => {
      throw new UserError('too large');
    });
    await expect(allocate).rejects.toThrow('too large');
    expect(await gpu.withMemoryCheck(() => 7)).toBe(7);
    await expect(gpu.device.popErrorScope()).rejects.toThrow();
  });

  it('an invalid command while allocating is not taken for a lack of memory', async () => {
    const result = await gpu.withMemoryCheck(() => {
      gpu.device.createBuffer({ size: 4, usage: 0x8000_0000 });
      return 1;
    });
    expect(result).toBe(1);
    await gpu.device.queue.onSubmittedWorkDone();
    expect(() => gpu.assertHealthy()).toThrow('The GPU refused a command');
  });
});
