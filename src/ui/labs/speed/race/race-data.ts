import { DATASETS } from '../../../../data/datasets/index.ts';
import { generateData } from '../../../../data/load.ts';
import type { PointSet } from '../../../../session/handle.ts';
import { raceSpec, type RaceOptions } from '../../../../state/race-options.ts';
import type { FieldMeaning } from '../../../charts/field-painter.ts';

/** What the picture of a runner shows besides its answers. */
export interface RaceData {
  readonly points: PointSet;
  readonly domain: readonly [number, number];
  readonly meaning: FieldMeaning;
}

/** The examples that all runners train on, the same as the worker makes of the same spec. */
export function raceData(race: RaceOptions): RaceData {
  const spec = raceSpec(race);
  if (!('dataset' in spec.data)) throw new Error('A race is run on generated data.');
  const { train, classNames, task } = generateData(spec.data, spec.seed);
  const labels = Float32Array.from(train.labels ?? train.values ?? []);
  return {
    points: { count: train.count, inputs: train.inputs, plane: train.inputs, labels },
    domain: DATASETS.get(race.dataset).domain,
    meaning: {
      task,
      outputs: classNames?.length ?? 1,
      probabilities: spec.network.output.activation.id === 'softmax',
      valueRange: labels.reduce((most, label) => Math.max(most, Math.abs(label)), 1e-12),
    },
  };
}
