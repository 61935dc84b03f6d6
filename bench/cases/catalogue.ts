import { createRegistry } from '../../src/core/registry.ts';
import type { CaseSet } from './bench-case.ts';
import { labCases } from './lab.ts';
import { networks } from './networks.ts';
import { populationCase } from '../../src/speed/cases/population-case.ts';
import {
  PRODUCT_LAYOUTS,
  productCase,
  type ProductLayout,
} from '../../src/speed/cases/product-case.ts';
import { scalingCases } from './scaling.ts';

/** Sizes of the matrix products; each is estimated from the one before it. */
const PRODUCT_SIZES = [256, 512, 1024, 2048, 4096];

/** Networks of a population. */
const POPULATION = 4096;

/** Everything that can be measured, in the order in which it is. */
export const caseSets: readonly CaseSet[] = [
  ...networks
    .filter(({ id }) => !id.startsWith('deep'))
    .map((network) => ({ names: [network.id], cases: [network] })),
  // In the same rounds: what matters is what the norms add.
  {
    names: ['deep', 'deep-norms'],
    cases: networks.filter(({ id }) => id.startsWith('deep')),
  },
  { names: ['population'], cases: [populationCase(POPULATION)] },
  { names: ['scaling'], cases: scalingCases },
  { names: ['lab'], cases: labCases },
  ...PRODUCT_SIZES.flatMap((size) =>
    Object.keys(PRODUCT_LAYOUTS).map((layout) => ({
      names: ['gemm', `gemm-${size}`],
      // Each by itself: all of them at once would need much memory.
      cases: [productCase(size, layout as ProductLayout)],
    })),
  ),
];

/** What `--case` may name. */
export const caseNames = createRegistry(
  'case',
  [...new Set(caseSets.flatMap(({ names }) => names))].map((id) => ({ id, label: id })),
);

/**
 * The sets of these names, in their usual order; an empty list is all of them.
 * @throws UserError naming the known names when there is none of a name
 */
export function selectCases(wanted: readonly string[]): CaseSet[] {
  for (const name of wanted) caseNames.get(name);
  return caseSets.filter(
    ({ names }) => wanted.length === 0 || names.some((name) => wanted.includes(name)),
  );
}
