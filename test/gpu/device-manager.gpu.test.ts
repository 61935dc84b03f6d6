import { afterEach, describe, expect, it } from 'vitest';
import { UnavailableError } from '../../src/core/errors.ts';
import { DeviceLostError } from '../../src/gpu/device-lost-error.ts';
import { DeviceManager } from '../../src/gpu/device-manager.ts';
import { findNodeGpu } from '../../src/gpu/node.ts';
import { shaderSources } from '../../src/kernels/sources.ts';
import { createTestManager } from '../support/gpu-run.ts';

let manager = createTestManager();
afterEach(async () => {
  await manager.close();
  manager = createTestManager();
});

describe('the device manager', () => {
  it('hands out one device to all who ask', async () => {
    const [first, second] = await Promise.all([manager.acquire(), manager.acquire()]);
    expect(second).toBe(first);
    expect(await manager.acquire()).toBe(first);
    expect(manager.generation).toBe(1);
    expect(first.lost).toBeNull();
  });

  it('opens a new device, of a new generation, when the last one is gone', async () => {
    const first = await manager.acquire();
    first.device.destroy();
    await first.device.lost;
    const second = await manager.acquire();
    expect(second).not.toBe(first);
    expect(second.lost).toBeNull();
    expect(manager.generation).toBe(2);
    expect(first.lost).toBeInstanceOf(DeviceLostError);
    expect(first.lost?.reason).toBe('destroyed');
  });

  it('opens one new device, however many ask for it at once', async () => {
    const first = await manager.acquire();
    first.device.destroy();
    await first.device.lost;
    const [second, third] = await Promise.all([manager.acquire(), manager.acquire()]);
    expect(third).toBe(second);
    expect(manager.generation).toBe(2);
  });

  it('knows at once of a device that it closed itself', async () => {
    const first = await manager.acquire();
    first.destroy();
    expect(first.lost?.reason).toBe('destroyed');
    expect(await manager.acquire()).not.toBe(first);
  });

  it('names the adapter without opening a device', async () => {
    expect(await manager.probe()).not.toBe('');
    expect(manager.generation).toBe(0);
  });
});

describe('without WebGPU', () => {
  it('says so, and tries again the next time', async () => {
    let attempts = 0;
    const late = new DeviceManager(
      async () => (attempts++ === 0 ? undefined : findNodeGpu()),
      shaderSources,
    );
    await expect(late.acquire()).rejects.toThrow(UnavailableError);
    expect((await late.acquire()).lost).toBeNull();
    await late.close();
  });

  it('closing is harmless', async () => {
    await createTestManager().close();
  });
});
