import { describe, expect, it } from 'vitest';
import { UserError } from '../../src/core/errors.ts';
import { checkFitWithData } from '../../src/spec/check-fit.ts';
import { parseSpec } from '../../src/spec/parse-spec.ts';
import { CSV_EXAMPLE, SPIRAL_EXAMPLE } from './examples.ts';

function fit(loss: string, output: string, data: object = { dataset: 'spiral' }) {
  return () =>
    parseSpec({
      ...SPIRAL_EXAMPLE,
      data,
      loss,
      network: { hidden: [], output: { activation: output } },
    });
}

const NUMBERS = { dataset: 'plane' };

describe('checkFit', () => {
  it.each([
    ['cross-entropy', 'softmax', undefined],
    ['binary-cross-entropy', 'sigmoid', undefined],
    ['mean-squared-error', 'tanh', undefined],
    ['half-squared-error', 'linear', NUMBERS],
    ['huber', 'sigmoid', NUMBERS],
    ['cross-entropy', 'softmax', { csv: 'a.csv', target: 'y' }],
  ])('%s goes with %s', (loss, output, data) => {
    expect(fit(loss, output, data)).not.toThrow();
  });

  it.each([
    [
      'cross-entropy',
      'tanh',
      undefined,
      'The spec: loss "cross-entropy" needs network.output.activation "softmax", not "tanh". With "tanh" go the losses "mean-squared-error", "half-squared-error" or "huber".',
    ],
    [
      'binary-cross-entropy',
      'softmax',
      undefined,
      'The spec: loss "binary-cross-entropy" needs network.output.activation "sigmoid", not "softmax". With "softmax" goes loss "cross-entropy".',
    ],
    [
      'mean-squared-error',
      'softmax',
      undefined,
      'The spec: network.output.activation "softmax" needs loss "cross-entropy", not "mean-squared-error".',
    ],
    [
      'cross-entropy',
      'softmax',
      NUMBERS,
      'The spec: data.dataset "plane" is a number to predict (regression), but loss "cross-entropy" is for classes; loss "mean-squared-error", "half-squared-error" or "huber" would fit, with network.output.activation "linear".',
    ],
    [
      'binary-cross-entropy',
      'sigmoid',
      { csv: 'a.csv', target: 'price', task: 'regression' },
      'The spec: data.target "price" is a number to predict (regression), but loss "binary-cross-entropy" is for classes; loss "mean-squared-error", "half-squared-error" or "huber" would fit, with network.output.activation "linear".',
    ],
  ])('%s does not go with %s on %j', (loss, output, data, message) => {
    expect(fit(loss, output, data)).toThrow(new UserError(message));
  });

  it('refuses to normalize over a batch of one', () => {
    const hidden = [{ units: 2, activation: 'tanh', normalization: 'batch' }];
    const network = { ...SPIRAL_EXAMPLE.network, hidden };
    expect(() => parseSpec({ ...SPIRAL_EXAMPLE, network, batchSize: 1 })).toThrow(
      'network.hidden[0].normalization is "batch", which needs a batchSize of at least 2',
    );
    expect(() => parseSpec({ ...SPIRAL_EXAMPLE, network, batchSize: 2 })).not.toThrow();
  });

  it('lets the first hidden layer have a residual connection', () => {
    const hidden = [{ units: 5, activation: 'tanh', residual: true }];
    const network = { ...SPIRAL_EXAMPLE.network, hidden };
    expect(parseSpec({ ...SPIRAL_EXAMPLE, network }).network.hidden[0].residual).toBe(
      true,
    );
  });
});

describe('checkFitWithData', () => {
  const spec = parseSpec({
    ...CSV_EXAMPLE,
    data: { csv: 'a.csv', target: 'kind' },
    loss: 'cross-entropy',
    network: { hidden: [], output: { activation: 'softmax' } },
  });

  it('has nothing to say where all fits', () => {
    expect(checkFitWithData(spec, 'classification', 3)).toEqual([]);
    expect(checkFitWithData(parseSpec(CSV_EXAMPLE), 'regression', 0)).toEqual([]);
  });

  it('finds a loss for classes on numbers', () => {
    expect(checkFitWithData(spec, 'regression', 0)).toEqual([
      'data.target "kind" is a number to predict (regression), but loss "cross-entropy" is for classes; loss "mean-squared-error", "half-squared-error" or "huber" would fit, with network.output.activation "linear".',
    ]);
  });

  it('finds a single class', () => {
    expect(checkFitWithData(spec, 'classification', 1)).toEqual([
      'data.target "kind" has one class only; there is nothing to tell apart.',
    ]);
  });
});
