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
import { indent, joinSections } from './python-text.ts';
import { pytorchTraining } from './pytorch-training.ts';
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

/** The same network in PyTorch's own modules, losses and optimizers. */
export const pytorch: CodeGenerator = {
  id: 'pytorch',
  label: 'PyTorch',
  fileName: 'nabla_pytorch.py',
  generate: (model, shown) =>
    joinSections([
      [
        ...heading(model, 'PyTorch 1.13 or later', notes(model.plan)),
        '',
        ...imports(model.plan),
      ],
      constants(model),
      preparation(model, 'torch'),
      network(model.plan),
      weights(model),
      LOAD_WEIGHTS,
      rateFactor(model.plan),
      ...pytorchTraining(model),
      examples(model.plan, shown),
      MAIN,
    ]),
};

function imports(plan: Plan): string[] {
  return [
    ...standardImports([...rateFactorImports(plan), ...weightsImports(plan)]),
    'import torch',
    'from torch import nn',
    'from torch.nn import functional as F',
  ];
}

function notes({ training }: Plan): string[] {
  return [
    ...(training.clipping.id === 'norm'
      ? [
          'clip_grad_norm_ divides by the norm + 1e-6, so that a clipped gradient is a little shorter than the limit.',
        ]
      : []),
    MEMORY_NOTE,
  ];
}

type Form = (x: string, alpha: number) => string;

/** Every activation; softmax over the units of a row. */
const ACTIVATIONS: Readonly<Record<ActivationId | 'softmax', Form>> = {
  linear: (x) => x,
  sigmoid: (x) => `torch.sigmoid(${x})`,
  tanh: (x) => `torch.tanh(${x})`,
  relu: (x) => `F.relu(${x})`,
  'leaky-relu': (x, alpha) => `F.leaky_relu(${x}, negative_slope=${alpha})`,
  elu: (x, alpha) => `F.elu(${x}, alpha=${alpha})`,
  selu: (x) => `F.selu(${x})`,
  softplus: (x) => `F.softplus(${x})`,
  silu: (x) => `F.silu(${x})`,
  gelu: (x) => `F.gelu(${x})`,
  sine: (x) => `torch.sin(${x})`,
  softmax: (x) => `torch.softmax(${x}, dim=1)`,
};

function activated(layer: LayerPlan, x: string): string {
  const { activation } = layer;
  const { parameters } = outputActivations.get(activation.id);
  const form = ACTIVATIONS[activation.id as ActivationId | 'softmax'];
  return form(x, soleParameter(activation, parameters));
}

function network(plan: Plan): string[] {
  const fromLogits = losses.get(plan.training.loss.id).from === 'logits';
  const last = plan.layers[plan.layers.length - 1];
  const result = `self.dense_${last.index}(h)`;
  const hidden = plan.layers.slice(0, -1).flatMap(hiddenLine);
  return [
    'class Network(nn.Module):',
    ...indent([
      'def __init__(self):',
      ...indent([
        'super().__init__()',
        ...plan.layers.flatMap(modules),
        ...plan.layers.flatMap(frozenLines),
      ]),
      '',
      ...(fromLogits
        ? [
            'def logits(self, h):',
            ...indent([...hidden, `return ${result}`]),
            '',
            'def forward(self, x):',
            ...indent([`return ${activated(last, 'self.logits(x)')}`]),
          ]
        : [
            'def forward(self, h):',
            ...indent([...hidden, `return ${activated(last, result)}`]),
          ]),
    ]),
  ];
}

function modules({ index, inputs, units, bias, normalization }: LayerPlan): string[] {
  const epsilon = `eps=${NORMALIZATION_EPSILON}`;
  const norm = {
    none: [],
    batch: [`nn.BatchNorm1d(${units}, ${epsilon}, momentum=${STATISTICS_MOMENTUM})`],
    layer: [`nn.LayerNorm(${units}, ${epsilon})`],
  }[normalization];
  return [
    `self.dense_${index} = nn.Linear(${inputs}, ${units}${bias ? '' : ', bias=False'})`,
    ...norm.map((module) => `self.norm_${index} = ${module}`),
  ];
}

function frozenLines({ index, frozen, normalization }: LayerPlan): string[] {
  if (!frozen) return [];
  return [
    `self.dense_${index}.requires_grad_(False)`,
    ...(normalization === 'none' ? [] : [`self.norm_${index}.requires_grad_(False)`]),
    // Else training would move the running statistics.
    ...(normalization === 'batch' ? [`self.norm_${index}.momentum = 0.0`] : []),
  ];
}

function hiddenLine(layer: LayerPlan): string[] {
  const { index, inputs, units, normalization, residual, dropout } = layer;
  const z = `self.dense_${index}(h)`;
  const n = normalization === 'none' ? z : `self.norm_${index}(${z})`;
  const all = activated(layer, n);
  const a = dropout > 0 ? `F.dropout(${all}, ${dropout}, self.training)` : all;
  if (!residual) return [`h = ${a}`];
  if (inputs === units) return [`h = ${a} + h`];
  return inputs < units
    ? [
        `# The input of the layer, padded with zeros, is added.`,
        `h = ${a} + F.pad(h, (0, ${units - inputs}))`,
      ]
    : [`# The first inputs of the layer are added.`, `h = ${a} + h[:, :${units}]`];
}

const LOAD_WEIGHTS = [
  'def load_weights(network, weights):',
  ...indent([
    '"""Takes over tensors by their names; nn.Linear keeps the transpose of a kernel."""',
    'places = {',
    ...indent([
      '"kernel": "dense_{}.weight",',
      '"bias": "dense_{}.bias",',
      '"scale": "norm_{}.weight",',
      '"shift": "norm_{}.bias",',
      '"mean": "norm_{}.running_mean",',
      '"variance": "norm_{}.running_var",',
    ]),
    '}',
    'state = network.state_dict()',
    'for name, values in weights.items():',
    ...indent([
      'layer, role = name.removeprefix("dense_").split("/")',
      'tensor = torch.tensor(values, dtype=torch.float32)',
      'state[places[role].format(layer)] = tensor.T if role == "kernel" else tensor',
    ]),
    'network.load_state_dict(state)',
  ]),
];

const MAIN = [
  'if __name__ == "__main__":',
  ...indent([
    'network = Network()',
    'load_weights(network, WEIGHTS)',
    'network.eval()',
    'with torch.no_grad():',
    ...indent(['predictions = network(torch.tensor(EXAMPLES, dtype=torch.float32))']),
    'for prediction, expected in zip(predictions.tolist(), EXPECTED):',
    ...indent(['print("PyTorch:", prediction, "Nabla:", expected)']),
  ]),
];
