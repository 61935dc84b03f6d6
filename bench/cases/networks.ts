import { tiny } from '../../src/speed/cases/tiny.ts';
import type { TrainingCase } from '../../src/speed/cases/training-case.ts';

const sgd = (learningRate: number) => ['sgd', { learningRate }] as const;

const digits = {
  inputs: 784,
  hidden: [256, 128],
  outputs: 10,
  batchSize: 128,
  activation: 'relu',
  initializer: 'he-normal',
  loss: 'cross-entropy',
} as const;

const deep = {
  inputs: 2,
  hidden: Array.from({ length: 64 }, () => 32),
  outputs: 1,
  batchSize: 256,
  activation: 'tanh',
  loss: 'mean-squared-error',
  optimizer: sgd(0.003),
} as const;

/** Networks that are measured each by itself, the small ones first. */
export const networks: readonly TrainingCase[] = [
  {
    kind: 'training',
    id: 'tiny-10',
    label: '2-8-8-1, tanh, MSE, SGD, batch 10',
    network: { ...tiny, batchSize: 10 },
    layerNorms: false,
  },
  {
    kind: 'training',
    id: 'tiny',
    label: '2-8-8-1, tanh, MSE, SGD, batch 256',
    network: { ...tiny, batchSize: 256 },
    layerNorms: false,
  },
  {
    kind: 'training',
    id: 'digits-sgd',
    label: '784-256-128-10, ReLU, cross-entropy, SGD, batch 128',
    network: { ...digits, optimizer: sgd(0.003) },
    layerNorms: false,
  },
  {
    kind: 'training',
    id: 'digits-adam',
    label: '784-256-128-10, ReLU, cross-entropy, Adam, batch 128',
    network: { ...digits, optimizer: ['adam', { learningRate: 0.0001 }] },
    layerNorms: false,
  },
  {
    kind: 'training',
    id: 'deep',
    label: '2-[64 × 32]-1, tanh, MSE, SGD, batch 256',
    network: deep,
    layerNorms: false,
  },
  {
    kind: 'training',
    id: 'deep-norms',
    label: 'deep, with the gradient norm of every layer in every step',
    network: deep,
    layerNorms: true,
    comparedWith: 'deep',
  },
  {
    kind: 'training',
    id: 'wide',
    label: '1024-1024-1024-1024, ReLU, MSE, SGD, batch 256',
    network: {
      inputs: 1024,
      hidden: [1024, 1024],
      outputs: 1024,
      batchSize: 256,
      activation: 'relu',
      initializer: 'he-normal',
      loss: 'mean-squared-error',
      optimizer: sgd(0.03),
    },
    layerNorms: false,
  },
];
