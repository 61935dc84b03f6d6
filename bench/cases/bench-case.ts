import type { PopulationCase } from '../../src/speed/cases/population-case.ts';
import type { ProductCase } from '../../src/speed/cases/product-case.ts';
import type { TrainingCase } from '../../src/speed/cases/training-case.ts';

/** One thing that engines are timed at. */
export type BenchCase = TrainingCase | PopulationCase | ProductCase;

/** Cases that are measured in the same rounds, so that their times can be compared. */
export interface CaseSet {
  /** What `--case` names it by; several sets may share a name. */
  readonly names: readonly string[];
  readonly cases: readonly BenchCase[];
}
