import { describe, expect, it } from 'vitest';
import { DATASETS } from '../../src/data/datasets/index.ts';
import { activations } from '../../src/ops/activations/index.ts';
import { initializers } from '../../src/ops/initializers/index.ts';
import { losses } from '../../src/ops/losses/index.ts';
import { optimizers } from '../../src/ops/optimizers/index.ts';
import { regularizers } from '../../src/ops/regularizers/index.ts';
import { didYouMean, SYNONYMS } from '../../src/spec/closest-name.ts';

describe('didYouMean', () => {
  it.each([
    ['swish', activations.ids, 'silu'],
    ['ReLU', activations.ids, 'relu'],
    ['leaky_relu', activations.ids, 'leaky-relu'],
    ['leakyRelu', activations.ids, 'leaky-relu'],
    ['tahn', activations.ids, 'tanh'],
    ['MSE', losses.ids, 'mean-squared-error'],
    ['crossentropy', losses.ids, 'cross-entropy'],
    ['AdamW', optimizers.ids, 'adamw'],
    ['xavier', initializers.ids, 'glorot-uniform'],
  ])('%s', (name, known, meant) => {
    expect(didYouMean(name, known)).toBe(` Did you mean "${meant}"?`);
  });

  it.each(['', 'fourier', 'constructor', '__proto__', 'x'.repeat(100_000)])(
    'gives no hint for what is like nothing',
    (name) => {
      expect(didYouMean(name, activations.ids)).toBe('');
    },
  );

  it('has synonyms of known names only', () => {
    const known: string[] = [activations, losses, optimizers, initializers, regularizers]
      .flatMap((registry) => [...registry.ids] as string[])
      .concat(DATASETS.ids);
    for (const [synonym, name] of Object.entries(SYNONYMS)) {
      expect(known).toContain(name);
      expect(known.filter((id) => id !== 'none')).not.toContain(synonym);
    }
  });
});
