import { readdirSync, readFileSync } from 'node:fs';
import type { Examples } from '../../src/core/examples.ts';
import type { Plan } from '../../src/core/plan.ts';
import type { NetworkCase } from '../support/networks.ts';

const FOLDER = new URL('../fixtures/pytorch/', import.meta.url);

/** The values of each tensor, flat, by its name. */
type NamedValues = Readonly<Record<string, readonly number[]>>;

/** What test/fixtures/pytorch/generate.py writes for a network. */
export interface PytorchFigures {
  readonly case: NetworkCase;
  /** [batchSize, inputs]; the batch is the whole set. */
  readonly inputs: readonly number[];
  /** [batchSize, outputs] */
  readonly targets: readonly number[];
  readonly parameters: NamedValues;
  /** Regularization included. */
  readonly loss: number;
  readonly gradients: NamedValues;
  /** In prediction mode, [batchSize, outputs]. */
  readonly predictions: readonly number[];
  /** After as many updates as there are losses. */
  readonly training: {
    readonly losses: readonly number[];
    readonly parameters: NamedValues;
    /** As in `ExecutorState`. */
    readonly statistics: readonly number[];
    readonly predictions: readonly number[];
  };
}

export function readPytorchFigures(): PytorchFigures[] {
  return readdirSync(FOLDER)
    .filter((name) => name.endsWith('.json'))
    .sort()
    .map(
      (name) => JSON.parse(readFileSync(new URL(name, FOLDER), 'utf8')) as PytorchFigures,
    );
}

/** The named values as a flat vector. @throws Error when names or sizes are not those of the plan */
export function flatten(plan: Plan, values: NamedValues): Float64Array {
  const names = plan.tensors.map(({ name }) => name);
  if (Object.keys(values).join() !== names.join())
    throw new Error(`Not the tensors of the plan: ${Object.keys(values).join()}`);
  const flat = new Float64Array(plan.parameterCount);
  for (const { name, offset, size } of plan.tensors) {
    if (values[name].length !== size) throw new Error(`${name} is not of size ${size}.`);
    flat.set(values[name], offset);
  }
  return flat;
}

export function examplesOf({ case: network, inputs, targets }: PytorchFigures): Examples {
  return {
    count: network.batchSize,
    inputs: Float32Array.from(inputs),
    targets: Float32Array.from(targets),
  };
}
