import { soleParameter } from '../../core/choice.ts';
import {
  NORMALIZATION_EPSILON,
  STATISTICS_MOMENTUM,
  type LayerPlan,
  type Plan,
} from '../../core/plan.ts';
import type { ActivationId } from '../../ops/activations/index.ts';
import { losses } from '../../ops/losses/index.ts';
import { outputActivations } from '../../ops/softmax.ts';
import type { CodeGenerator } from './code.ts';
import { jaxTraining } from './jax-training.ts';
import { indent, joinSections } from './python-text.ts';
import {
  constants,
  examples,
  heading,
  MEMORY_NOTE,
  preparation,
  rateFactor,
  rateFactorImports,
  standardImports,
  weights,
  weightsImports,
} from './sections.ts';

/** The same network as functions of dictionaries, in JAX alone: its optimizer is written out. */
export const jax: CodeGenerator = {
  id: 'jax',
  label: 'JAX',
  fileName: 'nabla_jax.py',
  generate(model, shown) {
    const { plan } = model;
    return joinSections([
      [...heading(model, 'JAX', [MEMORY_NOTE]), '', ...imports(plan)],
      constants(model),
      preparation(model, 'jnp'),
      ...layerFunctions(plan),
      network(plan),
      weights(model),
      LOAD_WEIGHTS,
      rateFactor(plan),
      ...jaxTraining(model),
      examples(plan, shown),
      MAIN,
    ]);
  },
};

function imports(plan: Plan): string[] {
  return [
    ...standardImports([...rateFactorImports(plan), ...weightsImports(plan)]),
    'import jax',
    'import jax.numpy as jnp',
    'import numpy as np',
  ];
}

type Form = (x: string, alpha: number) => string;

const ACTIVATIONS: Readonly<Record<ActivationId | 'softmax', Form>> = {
  linear: (x) => x,
  sigmoid: (x) => `jax.nn.sigmoid(${x})`,
  tanh: (x) => `jnp.tanh(${x})`,
  relu: (x) => `jax.nn.relu(${x})`,
  'leaky-relu': (x, alpha) => `jax.nn.leaky_relu(${x}, negative_slope=${alpha})`,
  elu: (x, alpha) => `jax.nn.elu(${x}, alpha=${alpha})`,
  selu: (x) => `jax.nn.selu(${x})`,
  softplus: (x) => `jax.nn.softplus(${x})`,
  silu: (x) => `jax.nn.silu(${x})`,
  gelu: (x) => `jax.nn.gelu(${x}, approximate=False)`,
  sine: (x) => `jnp.sin(${x})`,
  softmax: (x) => `jax.nn.softmax(${x}, axis=-1)`,
};

function activated({ activation }: LayerPlan, x: string): string {
  const { parameters } = outputActivations.get(activation.id);
  const form = ACTIVATIONS[activation.id as ActivationId | 'softmax'];
  return form(x, soleParameter(activation, parameters));
}

/** The functions that some layers need beside products and activations, a section each. */
function layerFunctions({ layers }: Plan): (readonly string[])[] {
  const uses = (kind: string) => layers.some((layer) => layer.normalization === kind);
  return [
    uses('layer') ? LAYER_NORM : [],
    uses('batch') ? BATCH_NORM : [],
    layers.some(({ dropout }) => dropout > 0) ? DROPOUT : [],
  ];
}

const LAYER_NORM = [
  'def layer_norm(p, name, z):',
  ...indent([
    'mean, variance = z.mean(axis=1, keepdims=True), z.var(axis=1, keepdims=True)',
    `n = (z - mean) / jnp.sqrt(variance + ${NORMALIZATION_EPSILON})`,
    'return p[f"{name}/scale"] * n + p[f"{name}/shift"]',
  ]),
];

const BATCH_NORM = [
  'def batch_norm(p, name, z, training, moved):',
  ...indent([
    '"""Normalizes by the batch in training, which moves the running statistics."""',
    'mean, variance = p[f"{name}/mean"], p[f"{name}/variance"]',
    'if training:',
    ...indent([
      'rows = len(z)',
      'unbiased = z.var(axis=0) * rows / max(1, rows - 1)',
      `moved[f"{name}/mean"] = mean + ${STATISTICS_MOMENTUM} * (z.mean(axis=0) - mean)`,
      `moved[f"{name}/variance"] = variance + ${STATISTICS_MOMENTUM} * (unbiased - variance)`,
      'mean, variance = z.mean(axis=0), z.var(axis=0)',
    ]),
    `n = (z - mean) / jnp.sqrt(variance + ${NORMALIZATION_EPSILON})`,
    'return p[f"{name}/scale"] * n + p[f"{name}/shift"]',
  ]),
];

const DROPOUT = [
  'def drop(a, rate, key):',
  ...indent([
    '"""Drops some activations in training, and without a key none."""',
    'if key is None:',
    ...indent(['return a']),
    'kept = jax.random.bernoulli(key, 1 - rate, a.shape)',
    'return jnp.where(kept, a / (1 - rate), 0.0)',
  ]),
];

/** A key for each layer that drops something, of the key of the step. */
const layerKeys = ({ layers }: Plan): string[] => {
  const dropping = layers.filter(({ dropout }) => dropout > 0).length;
  if (dropping === 0) return [];
  return [
    `keys = [None] * ${dropping} if key is None else jax.random.split(key, ${dropping})`,
  ];
};

function network(plan: Plan): string[] {
  const hasBatches = plan.statisticsCount > 0;
  const keys = layerKeys(plan);
  const last = plan.layers[plan.layers.length - 1];
  const fromLogits = losses.get(plan.training.loss.id).from === 'logits';
  const z = affine(last);
  const outputs = fromLogits ? 'u' : activated(last, 'u');
  return [
    `def forward(p, h${hasBatches ? ', training=False' : ''}${keys.length > 0 ? ', key=None' : ''}):`,
    ...indent([
      `"""${fromLogits ? 'Logits: the loss starts from them' : 'Outputs'}${hasBatches ? ', and moved running statistics' : ''}."""`,
      ...(hasBatches ? ['moved = {}'] : []),
      ...keys,
      ...plan.layers.slice(0, -1).flatMap((layer) => hiddenLines(plan, layer)),
      ...(outputs === 'u' ? [] : [`u = ${z}`]),
      `return ${outputs === 'u' ? z : outputs}${hasBatches ? ', moved' : ''}`,
    ]),
    '',
    '',
    'def predict(p, inputs):',
    ...indent([
      ...(hasBatches
        ? [
            'u, _ = forward(p, inputs)',
            `return ${fromLogits ? activated(last, 'u') : 'u'}`,
          ]
        : [
            `return ${fromLogits ? activated(last, 'forward(p, inputs)') : 'forward(p, inputs)'}`,
          ]),
    ]),
  ];
}

function affine({ name, bias }: LayerPlan): string {
  return `h @ p["${name}/kernel"]${bias ? ` + p["${name}/bias"]` : ''}`;
}

function hiddenLines({ layers }: Plan, layer: LayerPlan): string[] {
  const { name, index, inputs, units, residual, dropout, frozen } = layer;
  const normalized = {
    none: [],
    layer: [`z = layer_norm(p, "${name}", z)`],
    // The running statistics of a frozen layer stay.
    batch: [`z = batch_norm(p, "${name}", z, training, ${frozen ? '{}' : 'moved'})`],
  }[layer.normalization];
  const lines = [`z = ${affine(layer)}`, ...normalized];
  const all = activated(layer, 'z');
  const number = layers.slice(0, index).filter((below) => below.dropout > 0).length;
  const a = dropout > 0 ? `drop(${all}, ${dropout}, keys[${number}])` : all;
  if (!residual) return [...lines, `h = ${a}`];
  if (inputs === units) return [...lines, `h = ${a} + h`];
  return inputs < units
    ? [
        ...lines,
        '# The input of the layer, padded with zeros, is added.',
        `h = ${a} + jnp.pad(h, ((0, 0), (0, ${units - inputs})))`,
      ]
    : [
        ...lines,
        '# The first inputs of the layer are added.',
        `h = ${a} + h[:, :${units}]`,
      ];
}

const LOAD_WEIGHTS = [
  'def load_weights(weights):',
  ...indent([
    'return {name: jnp.array(values, jnp.float32) for name, values in weights.items()}',
  ]),
];

const MAIN = [
  'if __name__ == "__main__":',
  ...indent([
    'p = load_weights(WEIGHTS)',
    'predictions = predict(p, jnp.array(EXAMPLES, jnp.float32))',
    'for prediction, expected in zip(predictions.tolist(), EXPECTED):',
    ...indent(['print("JAX:", prediction, "Nabla:", expected)']),
  ]),
];
