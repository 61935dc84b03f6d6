import { describe, expect, it } from 'vitest';
import {
  encodeRecorded,
  recordDispatches,
} from '../../../src/speed/profile/record-dispatches.ts';

/** Notes the calls of its passes; the methods are those of a prototype, as on a real device. */
class FakeDevice {
  readonly calls: unknown[][] = [];
  createCommandEncoder() {
    return { beginComputePass: () => this.pass() };
  }
  pass() {
    const note =
      (name: string) =>
      (...parameters: unknown[]) =>
        void this.calls.push([name, ...parameters]);
    return {
      setPipeline: note('pipeline'),
      setBindGroup: note('group'),
      dispatchWorkgroups: note('dispatch'),
    } as unknown as GPUComputePassEncoder;
  }
}

const pipeline = (label: string) => ({ label }) as GPUComputePipeline;
const group = (label: string) => ({ label }) as GPUBindGroup;

describe('recorded dispatches', () => {
  const encode = (device: GPUDevice) => {
    const pass = device.createCommandEncoder().beginComputePass();
    pass.setPipeline(pipeline('a'));
    pass.setBindGroup(0, group('layer/dense dense_0'));
    pass.setBindGroup(1, group('steps'), [256]);
    pass.dispatchWorkgroups(3);
    pass.setPipeline(pipeline('b'));
    pass.setBindGroup(0, group('loss/total batch'));
    pass.dispatchWorkgroups(1, 2, 4);
  };

  it('are carried out, and hold all that is needed to encode them again', async () => {
    const fake = new FakeDevice();
    const device = fake as unknown as GPUDevice;
    const recorded = await recordDispatches({ device }, async () => encode(device));
    expect(fake.calls).toHaveLength(7);
    expect(recorded.map(({ label, workgroups }) => [label, workgroups])).toEqual([
      ['layer/dense dense_0', [3, 1, 1]],
      ['loss/total batch', [1, 2, 4]],
    ]);
    fake.calls.length = 0;
    encodeRecorded(fake.pass(), recorded[0], 2);
    expect(fake.calls).toEqual([
      ['pipeline', { label: 'a' }],
      ['group', 0, { label: 'layer/dense dense_0' }, []],
      ['group', 1, { label: 'steps' }, [256]],
      ['dispatch', 3, 1, 1],
      ['dispatch', 3, 1, 1],
    ]);
  });

  it('end with the work, also where that fails', async () => {
    const fake = new FakeDevice();
    const device = fake as unknown as GPUDevice;
    const failing = recordDispatches({ device }, async () => {
      throw new Error('lost');
    });
    expect(Object.hasOwn(fake, 'createCommandEncoder')).toBe(true);
    await expect(failing).rejects.toThrow('lost');
    expect(Object.hasOwn(fake, 'createCommandEncoder')).toBe(false);
  });
});
