import { DATASETS } from '../data/datasets/index.ts';
import { PLANAR_DOMAIN } from '../data/datasets/planar.ts';
import { displayFeature, OWN_FEATURES } from '../data/plane-features.ts';
import type { RawExamples } from '../data/prepare.ts';
import { MAX_POINTS, type PointSet, type RunDescription } from './handle.ts';
import type { LiveRun } from './live-run.ts';

/** Room left around the points in a heatmap, as a share of their range. */
const MARGIN = 0.05;

/** Where a run begins, and everything about it that does not change in training; it shares no memory with the run. */
export function describeRun(run: LiveRun): RunDescription {
  const { data, plan } = run.prepared;
  const { spec } = run.request;
  const features = ('features' in spec.data && spec.data.features) || null;
  const points = {
    train: pointsOf(data.train, data.inputs),
    test: pointsOf(data.test, data.inputs),
  };
  return {
    spec,
    step: run.step,
    plan,
    ...run.computation,
    task: data.task,
    classNames: data.classNames,
    featureNames: data.featureNames,
    features,
    planeNames: points.train.plane ? planeNamesOf(run, data.featureNames) : null,
    targetName: data.targetName,
    standardization: data.standardization,
    trainCount: data.train.count,
    testCount: data.test.count,
    points,
    domain: points.train.plane ? domainOf(run, points) : null,
  };
}

function pointsOf(examples: RawExamples, width: number): PointSet {
  const count = Math.min(examples.count, MAX_POINTS);
  const labels = examples.labels ?? examples.values;
  const inputs = examples.inputs.slice(0, count * width);
  return {
    count,
    inputs,
    plane: examples.plane?.slice(0, count * 2) ?? (width === 2 ? inputs : null),
    labels: Float32Array.from((labels ?? new Float32Array(count)).subarray(0, count)),
  };
}

/** `x₁` and `x₂`, as the features have them, or what the columns of a file are called. */
function planeNamesOf(run: LiveRun, featureNames: readonly string[]): [string, string] {
  const { data } = run.request.spec;
  const isFile = !('dataset' in data || 'points' in data);
  const [first, second] = isFile ? featureNames : OWN_FEATURES.map(displayFeature);
  return [first, second];
}

/** One range for both axes: that of the data set, or around the points of a file. */
function domainOf(
  run: LiveRun,
  points: RunDescription['points'],
): readonly [number, number] {
  const { data } = run.request.spec;
  if ('dataset' in data) return DATASETS.get(data.dataset).domain;
  if ('points' in data) return PLANAR_DOMAIN;
  let low = Infinity;
  let high = -Infinity;
  for (const { inputs } of [points.train, points.test])
    for (const value of inputs) {
      low = Math.min(low, value);
      high = Math.max(high, value);
    }
  const margin = MARGIN * (high - low) || 1;
  return [low - margin, high + margin];
}
