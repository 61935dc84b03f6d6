/** Controls that a link can hide, for a page that shows one thing: `hide=data,noise`. */
export const CONTROL_IDS = [
  'play',
  'step',
  'reset',
  'data',
  'noise',
  'split',
  'layers',
  'learning-rate',
  'batch-size',
  'activation',
  'loss',
  'regularization',
  'test-points',
  'discretize',
  'labs',
] as const;
export type ControlId = (typeof CONTROL_IDS)[number];
