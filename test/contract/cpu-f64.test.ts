import { describe, expect, test } from 'vitest';
import { cpuFloat64Engine } from '../../src/engines/cpu/index.ts';
import { expectTensorsClose } from '../support/compare.ts';
import { examplesFor, parametersFor, planOf } from '../support/networks.ts';
import {
  combinations,
  dropoutNetworks,
  outputActivations,
  raggedNormalizations,
  raggedSizes,
  vanishing,
} from './cases.ts';
import { contractSuite } from './suite.ts';

// Against itself: the guarantees, determinism and limits hold for the reference, too.
contractSuite(cpuFloat64Engine, { gradient: 0, training: 0, vanished: 0 });

/** Elements of each tensor that are checked, spread evenly: all of a small tensor, fewer of a large network's. */
const checkedElements = (parameterCount: number) => (parameterCount > 20_000 ? 3 : 40);
/**
 * Relative to the parameter's size: the error of a central difference, h² from the Taylor
 * series and ε/h from rounding, is smallest near the cube root of ε = 1.1e-16.
 */
const STEP = 6e-6;

describe('cpu-f64: gradients against central differences', () => {
  const networks = [
    ...combinations,
    ...outputActivations,
    ...raggedSizes,
    ...raggedNormalizations,
    // The mask is that of the step, and so the same for every loss.
    ...dropoutNetworks,
    { ...vanishing, hidden: vanishing.hidden.slice(0, 4), name: '4 sigmoid layers' },
    ...(['l1', 'l2'] as const).map((id) => ({
      ...combinations[0],
      name: `${id} regularization`,
      regularization: [id, { rate: 0.3 }] as const,
    })),
  ];
  for (const network of networks)
    test(network.name, { timeout: 120_000 }, async () => {
      const plan = planOf(network);
      const parameters = Float64Array.from(parametersFor(plan));
      const batch = examplesFor(plan, network.batchSize, 21);
      const executor = await cpuFloat64Engine.compile({
        plan,
        parameters,
        training: batch,
      });
      const { gradients } = await executor.gradients(batch);
      const lossAt = async (index: number, value: number) => {
        const moved = parameters.slice();
        moved[index] = value;
        await executor.writeParameters(moved);
        return (await executor.gradients(batch)).loss;
      };
      const differences = gradients.slice();
      for (const { offset, size } of plan.tensors) {
        const stride = Math.max(
          1,
          Math.ceil(size / checkedElements(plan.parameterCount)),
        );
        for (let index = offset; index < offset + size; index += stride) {
          const h = STEP * Math.max(1, Math.abs(parameters[index]));
          const [above, below] = [parameters[index] + h, parameters[index] - h];
          differences[index] =
            ((await lossAt(index, above)) - (await lossAt(index, below))) /
            (above - below);
        }
      }
      expectTensorsClose(plan, differences, gradients, 1e-6, 'zeros');
      expect(gradients.some((value) => value !== 0)).toBe(true);
    });
});
