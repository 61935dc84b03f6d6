import { createRegistry } from '../../src/core/registry.ts';
import type { CaseSet } from './bench-case.ts';
import { networks } from './networks.ts';
import { scalingCases } from './scaling.ts';

/** Everything that can be measured, in the order in which it is. */
export const caseSets: readonly CaseSet[] = [
  ...networks.map((network) => ({ names: [network.id], cases: [network] })),
  { names: ['scaling'], cases: scalingCases },
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
