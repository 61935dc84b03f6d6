import { SPEC_VERSION } from '../core/spec.ts';

/** The keys of a link; `docs/spec.md` explains them. */
export const URL_KEYS = [
  'v',
  'data',
  'samples',
  'noise',
  'test',
  'classes',
  'features',
  'points',
  'task',
  'seed',
  'initseed',
  'hidden',
  'output',
  'init',
  'biasdev',
  'loss',
  'optimizer',
  'lr',
  'schedule',
  'regularization',
  'clipping',
  'batch',
  'engine',
  'executor',
  'playing',
  'stop',
  'show-test',
  'discretize',
  'speed',
  'step',
  'hide',
  'lab',
  'beside',
  'lesson',
  'phase',
  'part',
  'measure',
  'race',
] as const;
export type UrlKey = (typeof URL_KEYS)[number];

/** Stands for a file in `data`. */
export const CSV_IN_URL = 'csv';
/** Stands for drawn points in `data`; they are in `points`. */
export const POINTS_IN_URL = 'points';
/** What every link begins with. */
export const VERSION_PART = `#v=${SPEC_VERSION}&`;
/** Between the networks of `beside`; no other part of a link has it. */
export const BESIDE_SEPARATOR = '|';
export const DEFAULT_ENGINE = 'auto';
export const DEFAULT_EXECUTOR = 'auto';
