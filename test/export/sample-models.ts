import type { Examples } from '../../src/core/examples.ts';
import type { TrainingSpec } from '../../src/core/spec.ts';
import { cpuEngine } from '../../src/engines/cpu/index.ts';
import type { Model } from '../../src/export/model.ts';
import { prepareRun } from '../../src/session/prepare-run.ts';
import { parseSpec } from '../../src/spec/parse-spec.ts';

/** A valid spec in its normal form: two layers on the circle, with `changes`. */
export function sampleSpec(changes: Record<string, unknown> = {}): TrainingSpec {
  return parseSpec({
    version: 1,
    seed: 3,
    data: { dataset: 'circle', samples: 40, testFraction: 0.25 },
    network: {
      hidden: [
        { units: 4, activation: 'tanh', normalization: 'batch' },
        { units: 3, activation: 'relu' },
      ],
      output: { activation: 'softmax' },
    },
    loss: 'cross-entropy',
    optimizer: { id: 'adam', learningRate: 0.02 },
    batchSize: 10,
    ...changes,
  });
}

export interface SampleModel {
  readonly model: Model;
  readonly training: Examples;
  /** [training.count, outputs] */
  readonly predictions: Float32Array;
  /** [training.count, 2], where the network is given features of the plane. */
  readonly plane: Float32Array | null;
}

/** A model after `steps` updates on the CPU, with its training examples and what it makes of them. */
export async function trainModel(
  spec: TrainingSpec,
  steps: number,
  csv?: string,
): Promise<SampleModel> {
  const prepared = prepareRun(spec, csv);
  const { data, plan, training } = prepared;
  const executor = await cpuEngine.compile(prepared);
  try {
    await executor.train(steps);
    const { step, parameters, statistics } = await executor.readState();
    const predictions = Float32Array.from(await executor.predict(training.inputs));
    const { featureNames, targetName, classNames, standardization } = data;
    const names = { featureNames, targetName, classNames, standardization };
    const model = { spec, plan, step, parameters, statistics, ...names };
    return { model, training, predictions, plane: data.train.plane ?? null };
  } finally {
    executor.dispose();
  }
}
