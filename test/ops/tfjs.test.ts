import '@tensorflow/tfjs-backend-cpu';
import '@tensorflow/tfjs-core/dist/register_all_gradients.js';
import * as tf from '@tensorflow/tfjs-core';
import { beforeAll, describe, expect, it } from 'vitest';
import { activations } from '../../src/ops/activations/index.ts';
import { losses } from '../../src/ops/losses/index.ts';
import { softmax, softmaxCrossEntropy } from '../../src/ops/softmax.ts';
import { pointsBetween, soleDefault } from './support.ts';

beforeAll(async () => {
  await tf.setBackend('cpu');
});

/**
 * TensorFlow.js computes in float32, takes σ′ as σ(1 − σ) and erf from a formula with an
 * absolute error of 1.5e-7 (Abramowitz and Stegun 7.1.26), which GELU multiplies by |x|/2.
 */
const TOLERANCE = 2e-6;

it.each(activations.entries.map((entry) => [entry.id, entry] as const))(
  'tfjs form of %s agrees in value and derivative',
  (_id, { f, df, tfjs, parameters }) => {
    const alpha = soleDefault(parameters) && 0.3;
    const xs = Float32Array.from([...pointsBetween(-6, 6, 60), 0, 30, -30]);
    const x = tf.tensor1d(xs);
    const values = tfjs(tf, x, alpha).dataSync();
    const slopes = tf
      .grad((at) => tf.sum(tfjs(tf, at, alpha)))(x)
      .dataSync();
    xs.forEach((at, i) => {
      expect(Math.abs(values[i] - f(at, alpha)), `f(${at})`).toBeLessThan(
        TOLERANCE * (1 + Math.abs(at)),
      );
      expect(Math.abs(slopes[i] - df(at, alpha)), `df(${at})`).toBeLessThan(TOLERANCE);
    });
  },
);

describe.each(losses.entries.map((entry) => [entry.id, entry] as const))(
  'tfjs form of %s',
  (_id, loss) => {
    const [rows, columns] = [5, 3];
    const parameter = soleDefault(loss.parameters);
    const logits = Float64Array.from(pointsBetween(-4, 4, rows * columns), Math.fround);
    logits[0] = 0;
    const targets = Float64Array.from({ length: rows * columns }, (_, i) =>
      i % columns === Math.floor(i / columns) % columns ? 1 : 0,
    );

    it('agrees in the mean over the batch and its gradient', () => {
      const t = tf.tensor2d(Float32Array.from(targets), [rows, columns]);
      const u = tf.tensor2d(Float32Array.from(logits), [rows, columns]);
      const { value, grad } = tf.valueAndGrad((at) =>
        loss.tfjs(tf, at as tf.Tensor2D, t, parameter),
      )(u);
      let expected = 0;
      const slopes = new Float64Array(logits.length);
      if (loss.kind === 'softmax')
        for (let row = 0; row < rows; row++) {
          expected += softmaxCrossEntropy(logits, targets, row * columns, columns) / rows;
          softmax(logits, slopes, row * columns, columns);
        }
      else {
        const share = 1 / (loss.reduction === 'mean' ? rows * columns : rows);
        logits.forEach((at, i) => {
          expected += share * loss.value(at, targets[i], parameter);
          slopes[i] = share * loss.derivative(at, targets[i], parameter);
        });
      }
      if (loss.kind === 'softmax')
        slopes.forEach((p, i) => (slopes[i] = (p - targets[i]) / rows));
      expect(Math.abs(value.dataSync()[0] - expected)).toBeLessThan(TOLERANCE * expected);
      const gradients = grad.dataSync();
      slopes.forEach((slope, i) =>
        expect(Math.abs(gradients[i] - slope), `${i}`).toBeLessThan(TOLERANCE),
      );
    });
  },
);
