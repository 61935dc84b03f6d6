import { expect, it } from 'vitest';
import { DEFAULT_SPEC, defaultSpecFor } from '../../../../../src/spec/default-spec.ts';
import { parseSpec } from '../../../../../src/spec/parse-spec.ts';
import {
  pointsOfRun,
  specWithPoints,
} from '../../../../../src/ui/labs/train/points/drawn-spec.ts';
import { describeRequest } from '../../../support/fake-session.ts';

const POINTS = [
  [0, 0, -1],
  [1, 1, 1],
] as const;

it('a drawing becomes the data, with an output and a loss for its task', () => {
  const before = parseSpec({
    ...DEFAULT_SPEC,
    data: { dataset: 'circle', features: ['x1^2'], testFraction: 0.4 },
  });
  const spec = specWithPoints(before, { points: POINTS, task: 'regression' });
  expect(parseSpec(spec)).toMatchObject({
    data: { points: POINTS, task: 'regression', testFraction: 0.2, features: ['x1^2'] },
    loss: { id: 'half-squared-error' },
    network: { hidden: before.network.hidden, output: { activation: { id: 'linear' } } },
  });
  const kept = { ...spec, data: { ...spec.data, testFraction: 0.5 } };
  const drawing = { points: [[0, 0, 0] as const, [1, 1, 3] as const] };
  expect(
    parseSpec(specWithPoints(kept, { ...drawing, task: 'classification' })),
  ).toMatchObject({
    data: { testFraction: 0.5, task: 'classification' },
    loss: { id: 'cross-entropy' },
  });
});

it('the data shown become a drawing, values from −1 to 1', () => {
  const spec = defaultSpecFor('plane');
  const part = (plane: number[], labels: number[]) => ({
    count: labels.length,
    inputs: new Float32Array(0),
    plane: Float32Array.from(plane),
    labels: Float32Array.from(labels),
  });
  const description = {
    ...describeRequest({ spec, engine: 'cpu', metricsEvery: 0 }),
    task: 'regression' as const,
    classNames: null,
    points: { train: part([1.234, 2, 7, 0], [1.2, 0]), test: part([-3, 4], [-0.6]) },
  };
  expect(pointsOfRun(description)).toEqual({
    task: 'regression',
    points: [
      [1.23, 2, 1],
      [-3, 4, -0.5],
    ],
  });
  const csv = parseSpec({ ...spec, data: { csv: 'a.csv', target: 'y' } });
  expect(pointsOfRun({ ...description, spec: csv })).toBeNull();
});
