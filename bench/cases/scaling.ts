import { familyCase, type FamilyNetwork } from '../../src/speed/cases/family-case.ts';
import type { Axis, TrainingCase } from '../../src/speed/cases/training-case.ts';

/** Large enough that the work outweighs what a step costs to start, small enough for software. */
const BASE = { inputs: 256, width: 256, depth: 2, outputs: 10, batchSize: 64 } as const;
const FACTORS = [2, 4] as const;

/** A network, then the same with its batch, the width or the number of its hidden layers multiplied. */
export const scalingCases: readonly TrainingCase[] = [
  caseOf('scaling-base', BASE, ['batch', 'width', 'depth']),
  ...FACTORS.map((factor) =>
    caseOf(`scaling-batch-${factor}`, { ...BASE, batchSize: factor * BASE.batchSize }, [
      'batch',
    ]),
  ),
  ...FACTORS.map((factor) =>
    caseOf(`scaling-width-${factor}`, { ...BASE, width: factor * BASE.width }, ['width']),
  ),
  ...FACTORS.map((factor) =>
    caseOf(`scaling-depth-${factor}`, { ...BASE, depth: factor * BASE.depth }, ['depth']),
  ),
];

function caseOf(id: string, network: FamilyNetwork, axes: readonly Axis[]): TrainingCase {
  return { ...familyCase(id, network), axes };
}
