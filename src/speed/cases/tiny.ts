/** 2-8-8-1, without its batch. */
export const tiny = {
  inputs: 2,
  hidden: [8, 8],
  outputs: 1,
  activation: 'tanh',
  loss: 'mean-squared-error',
  optimizer: ['sgd', { learningRate: 0.03 }],
} as const;
