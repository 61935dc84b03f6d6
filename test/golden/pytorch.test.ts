import { expect, test } from 'vitest';
import { NORMALIZATIONS } from '../../src/core/spec.ts';
import { cpuEngine, cpuFloat64Engine } from '../../src/engines/cpu/index.ts';
import { tfjsCpuEngine } from '../../src/engines/tfjs/index.ts';
import { activations } from '../../src/ops/activations/index.ts';
import { clippings } from '../../src/ops/clippings/index.ts';
import { losses } from '../../src/ops/losses/index.ts';
import { optimizers } from '../../src/ops/optimizers/index.ts';
import { regularizers } from '../../src/ops/regularizers/index.ts';
import { schedules } from '../../src/ops/schedules/index.ts';
import { planOf } from '../support/networks.ts';
import { readPytorchFigures } from './pytorch-fixtures.ts';
import { pytorchSuite } from './pytorch-suite.ts';

test('the networks contain every operation', () => {
  const plans = readPytorchFigures().map(({ case: network }) => planOf(network));
  const hidden = plans.flatMap(({ layers }) => layers.slice(0, -1));
  const trainings = plans.map(({ training }) => training);
  const used = {
    activations: hidden.map(({ activation }) => activation.id),
    normalizations: hidden.map(({ normalization }) => normalization),
    losses: trainings.map(({ loss }) => loss.id),
    optimizers: trainings.map(({ optimizer }) => optimizer.id),
    schedules: trainings.map(({ schedule }) => schedule.id),
    regularizers: trainings.map(({ regularization }) => regularization.id),
    clippings: trainings.map(({ clipping }) => clipping.id),
  };
  const known = {
    activations: activations.ids,
    normalizations: NORMALIZATIONS,
    losses: losses.ids,
    optimizers: optimizers.ids,
    schedules: schedules.ids,
    regularizers: regularizers.ids,
    clippings: clippings.ids,
  };
  for (const kind of Object.keys(known) as (keyof typeof known)[])
    expect([...new Set(used[kind])].sort(), kind).toEqual([...known[kind]].sort());
  const residual = hidden.filter((layer) => layer.residual);
  for (const sign of [-1, 0, 1])
    expect(residual.some((l) => Math.sign(l.units - l.inputs) === sign)).toBe(true);
});

// Two float64 programs that add in another order differ by some 1e-15 of what they add, and
// more where it cancels; a formula that differs, an ε say, shows at 1e-8 or above.
pytorchSuite(cpuFloat64Engine, { gradient: 1e-10, training: 1e-10 });
// float32 rounds at 6e-8, a few times in every layer, and sums cancel; updates multiply what
// comes of it. Measured: 6e-7 in gradients, 2e-6 after training.
pytorchSuite(cpuEngine, { gradient: 1e-5, training: 1e-4 });
pytorchSuite(tfjsCpuEngine, { gradient: 1e-5, training: 1e-4 });
