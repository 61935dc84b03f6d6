import { parameterOf, soleParameter, type Choice } from '../../core/choice.ts';
import type { Plan } from '../../core/plan.ts';
import { losses, type LossId } from '../../ops/losses/index.ts';
import type { OptimizerId } from '../../ops/optimizers/index.ts';
import { regularizers } from '../../ops/regularizers/index.ts';
import type { Model } from '../model.ts';
import { fill, indent } from './python-text.ts';
import { rateFactor, targetsNote, type Numbers } from './sections.ts';

/** Loss, batches and the training loop, a section each. */
export function pytorchTraining(model: Model): string[][] {
  return [lossSection(model), BATCHES, trainSection(model.plan)];
}

/** The loss of outputs or logits u and targets t. */
const LOSSES: Readonly<Record<LossId, (delta: number) => string>> = {
  'cross-entropy': () => 'F.cross_entropy(network.logits(inputs), targets)',
  'binary-cross-entropy': () =>
    'F.binary_cross_entropy_with_logits(network.logits(inputs), targets)',
  'mean-squared-error': () => 'F.mse_loss(network(inputs), targets)',
  'half-squared-error': () =>
    '0.5 * (network(inputs) - targets).square().sum(dim=1).mean()',
  huber: (delta) => `F.huber_loss(network(inputs), targets, delta=${delta})`,
};

function lossSection(model: Model): string[] {
  const { loss, regularization } = model.plan.training;
  const delta = soleParameter(loss, losses.get(loss.id).parameters);
  const { l1, l2 } = regularizers.get(regularization.id).rates(regularization);
  const value = LOSSES[loss.id as LossId](delta);
  const kernels = 'for module in network.modules() if isinstance(module, nn.Linear)';
  const penalty = (rate: string, term: string) => [
    `loss = ${value}`,
    '# Kernels alone: no biases, scales or shifts.',
    'penalty = sum(',
    ...indent([`module.weight.${term}.sum()`, kernels]),
    ')',
    `return loss + ${rate} * penalty`,
  ];
  return [
    'def mean_loss(network, inputs, targets):',
    ...indent([
      '"""The mean over a batch.',
      '',
      `Targets are ${targetsNote(model)}.`,
      '"""',
      ...(l1 > 0
        ? penalty(String(l1), 'abs()')
        : l2 > 0
          ? penalty(`0.5 * ${l2}`, 'square()')
          : [`return ${value}`]),
    ]),
  ];
}

const BATCHES = [
  'def batches(count, size):',
  ...indent([
    '"""Indices without end: each example once an epoch; a batch may span two epochs."""',
    'order = torch.empty(0, dtype=torch.long)',
    'while True:',
    ...indent([
      'while len(order) < size:',
      ...indent(['order = torch.cat([order, torch.randperm(count)])']),
      'yield order[:size]',
      'order = order[size:]',
    ]),
  ]),
];

type OptimizerForm = (number: Numbers) => readonly string[];

const adam: OptimizerForm = (number) => [
  `betas=(${number('beta1')}, ${number('beta2')})`,
  `eps=${number('epsilon')}`,
];

/** Name and arguments of an optimizer; the rate is common to all. */
const OPTIMIZERS: Readonly<Record<OptimizerId, readonly [name: string, OptimizerForm]>> =
  {
    sgd: ['SGD', () => []],
    momentum: ['SGD', (number) => [`momentum=${number('momentum')}`]],
    nesterov: ['SGD', (number) => [`momentum=${number('momentum')}`, 'nesterov=True']],
    rmsprop: [
      'RMSprop',
      (number) => [`alpha=${number('decay')}`, `eps=${number('epsilon')}`],
    ],
    adam: ['Adam', adam],
    adamw: [
      'AdamW',
      (number) => [...adam(number), `weight_decay=${number('weightDecay')}`],
    ],
  };

function optimizerLines(choice: Choice): string[] {
  const number = (name: string) => parameterOf(choice, name);
  const [name, form] = OPTIMIZERS[choice.id as OptimizerId];
  const rate = `lr=${number('learningRate')}`;
  const items = ['network.parameters()', rate, ...form(number)];
  return fill(`optimizer = torch.optim.${name}(`, items, ')', 1);
}

function trainSection(plan: Plan): string[] {
  const { clipping, optimizer } = plan.training;
  const hasSchedule = rateFactor(plan).length > 0;
  const clip = (form: string) => [
    `nn.utils.${form}(network.parameters(), ${parameterOf(clipping, 'limit')})`,
  ];
  const clippingLines = {
    none: () => [],
    value: () => clip('clip_grad_value_'),
    norm: () => clip('clip_grad_norm_'),
  }[clipping.id as 'none' | 'value' | 'norm'];
  return [
    'def train(network, inputs, targets, steps):',
    ...indent([
      '"""Goes on training with examples as the network sees them."""',
      ...optimizerLines(optimizer),
      ...(hasSchedule
        ? [
            'scheduler = torch.optim.lr_scheduler.LambdaLR(',
            ...indent(['optimizer, lambda step: rate_factor(STEP + step)']),
            ')',
          ]
        : []),
      'chosen = batches(len(inputs), min(BATCH_SIZE, len(inputs)))',
      'network.train()',
      'for step, batch in zip(range(steps), chosen):',
      ...indent([
        'loss = mean_loss(network, inputs[batch], targets[batch])',
        'optimizer.zero_grad()',
        'loss.backward()',
        ...clippingLines(),
        'optimizer.step()',
        ...(hasSchedule ? ['scheduler.step()'] : []),
        'if step % 100 == 0:',
        ...indent(['print(f"step {STEP + step}: loss {loss.item():.6f}")']),
      ]),
      'network.eval()',
    ]),
  ];
}
