import type { Random } from '../core/random.ts';
import type { Task } from '../core/spec.ts';
import type { RawTable } from './raw-table.ts';

export interface GenerateOptions {
  /** How many examples, at least 1. */
  readonly samples: number;
  /** 0 to 1; each data set's description says what it disturbs. */
  readonly noise: number;
  readonly random: Random;
  /** Number of classes; read only by data sets that have `classChoice`. */
  readonly classes?: number;
}

/** A data set made by a seeded generator. */
export interface DatasetDefinition<Id extends string = string> {
  readonly id: Id;
  readonly label: string;
  readonly task: Task;
  /** One sentence for a person, which says what `noise` does. */
  readonly description: string;
  readonly featureNames: readonly string[];
  /** Null for regression; for a data set with `classChoice`, the names at its default. */
  readonly classNames: readonly string[] | null;
  /** Present where one may choose the number of classes. */
  readonly classChoice?: {
    readonly minimum: number;
    readonly maximum: number;
    readonly default: number;
  };
  /** [minimum, maximum] of every input, the range that a heatmap shows. */
  readonly domain: readonly [number, number];
  readonly defaultSamples: number;
  /**
   * Draws `samples` examples in a random order, divided between the classes as evenly as
   * possible before noise is applied. The same state of `random` gives the same table.
   */
  generate(options: GenerateOptions): RawTable;
}
