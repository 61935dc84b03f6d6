import type { Choice } from './choice.ts';
import type { NetworkSpec, Normalization, TrainingSpec } from './spec.ts';

/** What a trainable tensor is to its layer. */
export type TensorRole = 'kernel' | 'bias' | 'scale' | 'shift';

/** Where a tensor lies in the flat parameter vector (and in gradients and optimizer slots alike). */
export interface TensorLayout {
  /** `dense_0/kernel`, `dense_0/bias`, `dense_0/scale`, `dense_0/shift`. */
  readonly name: string;
  readonly role: TensorRole;
  /** Index of its layer, the output layer last. */
  readonly layer: number;
  /** [inputs, units] for a kernel, [units] for the others; row-major. */
  readonly shape: readonly number[];
  /** First element in the flat vector. */
  readonly offset: number;
  readonly size: number;
}

/** One dense layer: z = h·W + b, n = norm(z), a = φ(n), h' = dropout(a) + skip(h). */
export interface LayerPlan {
  readonly index: number;
  /** `dense_0`, … */
  readonly name: string;
  readonly inputs: number;
  readonly units: number;
  readonly activation: Choice;
  readonly initializer: Choice;
  readonly normalization: Normalization;
  readonly residual: boolean;
  /** Share of a that training mode drops, see `dropout.ts`; 0 in the output layer. */
  readonly dropout: number;
  /**
   * No update changes its tensors, the optimizer's memory of them or its running statistics.
   * Its gradient is computed, handed out and measured as any other, but does not count in the
   * norm that clipping bounds: to the optimizer it does not exist.
   */
  readonly frozen: boolean;
  readonly kernel: TensorLayout;
  /** Absent before batch normalization, whose output a bias cannot change; its shift takes its place. */
  readonly bias: TensorLayout | null;
  /** γ and β of a normalized layer, else null. */
  readonly scale: TensorLayout | null;
  readonly shift: TensorLayout | null;
  /** First element of this layer's running mean and variance in the statistics vector, or −1. */
  readonly statistics: number;
}

/** How a plan is trained; the same choices as in the spec, with the batch size that is really used. */
export interface TrainingPlan {
  /** Of the order of the batches. */
  readonly seed: number;
  /** Of the initial parameters. */
  readonly initSeed: number;
  /** Standard deviation of the initial biases; 0: they are 0. */
  readonly biasDeviation: number;
  readonly loss: Choice;
  readonly optimizer: Choice;
  readonly schedule: Choice;
  readonly regularization: Choice;
  readonly clipping: Choice;
  readonly batchSize: number;
  /** Whether the targets are classes, so that an accuracy can be given. */
  readonly classification: boolean;
}

/**
 * What a spec compiles to: shapes, names and the flat layout. It is the same for
 * every engine; an engine may pad inside, but nobody sees it.
 */
export interface Plan {
  readonly inputs: number;
  readonly outputs: number;
  /** Hidden layers in order, then the output layer. */
  readonly layers: readonly LayerPlan[];
  /** In the order of the flat vector, without gaps. */
  readonly tensors: readonly TensorLayout[];
  readonly parameterCount: number;
  /** Length of the running statistics: mean and variance of each batch-normalized unit, [mean…, variance…] a layer. */
  readonly statisticsCount: number;
  readonly training: TrainingPlan;
}

/** Added to a variance before its root, as in PyTorch. */
export const NORMALIZATION_EPSILON = 1e-5;
/** Weight of the newest batch in the running statistics, as in PyTorch. */
export const STATISTICS_MOMENTUM = 0.1;

/** As much of a spec as a plan is made of. */
export type PlannedSpec = Omit<TrainingSpec, 'data' | 'version'>;

/** What follows from the data. */
export interface PlanShape {
  readonly inputs: number;
  readonly outputs: number;
  /** Training examples: a batch is never larger. */
  readonly examples: number;
  /** Whether the targets are classes. */
  readonly classification: boolean;
}

export function compilePlan(spec: PlannedSpec, shape: PlanShape): Plan {
  const tensors: TensorLayout[] = [];
  let offset = 0;
  const add = (layer: number, role: TensorRole, dimensions: readonly number[]) => {
    const size = dimensions.reduce((product, dimension) => product * dimension, 1);
    const tensor = {
      name: `dense_${layer}/${role}`,
      role,
      layer,
      shape: dimensions,
      offset,
      size,
    };
    offset += size;
    tensors.push(tensor);
    return tensor;
  };

  let statisticsCount = 0;
  let inputs = shape.inputs;
  const layers = layerSpecs(spec.network, shape.outputs).map(
    (layer, index): LayerPlan => {
      const { units, normalization } = layer;
      const normalized = normalization !== 'none';
      const plan: LayerPlan = {
        ...layer,
        index,
        name: `dense_${index}`,
        inputs,
        kernel: add(index, 'kernel', [inputs, units]),
        bias: normalization === 'batch' ? null : add(index, 'bias', [units]),
        scale: normalized ? add(index, 'scale', [units]) : null,
        shift: normalized ? add(index, 'shift', [units]) : null,
        statistics: normalization === 'batch' ? statisticsCount : -1,
      };
      if (normalization === 'batch') statisticsCount += 2 * units;
      inputs = units;
      return plan;
    },
  );

  return {
    inputs: shape.inputs,
    outputs: shape.outputs,
    layers,
    tensors,
    parameterCount: offset,
    statisticsCount,
    training: trainingPlan(spec, shape),
  };
}

/** The part of a plan that depends on no layer: of two specs with the same layers only this differs. */
export function trainingPlan(spec: PlannedSpec, shape: PlanShape): TrainingPlan {
  const { seed, initSeed = seed, loss, optimizer, schedule } = spec;
  const { regularization, clipping } = spec;
  return {
    seed,
    initSeed,
    biasDeviation: spec.network.biasDeviation ?? 0,
    loss,
    optimizer,
    schedule,
    regularization,
    clipping,
    batchSize: Math.min(spec.batchSize, shape.examples),
    classification: shape.classification,
  };
}

/** Elements `first` to `end` − 1 of the flat vector. */
export interface ParameterRange {
  readonly first: number;
  readonly end: number;
}

/** What updates change: the parameters of all layers that are not frozen, as few ranges as possible, ascending. */
export function trainedRanges({ layers, tensors }: Plan): ParameterRange[] {
  const ranges: ParameterRange[] = [];
  for (const { layer, offset, size } of tensors) {
    if (layers[layer].frozen) continue;
    const last = ranges.at(-1);
    const end = offset + size;
    if (last?.end === offset) ranges[ranges.length - 1] = { first: last.first, end };
    else ranges.push({ first: offset, end });
  }
  return ranges;
}

function layerSpecs(network: NetworkSpec, outputs: number) {
  return [
    ...network.hidden,
    {
      ...network.output,
      units: outputs,
      normalization: 'none' as const,
      residual: false,
      dropout: 0,
    },
  ];
}
