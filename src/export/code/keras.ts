import { soleParameter } from '../../core/choice.ts';
import {
  NORMALIZATION_EPSILON,
  STATISTICS_MOMENTUM,
  type LayerPlan,
  type Plan,
} from '../../core/plan.ts';
import type { ActivationId } from '../../ops/activations/index.ts';
import { losses } from '../../ops/losses/index.ts';
import { regularizers } from '../../ops/regularizers/index.ts';
import { outputActivations } from '../../ops/softmax.ts';
import type { CodeGenerator } from './code.ts';
import { kerasPenalty, kerasTraining } from './keras-training.ts';
import { fill, indent, joinSections } from './python-text.ts';
import {
  constants,
  examples,
  heading,
  MEMORY_NOTE,
  preparation,
  standardImports,
  weights,
  weightsImports,
} from './sections.ts';

/** The same network as a functional model of Keras 3, on any of its backends. */
export const keras: CodeGenerator = {
  id: 'keras',
  label: 'Keras 3',
  fileName: 'nabla_keras.py',
  generate: (model, shown) =>
    joinSections([
      [
        ...heading(model, 'Keras 3 with any of its backends', notes(model.plan)),
        '',
        ...imports(model.plan),
      ],
      constants(model),
      preparation(model, 'np'),
      kerasPenalty(model.plan),
      network(model.plan),
      prediction(model.plan),
      weights(model),
      LOAD_WEIGHTS,
      ...kerasTraining(model),
      examples(model.plan, shown),
      MAIN,
    ]),
};

function imports(plan: Plan): string[] {
  return [
    ...standardImports(weightsImports(plan)),
    'import keras',
    'import numpy as np',
    'from keras import layers, ops',
  ];
}

function notes({ layers, training }: Plan): string[] {
  const { optimizer, schedule } = training;
  const hasVelocity = ['momentum', 'nesterov'].includes(optimizer.id);
  const found: readonly (readonly [applies: boolean, note: string])[] = [
    [
      layers.some(({ normalization }) => normalization === 'batch'),
      'Batch normalization keeps the running variance in its biased form.',
    ],
    [
      layers.some(({ normalization, frozen }) => normalization === 'batch' && frozen),
      'A frozen batch normalization uses its running statistics in training, too.',
    ],
    [
      layers.some(({ frozen }) => frozen) && training.regularization.id !== 'none',
      'The loss contains the penalty of layers that are not frozen alone.',
    ],
    [
      hasVelocity && schedule.id !== 'constant',
      'The velocity contains the learning rate, so that a change of the rate takes effect more slowly.',
    ],
    [
      optimizer.id === 'rmsprop',
      'RMSprop adds epsilon below the root, Nabla outside of it.',
    ],
    [
      optimizer.id === 'adam' || optimizer.id === 'adamw',
      'Adam adds epsilon before it corrects the mean square, Nabla after that.',
    ],
    [
      true,
      'The last batch of an epoch may be shorter; in Nabla a batch may span two epochs.',
    ],
    [true, MEMORY_NOTE],
  ];
  return found.filter(([applies]) => applies).map(([, note]) => note);
}

type Form = (x: string, alpha: number) => string;

/** Every activation, on arrays and in functional models alike. */
const ACTIVATIONS: Readonly<Record<ActivationId | 'softmax', Form>> = {
  linear: (x) => x,
  sigmoid: (x) => `ops.sigmoid(${x})`,
  tanh: (x) => `ops.tanh(${x})`,
  relu: (x) => `ops.relu(${x})`,
  'leaky-relu': (x, alpha) => `ops.leaky_relu(${x}, negative_slope=${alpha})`,
  elu: (x, alpha) => `ops.elu(${x}, alpha=${alpha})`,
  selu: (x) => `ops.selu(${x})`,
  softplus: (x) => `ops.softplus(${x})`,
  silu: (x) => `ops.silu(${x})`,
  gelu: (x) => `ops.gelu(${x}, approximate=False)`,
  sine: (x) => `ops.sin(${x})`,
  softmax: (x) => `ops.softmax(${x}, axis=-1)`,
};

function activated({ activation }: LayerPlan, x: string): string {
  const { parameters } = outputActivations.get(activation.id);
  const form = ACTIVATIONS[activation.id as ActivationId | 'softmax'];
  return form(x, soleParameter(activation, parameters));
}

const startsFromLogits = (plan: Plan): boolean =>
  losses.get(plan.training.loss.id).from === 'logits';

function network(plan: Plan): string[] {
  const last = plan.layers[plan.layers.length - 1];
  const logits = startsFromLogits(plan);
  return [
    'def build():',
    ...indent([
      ...(logits ? ['"""Up to the logits, which the loss starts from."""'] : []),
      `inputs = h = keras.Input((${plan.inputs},))`,
      ...plan.layers.slice(0, -1).flatMap((layer) => hiddenLines(plan, layer)),
      ...dense(plan, last, 'h'),
      `return keras.Model(inputs, ${logits ? 'h' : activated(last, 'h')})`,
    ]),
  ];
}

function dense(
  plan: Plan,
  { name, units, bias, frozen }: LayerPlan,
  result: string,
): string[] {
  const { regularization } = plan.training;
  const { l1, l2 } = regularizers.get(regularization.id).rates(regularization);
  const options = [
    String(units),
    ...(bias ? [] : ['use_bias=False']),
    ...(l1 > 0 || l2 > 0 ? ['kernel_regularizer=PENALTY'] : []),
    ...(frozen ? ['trainable=False'] : []),
    `name="${name}"`,
  ];
  return fill(`${result} = layers.Dense(`, options, ')(h)', 1);
}

function hiddenLines(plan: Plan, layer: LayerPlan): string[] {
  const { index, inputs, units, normalization, residual, dropout, frozen } = layer;
  const a = residual ? 'a' : 'h';
  const epsilon = `epsilon=${NORMALIZATION_EPSILON}`;
  const kind = {
    none: null,
    layer: ['LayerNormalization', epsilon],
    batch: ['BatchNormalization', `momentum=${1 - STATISTICS_MOMENTUM}`, epsilon],
  }[normalization];
  const norm = (name: string, ...options: readonly string[]) =>
    fill(
      `${a} = layers.${name}(`,
      [...options, ...(frozen ? ['trainable=False'] : []), `name="norm_${index}"`],
      `)(${a})`,
      1,
    );
  const lines = [
    ...dense(plan, layer, a),
    ...(kind ? norm(kind[0], ...kind.slice(1)) : []),
    ...(layer.activation.id === 'linear' ? [] : [`${a} = ${activated(layer, a)}`]),
    ...(dropout > 0 ? [`${a} = layers.Dropout(${dropout})(${a})`] : []),
  ];
  if (!residual) return lines;
  if (inputs === units) return [...lines, 'h = a + h'];
  return inputs < units
    ? [
        ...lines,
        '# The input of the layer, padded with zeros, is added.',
        `h = a + ops.pad(h, [[0, 0], [0, ${units - inputs}]])`,
      ]
    : [...lines, '# The first inputs of the layer are added.', `h = a + h[:, :${units}]`];
}

function prediction(plan: Plan): string[] {
  const last = plan.layers[plan.layers.length - 1];
  const outputs = 'model(inputs, training=False)';
  return [
    'def predict(model, inputs):',
    ...indent([
      `return ops.convert_to_numpy(${startsFromLogits(plan) ? activated(last, outputs) : outputs})`,
    ]),
  ];
}

const LOAD_WEIGHTS = [
  'def load_weights(model, weights):',
  ...indent([
    '"""Takes over tensors by the names of their layers."""',
    'roles = {',
    ...indent([
      '"dense": ["kernel", "bias"],',
      '"norm": ["scale", "shift", "mean", "variance"],',
    ]),
    '}',
    'for layer in model.layers:',
    ...indent([
      'kind, _, number = layer.name.partition("_")',
      'names = [f"dense_{number}/{role}" for role in roles.get(kind, [])]',
      'given = [weights[name] for name in names if name in weights]',
      'if given:',
      ...indent(['layer.set_weights([np.array(values, "float32") for values in given])']),
    ]),
  ]),
];

const MAIN = [
  'if __name__ == "__main__":',
  ...indent([
    'model = build()',
    'load_weights(model, WEIGHTS)',
    'predictions = predict(model, np.array(EXAMPLES, "float32"))',
    'for prediction, expected in zip(predictions.tolist(), EXPECTED):',
    ...indent(['print("Keras:", prediction, "Nabla:", expected)']),
  ]),
];
