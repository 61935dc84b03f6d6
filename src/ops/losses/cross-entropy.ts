import type { SoftmaxLoss } from './definition.ts';

/** Cross-entropy of softmax probabilities, from logits; targets are one-hot or sum to 1. */
export const crossEntropy: SoftmaxLoss<'cross-entropy'> = {
  id: 'cross-entropy',
  label: 'Cross-entropy',
  formula: 'log Σ exp(z) − Σ t·z',
  parameters: {},
  outputActivation: 'softmax',
  kind: 'softmax',
  from: 'logits',
  tfjs(tf, logits, targets) {
    const products = tf.mul(targets, tf.logSoftmax(logits));
    return tf.neg(tf.mean(tf.sum(products, 1)));
  },
};
