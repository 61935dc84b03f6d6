import { describe, expect, it } from 'vitest';
import { checkFit } from '../../../../src/spec/check-fit.ts';
import { DEFAULT_SPEC, defaultSpecFor } from '../../../../src/spec/default-spec.ts';
import { parseSpec } from '../../../../src/spec/parse-spec.ts';
import { fitToTask, taskOf } from '../../../../src/spec/fit-to-task.ts';
import {
  summarizeLayer,
  withAllLike,
  withDepth,
  withLayer,
  withoutLayer,
} from '../../../../src/ui/labs/train/layer-edits.ts';
import {
  lossesFor,
  outputActivationsFor,
  withLoss,
  withOutputActivation,
} from '../../../../src/ui/labs/train/output-pair.ts';
import { losses } from '../../../../src/ops/losses/index.ts';
import { outputActivations } from '../../../../src/ops/softmax.ts';
import { choose } from '../../../../src/core/choice.ts';

const unitsOf = (spec: typeof DEFAULT_SPEC) =>
  spec.network.hidden.map(({ units }) => units);

describe('hidden layers', () => {
  const spec = withLayer(withDepth(DEFAULT_SPEC, 3), 2, { units: 9 });

  it('are repeated or taken off at the end', () => {
    expect(unitsOf(withDepth(spec, 5)).slice(2)).toEqual([9, 9, 9]);
    expect(withDepth(spec, 1).network.hidden).toHaveLength(1);
    expect(withDepth(spec, 999).network.hidden).toHaveLength(128);
    expect(withDepth(withDepth(spec, 0), 1).network.hidden).toHaveLength(1);
  });

  it('are removed where one stands, or all made alike', () => {
    expect(withoutLayer(spec, 0).network.hidden).toHaveLength(2);
    expect(unitsOf(withAllLike(spec, 2))).toEqual([9, 9, 9]);
  });

  it('give specs that are right', () => {
    expect(() => parseSpec(withDepth(withDepth(spec, 0), 4))).not.toThrow();
  });

  it('are edited without touching the deviation of the biases', () => {
    const network = { ...spec.network, biasDeviation: 0.5 };
    const biased = parseSpec({ ...spec, network });
    const softmax = choose(outputActivations.get('softmax'));
    for (const edited of [
      withDepth(biased, 5),
      withLayer(biased, 0, { units: 3 }),
      withoutLayer(biased, 0),
      withAllLike(biased, 2),
      withLoss(biased, choose(losses.get('mean-squared-error'))),
      withOutputActivation(biased, softmax, 'classification'),
      fitToTask(biased, 'classification', 'regression'),
    ])
      expect(edited.network.biasDeviation).toBe(0.5);
  });

  it('are summed up in few words', () => {
    const [layer] = spec.network.hidden;
    const special = { ...layer, normalization: 'batch', residual: true } as const;
    expect(summarizeLayer(special)).toBe('Glorot uniform, batch norm, residual');
  });
});

describe('output and loss', () => {
  it.each(['circle', 'plane'])('are a valid pair whatever is chosen (%s)', (dataset) => {
    const spec = defaultSpecFor(dataset);
    const task = taskOf(spec) ?? 'classification';
    for (const loss of lossesFor(task))
      expect(checkFit(withLoss(spec, choose(loss)))).toEqual([]);
    for (const loss of lossesFor(task))
      for (const activation of outputActivationsFor(task)) {
        const before = withLoss(spec, choose(loss));
        expect(checkFit(withOutputActivation(before, choose(activation), task))).toEqual(
          [],
        );
      }
  });

  it('offer no softmax in regression', () => {
    expect(outputActivationsFor('regression').map(({ id }) => id)).not.toContain(
      'softmax',
    );
  });

  it('change with the task and only then', () => {
    expect(fitToTask(DEFAULT_SPEC, 'classification', 'classification')).toBe(
      DEFAULT_SPEC,
    );
    const regression = fitToTask(DEFAULT_SPEC, 'classification', 'regression');
    expect(regression.loss.id).toBe('half-squared-error');
    expect(fitToTask(regression, 'regression', 'classification').loss.id).toBe(
      'cross-entropy',
    );
  });
});
