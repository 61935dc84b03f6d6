import type { Choice } from './choice.ts';

/** The version that this build reads and writes. */
export const SPEC_VERSION = 1;

/** How a layer's pre-activations are normalized before its activation. */
export const NORMALIZATIONS = ['none', 'batch', 'layer'] as const;
export type Normalization = (typeof NORMALIZATIONS)[number];

/** Bounds of a network, checked before anything is allocated. */
export const LIMITS = {
  hiddenLayers: 128,
  units: 16_384,
  /** At most a dimension of a dispatch: some kernels take one workgroup a row. */
  batchSize: 32_768,
  samples: 1_000_000,
  steps: 10_000_000,
  /** Points that are given one by one. */
  drawnPoints: 2000,
  /** Columns of a CSV file. */
  columns: 100_000,
  /** Bytes of a CSV file or a spec. */
  csvBytes: 256 * 2 ** 20,
  specBytes: 2 ** 20,
} as const;

/** A hidden layer: h' = dropout(φ(norm(h·W + b))) + skip(h). */
export interface HiddenLayerSpec {
  readonly units: number;
  readonly activation: Choice;
  readonly initializer: Choice;
  readonly normalization: Normalization;
  /**
   * Adds the layer's input to its output. Where the widths differ the input is
   * padded with zeros or cut off, so that a residual connection has no parameters
   * (option A of He et al. 2015, https://arxiv.org/abs/1512.03385).
   */
  readonly residual: boolean;
  /**
   * Share of the activations that training sets to 0, 0 up to, but not including, 1. The others
   * are multiplied by 1/(1 − dropout), so that prediction uses them as they are.
   */
  readonly dropout: number;
  /** Whether training leaves the layer's parameters and running statistics as they are. */
  readonly frozen: boolean;
}

/** The output layer; its number of units follows from the data. */
export interface OutputLayerSpec {
  readonly activation: Choice;
  readonly initializer: Choice;
  /** As in a hidden layer. */
  readonly frozen: boolean;
}

export interface NetworkSpec {
  readonly hidden: readonly HiddenLayerSpec[];
  readonly output: OutputLayerSpec;
  /**
   * Standard deviation of the initial biases of all layers, which are normal with mean 0; where it
   * is absent they are 0. A layer without a bias, before batch normalization, stays without.
   */
  readonly biasDeviation?: number;
}

/** Data made by a seeded generator. */
export interface GeneratedDataSpec {
  readonly dataset: string;
  readonly samples: number;
  /** 0 to 1: each data set says what it disturbs. */
  readonly noise: number;
  readonly testFraction: number;
  /** Number of classes, for the data sets that let one choose (blobs). */
  readonly classes?: number;
  /**
   * What the network is given for a point of the plane: formulas of x1 and x2, in their normal
   * spelling. Absent: the coordinates. Only for data sets over the plane.
   */
  readonly features?: readonly string[];
}

/** Data from a CSV file whose first row names the columns. */
export interface CsvDataSpec {
  /** Path, relative to the spec's own folder. */
  readonly csv: string;
  /** Name of the column to predict. */
  readonly target: string;
  /** Inferred from the target column where it is not given. */
  readonly task?: Task;
  /** Columns read as categories even if they look like numbers. */
  readonly categorical?: readonly string[];
  /** Columns left out. */
  readonly ignore?: readonly string[];
  readonly standardize: boolean;
  readonly testFraction: number;
}

/** x1, x2, and the index of a class or a value to predict; each in hundredths. */
export type DrawnPoint = readonly [x1: number, x2: number, target: number];

/** Points of the plane given one by one, as somebody has drawn them. */
export interface PointsDataSpec {
  /** 2 to LIMITS.drawnPoints. */
  readonly points: readonly DrawnPoint[];
  readonly task: Task;
  readonly testFraction: number;
  /** As those of generated data. */
  readonly features?: readonly string[];
}

export type DataSpec = GeneratedDataSpec | CsvDataSpec | PointsDataSpec;
export const TASKS = ['classification', 'regression'] as const;
export type Task = (typeof TASKS)[number];

/** Everything a training run needs: one versioned JSON value, ids and numbers only. */
export interface TrainingSpec {
  readonly version: typeof SPEC_VERSION;
  /** Seeds the data, its split and the order of the batches, and without `initSeed` the initial parameters. */
  readonly seed: number;
  /** Seeds the initial parameters alone, so that others can be tried on the same data; `seed` where absent. */
  readonly initSeed?: number;
  readonly data: DataSpec;
  readonly network: NetworkSpec;
  readonly loss: Choice;
  readonly optimizer: Choice;
  readonly schedule: Choice;
  /** Applies to kernels, not to biases or normalization parameters. */
  readonly regularization: Choice;
  readonly clipping: Choice;
  /** Cut down to the number of training examples where it is larger. */
  readonly batchSize: number;
}
