import { expect, it } from 'vitest';
import { chooseExecutor } from '../../../src/engines/webgpu/choose-executor.ts';
import { planOf, type NetworkCase } from '../../support/networks.ts';

const choice = (network: Omit<NetworkCase, 'name'>, isProcessor = true) =>
  chooseExecutor(planOf({ name: 'network', ...network }), isProcessor);

it('trains small networks, wide or deep, in one workgroup', () => {
  expect(choice({ inputs: 2, hidden: [8, 8], outputs: 1, batchSize: 256 })).toBe('fused');
  const deep = Array.from({ length: 64 }, () => 32);
  expect(choice({ inputs: 2, hidden: deep, outputs: 1, batchSize: 256 })).toBe('fused');
});

it('spreads larger ones over the adapter, on a GPU sooner', () => {
  const wide = { inputs: 784, hidden: [256, 128], outputs: 10, batchSize: 128 };
  expect(choice(wide)).toBe('tiled');
  const middle = { inputs: 64, hidden: [64], outputs: 10, batchSize: 128 };
  expect(choice(middle, true)).toBe('fused');
  expect(choice(middle, false)).toBe('tiled');
});

it('leaves batch normalization to the tiled executor', () => {
  const network = { inputs: 2, hidden: [8], outputs: 1, batchSize: 16 };
  expect(choice({ ...network, normalization: 'batch' })).toBe('tiled');
  expect(choice({ ...network, normalization: 'layer' })).toBe('fused');
});
