import { choose, type Choice } from '../../core/choice.ts';
import type { Examples } from '../../core/examples.ts';
import { compilePlan, type Plan } from '../../core/plan.ts';
import { createRandom } from '../../core/random.ts';
import type { Normalization } from '../../core/spec.ts';
import { activations } from '../../ops/activations/index.ts';
import { clippings } from '../../ops/clippings/index.ts';
import { initializers } from '../../ops/initializers/index.ts';
import { losses } from '../../ops/losses/index.ts';
import { optimizers } from '../../ops/optimizers/index.ts';
import { regularizers } from '../../ops/regularizers/index.ts';
import { schedules } from '../../ops/schedules/index.ts';

/** A choice written short: an id, or an id with parameters. */
type Short = string | readonly [id: string, parameters: Record<string, number>];

export interface NetworkCase {
  readonly name: string;
  readonly inputs: number;
  readonly hidden: readonly number[];
  readonly outputs: number;
  readonly batchSize: number;
  readonly examples?: number;
  readonly seed?: number;
  readonly activation?: Short;
  /** Of each hidden layer, where they differ. */
  readonly activations?: readonly Short[];
  readonly normalization?: Normalization;
  readonly residual?: boolean;
  /** Of every hidden layer. */
  readonly dropout?: number;
  /** Layers that are frozen; the output layer is the last. */
  readonly frozen?: readonly number[];
  readonly initializer?: Short;
  readonly biasDeviation?: number;
  readonly loss?: Short;
  readonly outputActivation?: Short;
  readonly optimizer?: Short;
  readonly schedule?: Short;
  readonly regularization?: Short;
  readonly clipping?: Short;
}

type Registries =
  | typeof activations
  | typeof clippings
  | typeof initializers
  | typeof losses
  | typeof optimizers
  | typeof regularizers
  | typeof schedules;

function choiceOf(registry: Registries, short: Short): Choice {
  const [id, parameters] = typeof short === 'string' ? [short, {}] : short;
  return choose(registry.get(id), parameters);
}

/** The plan of a case; what it leaves open is the plainest choice. */
export function planOf(network: NetworkCase): Plan {
  const loss = choiceOf(losses, network.loss ?? 'mean-squared-error');
  const output =
    network.outputActivation ?? losses.get(loss.id).outputActivation ?? 'linear';
  const initializer = choiceOf(initializers, network.initializer ?? 'glorot-uniform');
  const examples = network.examples ?? network.batchSize;
  return compilePlan(
    {
      seed: network.seed ?? 1,
      network: {
        hidden: network.hidden.map((units, index) => ({
          units,
          activation: choiceOf(
            activations,
            network.activations?.[index] ?? network.activation ?? 'tanh',
          ),
          initializer,
          normalization: network.normalization ?? 'none',
          residual: network.residual ?? false,
          dropout: network.dropout ?? 0,
          frozen: network.frozen?.includes(index) ?? false,
        })),
        output: {
          activation:
            output === 'softmax' ? { id: 'softmax' } : choiceOf(activations, output),
          initializer,
          frozen: network.frozen?.includes(network.hidden.length) ?? false,
        },
        biasDeviation: network.biasDeviation,
      },
      loss,
      optimizer: choiceOf(
        optimizers,
        network.optimizer ?? ['sgd', { learningRate: 0.1 }],
      ),
      schedule: choiceOf(schedules, network.schedule ?? 'constant'),
      regularization: choiceOf(regularizers, network.regularization ?? 'none'),
      clipping: choiceOf(clippings, network.clipping ?? 'none'),
      batchSize: network.batchSize,
    },
    {
      inputs: network.inputs,
      outputs: network.outputs,
      examples,
      classification: losses.get(loss.id).outputActivation !== null,
    },
  );
}

/** Seeded examples that fit the plan's loss: normal inputs, class or real targets. */
export function examplesFor(plan: Plan, count: number, seed = 5): Examples {
  const random = createRandom(seed, 'examples');
  const inputs = Float32Array.from({ length: count * plan.inputs }, () =>
    random.normal(),
  );
  const targets = new Float32Array(count * plan.outputs);
  const { outputActivation } = losses.get(plan.training.loss.id);
  for (let row = 0; row < count; row++) {
    if (outputActivation === 'softmax')
      targets[row * plan.outputs + random.integer(plan.outputs)] = 1;
    else
      for (let k = 0; k < plan.outputs; k++)
        targets[row * plan.outputs + k] =
          outputActivation === 'sigmoid' ? random.integer(2) : random.normal();
  }
  return { count, inputs, targets };
}
