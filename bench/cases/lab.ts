import { familyCase, networkAt } from '../../src/speed/cases/family-case.ts';
import type { TrainingCase } from '../../src/speed/cases/training-case.ts';
import { DEFAULT_QUESTION } from '../../src/state/speed-options.ts';

const { base, axis, values } = DEFAULT_QUESTION;

/** What the speed lab measures unless it is asked for something else, to compare it with the benchmark. */
export const labCases: readonly TrainingCase[] = values.map((value) =>
  familyCase(`lab-${value}`, networkAt(base, axis, value)),
);
