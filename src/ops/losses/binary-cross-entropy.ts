import type { ElementwiseLoss } from './definition.ts';

/**
 * Binary cross-entropy of a sigmoid, from logits u; targets from 0 to 1.
 * Both forms use exp(−|u|), so that large logits neither overflow nor cancel: with t = 1
 * and u = 40 the value is exp(−40) and the derivative −exp(−40), not 0.
 */
export const binaryCrossEntropy: ElementwiseLoss<'binary-cross-entropy'> = {
  id: 'binary-cross-entropy',
  label: 'Binary cross-entropy',
  formula: 'log(1 + exp(u)) − t·u',
  parameters: {},
  outputActivation: 'sigmoid',
  kind: 'elementwise',
  from: 'logits',
  reduction: 'mean',
  value(u, target) {
    const linear = u > 0 ? u * (1 - target) : -u * target;
    return linear + Math.log1p(Math.exp(-Math.abs(u)));
  },
  derivative(u, target) {
    const e = Math.exp(-Math.abs(u));
    const tail = e / (1 + e);
    return u > 0 ? 1 - target - tail : tail - target;
  },
  tfjs(tf, logits, targets) {
    const whereTrue = tf.mul(targets, tf.softplus(tf.neg(logits)));
    const whereFalse = tf.mul(tf.sub(1, targets), tf.softplus(logits));
    return tf.mean(tf.add(whereTrue, whereFalse));
  },
};
