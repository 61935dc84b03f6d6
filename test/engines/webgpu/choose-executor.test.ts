import { expect, it } from 'vitest';
import type { ExecutorKind } from '../../../src/core/engine.ts';
import { UserError } from '../../../src/core/errors.ts';
import {
  chooseExecutor,
  takeExecutor,
} from '../../../src/engines/webgpu/choose-executor.ts';
import { planOf, type NetworkCase } from '../../support/networks.ts';

const methodOf = (network: Omit<NetworkCase, 'name'>, isProcessor = true) =>
  chooseExecutor(planOf({ name: 'network', ...network }), isProcessor);
const choice = (network: Omit<NetworkCase, 'name'>, isProcessor = true) =>
  methodOf(network, isProcessor).id;

it('trains small networks, wide or deep, in one workgroup', () => {
  expect(choice({ inputs: 2, hidden: [8, 8], outputs: 1, batchSize: 256 })).toBe('fused');
  const deep = Array.from({ length: 64 }, () => 32);
  expect(choice({ inputs: 2, hidden: deep, outputs: 1, batchSize: 32 })).toBe('fused');
});

it('spreads larger ones over the adapter, on a processor sooner', () => {
  const wide = { inputs: 784, hidden: [256, 128], outputs: 10, batchSize: 128 };
  expect(choice(wide)).toBe('tiled');
  const middle = { inputs: 64, hidden: [64], outputs: 10, batchSize: 32 };
  expect(choice(middle, true)).toBe('tiled');
  expect(choice(middle, false)).toBe('fused');
});

it('leaves batch normalization to the tiled executor', () => {
  const network = { inputs: 2, hidden: [8], outputs: 1, batchSize: 16 };
  expect(choice({ ...network, normalization: 'batch' })).toBe('tiled');
  expect(choice({ ...network, normalization: 'layer' })).toBe('fused');
});

it('leaves dropout to the tiled executor, and refuses it to the fused one', () => {
  const network = { inputs: 2, hidden: [8], outputs: 1, batchSize: 16, dropout: 0.1 };
  expect(methodOf(network)).toEqual({
    id: 'tiled',
    reason: 'Dropout needs the tiled executor.',
  });
  expect(() => takeExecutor(planOf({ name: 'dropout', ...network }), 'fused')).toThrow(
    'The fused executor cannot train this network: dropout needs the tiled executor.',
  );
});

it('says why, with the work it estimates', () => {
  const small = { inputs: 2, hidden: [8, 8], outputs: 1, batchSize: 256 };
  expect(methodOf(small).reason).toBe(
    'A step takes about 3·10⁴ multiply-adds a layer, little enough for one workgroup.',
  );
  expect(methodOf({ ...small, batchSize: 1 }).reason).toContain(
    'about 105 multiply-adds',
  );
  const wide = { inputs: 784, hidden: [256, 128], outputs: 10, batchSize: 128 };
  expect(methodOf(wide).reason).toBe(
    'A step takes about 3·10⁷ multiply-adds a layer, too many for one workgroup.',
  );
  expect(methodOf({ ...small, normalization: 'batch' }).reason).toBe(
    'Batch normalization needs the tiled executor.',
  );
});

it('takes the one that was asked for, if it can train the network', () => {
  const network = { name: 'network', inputs: 2, hidden: [8], outputs: 1, batchSize: 16 };
  const plain = planOf(network);
  for (const id of ['fused', 'tiled'] as const)
    expect(takeExecutor(plain, id)).toEqual({ id, reason: 'It was asked for.' });
  const normalized = planOf({ ...network, normalization: 'batch' });
  expect(takeExecutor(normalized, 'tiled').id).toBe('tiled');
  expect(() => takeExecutor(normalized, 'fused')).toThrow(
    new UserError(
      'The fused executor cannot train this network: batch normalization needs the tiled ' +
        'executor. Take the tiled one, or leave the choice to the engine ("auto").',
    ),
  );
});

it('names the known executors where there is none of that name', () => {
  const plan = planOf({ name: 'n', inputs: 2, hidden: [8], outputs: 1, batchSize: 16 });
  // As a script in JavaScript may ask.
  expect(() => takeExecutor(plan, 'split' as ExecutorKind)).toThrow(
    'There is no executor "split"; known are "auto", "fused" or "tiled".',
  );
});
