import { describe, expect, it } from 'vitest';
import { UnavailableError } from '../../src/core/errors.ts';
import {
  describeAdapter,
  openGpuDevice,
  probeAdapter,
} from '../../src/gpu/gpu-device.ts';
import { encodeFields } from '../../src/gpu/kernel.ts';

/** A `navigator.gpu` whose request for an adapter ends like this. */
function gpuThat(requestAdapter: () => Promise<GPUAdapter | null>): GPU {
  return { requestAdapter } as unknown as GPU;
}

function adapterNamed(info: Partial<GPUAdapterInfo>, extra: object = {}): GPUAdapter {
  const features = new Set<string>();
  return { info, limits: {}, features, ...extra } as unknown as GPUAdapter;
}

describe('where there is no WebGPU', () => {
  it.each<[string, GPU | undefined, RegExp]>([
    [
      'no navigator.gpu',
      undefined,
      /^WebGPU is missing here; a browser needs a page served over https or from localhost/,
    ],
    [
      'no adapter',
      gpuThat(async () => null),
      /^WebGPU found no graphics processor that it may use\.$/,
    ],
    [
      'a failing request',
      gpuThat(async () => Promise.reject(new Error('driver blocked'))),
      /^WebGPU found no graphics processor: driver blocked$/,
    ],
  ])('%s is told with its reason', async (_what, gpu, message) => {
    await expect(probeAdapter(gpu)).rejects.toThrow(UnavailableError);
    await expect(probeAdapter(gpu)).rejects.toThrow(message);
    await expect(openGpuDevice(gpu, new Map())).rejects.toThrow(message);
  });

  it('an adapter that gives no device is named', async () => {
    const adapter = adapterNamed(
      { description: 'Old Card' },
      { requestDevice: async () => Promise.reject(new Error('out of handles')) },
    );
    const opening = openGpuDevice(
      gpuThat(async () => adapter),
      new Map(),
    );
    await expect(opening).rejects.toThrow(UnavailableError);
    await expect(opening).rejects.toThrow('Old Card gave no device: out of handles');
  });
});

it.each([
  [
    { description: 'H200', vendor: 'nvidia', architecture: 'hopper' },
    'H200 (nvidia hopper)',
  ],
  [{ description: '', device: '0x2335', vendor: 'nvidia' }, '0x2335 (nvidia)'],
  [{ vendor: 'apple', architecture: 'metal-3' }, 'apple metal-3'],
  [{ description: 'Card' }, 'Card'],
  [{}, 'unnamed adapter'],
])('the adapter %o is called %s', (info, name) => {
  expect(describeAdapter(adapterNamed(info))).toBe(name);
});

it('the bytes of a uniform stand in order, little-endian, padded to 16', () => {
  const fields = [
    ['count', 'u32'],
    ['rate', 'f32'],
    ['large', 'u32'],
    ['small', 'f32'],
    ['fifth', 'u32'],
  ] as const;
  const values = { small: -2, rate: 0.5, count: 7, fifth: 9, large: 0xffffffff };
  const bytes = new DataView(encodeFields(fields, values));
  expect(bytes.byteLength).toBe(32);
  expect(bytes.getUint32(0, true)).toBe(7);
  expect(bytes.getFloat32(4, true)).toBe(0.5);
  expect(bytes.getUint32(8, true)).toBe(0xffffffff);
  expect(bytes.getFloat32(12, true)).toBe(-2);
  expect(bytes.getUint32(16, true)).toBe(9);
});
