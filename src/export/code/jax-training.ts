import { parameterOf, soleParameter } from '../../core/choice.ts';
import type { Plan } from '../../core/plan.ts';
import type { ClippingId } from '../../ops/clippings/index.ts';
import { losses, type LossId } from '../../ops/losses/index.ts';
import { optimizers, type OptimizerId } from '../../ops/optimizers/index.ts';
import { regularizers } from '../../ops/regularizers/index.ts';
import type { Model } from '../model.ts';
import { fill, indent } from './python-text.ts';
import { rateFactor, targetsNote, type Numbers } from './sections.ts';

/** Loss, clipping, optimizer, batches and the training loop, a section each. */
export function jaxTraining(model: Model): string[][] {
  const { plan } = model;
  return [loss(model), clip(plan), update(plan), trainStep(plan), BATCHES, train(plan)];
}

/** The mean loss of u, logits or outputs, and targets t. */
const LOSSES: Readonly<Record<LossId, (delta: number) => readonly string[]>> = {
  'cross-entropy': () => [
    'logs = jax.nn.log_softmax(u, axis=1)',
    'loss = -jnp.take_along_axis(logs, targets[:, None], axis=1).mean()',
  ],
  'binary-cross-entropy': () => ['loss = (jax.nn.softplus(u) - targets * u).mean()'],
  'mean-squared-error': () => ['loss = ((u - targets) ** 2).mean()'],
  'half-squared-error': () => ['loss = 0.5 * ((u - targets) ** 2).sum(axis=1).mean()'],
  huber: (delta) => [
    'distance = jnp.abs(u - targets)',
    `near = jnp.minimum(distance, ${delta})`,
    'loss = (near * (distance - 0.5 * near)).mean()',
  ],
};

/** Running statistics that training moves. */
const hasBatches = (plan: Plan): boolean => plan.statisticsCount > 0;
const hasFrozen = ({ layers }: Plan): boolean => layers.some(({ frozen }) => frozen);
const drops = ({ layers }: Plan): boolean => layers.some(({ dropout }) => dropout > 0);

/** What goes into a step and comes out of it, changed. */
const changing = (plan: Plan): string =>
  hasBatches(plan) ? 'trained, statistics, memory' : 'trained, memory';

function loss(model: Model): string[] {
  const { plan } = model;
  const { training } = plan;
  const delta = soleParameter(training.loss, losses.get(training.loss.id).parameters);
  const choice = training.regularization;
  const { l1, l2 } = regularizers.get(choice.id).rates(choice);
  const moves = hasBatches(plan);
  const parts = [
    'trained',
    ...(hasFrozen(plan) ? ['frozen'] : []),
    ...(moves ? ['statistics'] : []),
  ];
  const whole = parts.length > 1 ? 'p' : 'trained';
  const penalty = (rate: string, term: string) => [
    '# Kernels alone: no biases, scales or shifts.',
    `kernels = [value for name, value in ${whole}.items() if name.endswith("/kernel")]`,
    `loss = loss + ${rate} * sum(${term}.sum() for kernel in kernels)`,
  ];
  const given = [...parts, 'inputs', 'targets', ...(drops(plan) ? ['key'] : [])];
  const passed = [
    whole,
    'inputs',
    ...(moves ? ['training=True'] : []),
    ...(drops(plan) ? ['key=key'] : []),
  ];
  return [
    `def mean_loss(${given.join(', ')}):`,
    ...indent([
      `"""The mean over a batch${moves ? ', and the running statistics moved by it' : ''}.`,
      '',
      `Targets are ${targetsNote(model)}.`,
      '"""',
      ...(parts.length > 1 ? [`p = ${union(parts)}`] : []),
      `${moves ? 'u, moved' : 'u'} = forward(${passed.join(', ')})`,
      ...LOSSES[training.loss.id as LossId](delta),
      ...(l1 > 0 ? penalty(String(l1), 'jnp.abs(kernel)') : []),
      ...(l2 > 0 ? penalty(`0.5 * ${l2}`, '(kernel**2)') : []),
      `return loss${moves ? ', moved' : ''}`,
    ]),
  ];
}

const CLIPPINGS: Readonly<
  Record<ClippingId, ((limit: number) => readonly string[]) | null>
> = {
  none: null,
  value: (limit) => [
    `return {name: jnp.clip(g, -${limit}, ${limit}) for name, g in gradients.items()}`,
  ],
  norm: (limit) => [
    'norm = jnp.sqrt(sum((g**2).sum() for g in gradients.values()))',
    `factor = jnp.where(norm > ${limit}, ${limit} / norm, 1.0)`,
    'return {name: g * factor for name, g in gradients.items()}',
  ],
};

function clip({ training: { clipping } }: Plan): string[] {
  const body = CLIPPINGS[clipping.id as ClippingId];
  if (!body) return [];
  return ['def clip(gradients):', ...indent(body(parameterOf(clipping, 'limit')))];
}

/** The new memory of each slot, in the order of its definition, and the change of a weight, in lines. */
interface UpdateForm {
  readonly memory: (number: Numbers) => readonly string[];
  readonly change: (number: Numbers) => readonly string[];
}

const adam: UpdateForm = {
  memory: (number) => [
    `${number('beta1')} * memory["mean"][k] + (1 - ${number('beta1')}) * g`,
    `${number('beta2')} * memory["meanSquare"][k] + (1 - ${number('beta2')}) * g**2`,
  ],
  change: (number) => [
    `- rate * memory["mean"][k] / (1 - ${number('beta1')} ** t)`,
    `/ (jnp.sqrt(memory["meanSquare"][k] / (1 - ${number('beta2')} ** t)) + ${number('epsilon')})`,
  ],
};

const velocity = (number: Numbers) => [
  `${number('momentum')} * memory["velocity"][k] + g`,
];

const UPDATES: Readonly<Record<OptimizerId, UpdateForm>> = {
  sgd: { memory: () => [], change: () => ['- rate * gradients[k]'] },
  momentum: { memory: velocity, change: () => ['- rate * memory["velocity"][k]'] },
  nesterov: {
    memory: velocity,
    change: (number) => [
      `- rate * (gradients[k] + ${number('momentum')} * memory["velocity"][k])`,
    ],
  },
  rmsprop: {
    memory: (number) => [
      `${number('decay')} * memory["meanSquare"][k] + (1 - ${number('decay')}) * g**2`,
    ],
    change: (number) => [
      `- rate * gradients[k] / (jnp.sqrt(memory["meanSquare"][k]) + ${number('epsilon')})`,
    ],
  },
  adam,
  adamw: {
    memory: adam.memory,
    change: (number) => [
      ...adam.change(number),
      `- rate * ${number('weightDecay')} * trained[k]`,
    ],
  },
};

function update({ training: { optimizer } }: Plan): string[] {
  const number = (name: string) => parameterOf(optimizer, name);
  const { slots, label } = optimizers.get(optimizer.id);
  const { memory, change } = UPDATES[optimizer.id as OptimizerId];
  const terms = memory(number);
  return [
    'def update(trained, gradients, memory, rate, t):',
    ...indent([
      `"""Update number t of ${label}, counted from 1."""`,
      ...(slots.length > 0
        ? [
            'memory = {',
            ...indent(
              slots.flatMap((slot, at) => [
                `"${slot}": {`,
                ...indent([`k: ${terms[at]}`, 'for k, g in gradients.items()']),
                '},',
              ]),
            ),
            '}',
          ]
        : []),
      'trained = {',
      ...indent(['k: trained[k]', ...change(number), 'for k in trained']),
      '}',
      'return trained, memory',
    ]),
  ];
}

function trainStep(plan: Plan): string[] {
  const moves = hasBatches(plan);
  const clips = plan.training.clipping.id !== 'none';
  const state = changing(plan);
  const fixed = hasFrozen(plan) ? ['frozen'] : [];
  const key = drops(plan) ? ['key'] : [];
  const given = [state, ...fixed, 'inputs', 'targets', ...key, 'rate', 't'];
  const passed = [
    'trained',
    ...fixed,
    ...(moves ? ['statistics'] : []),
    'inputs',
    'targets',
    ...key,
  ];
  return [
    '@jax.jit',
    `def train_step(${given.join(', ')}):`,
    ...indent([
      ...(moves
        ? [
            'gradients_of = jax.value_and_grad(mean_loss, has_aux=True)',
            ...fill('(loss, statistics), gradients = gradients_of(', passed, ')', 1),
          ]
        : [`loss, gradients = jax.value_and_grad(mean_loss)(${passed.join(', ')})`]),
      ...(clips ? ['gradients = clip(gradients)'] : []),
      'trained, memory = update(trained, gradients, memory, rate, t)',
      `return ${state}, loss`,
    ]),
  ];
}

const BATCHES = [
  'def batches(count, size):',
  ...indent([
    '"""Indices without end: each example once an epoch; a batch may span two epochs."""',
    'order = np.empty(0, dtype=int)',
    'while True:',
    ...indent([
      'while len(order) < size:',
      ...indent(['order = np.concatenate([order, np.random.permutation(count)])']),
      'yield order[:size]',
      'order = order[size:]',
    ]),
  ]),
];

function train(plan: Plan): string[] {
  const { optimizer } = plan.training;
  const { slots } = optimizers.get(optimizer.id);
  const rate = parameterOf(optimizer, 'learningRate');
  const hasSchedule = rateFactor(plan).length > 0;
  const moves = hasBatches(plan);
  const state = changing(plan);
  const fixed = hasFrozen(plan);
  const passed = [
    state,
    ...(fixed ? ['frozen'] : []),
    'inputs[batch]',
    'targets[batch]',
    ...(drops(plan) ? ['key'] : []),
    'rate',
    'step + 1',
  ];
  const others = [...(fixed ? ['frozen'] : []), ...(moves ? ['statistics'] : [])];
  return [
    'def train(p, inputs, targets, steps):',
    ...indent([
      '"""Goes on training with examples as the network sees them; returns the new p."""',
      ...(fixed
        ? [
            ...fill('layers = (', frozenPrefixes(plan), ')', 1),
            'frozen = {k: w for k, w in p.items() if k.startswith(layers)}',
          ]
        : []),
      ...(moves
        ? [
            'roles = ("/mean", "/variance")',
            `statistics = {k: w for k, w in p.items() if k.endswith(roles)${fixed ? ' and k not in frozen' : ''}}`,
          ]
        : []),
      others.length > 0
        ? `trained = {k: w for k, w in p.items() if k not in ${union(others)}}`
        : 'trained = p',
      ...(slots.length > 0
        ? [
            'zeros = {k: 0 * w for k, w in trained.items()}',
            `memory = {${slots.map((slot) => `"${slot}": zeros`).join(', ')}}`,
          ]
        : ['memory = {}']),
      'chosen = batches(len(inputs), min(BATCH_SIZE, len(inputs)))',
      'for step, batch in zip(range(steps), chosen):',
      ...indent([
        `rate = ${rate}${hasSchedule ? ' * rate_factor(STEP + step)' : ''}`,
        ...(drops(plan) ? ['key = jax.random.PRNGKey(STEP + step)'] : []),
        ...fill(`${state}, loss = train_step(`, passed, ')', 2),
        'if step % 100 == 0:',
        ...indent(['print(f"step {STEP + step}: loss {loss:.6f}")']),
      ]),
      `return ${union(['trained', ...others])}`,
    ]),
  ];
}

/** A dictionary of all that stands in these. */
function union(names: readonly string[]): string {
  return names.length === 1
    ? names[0]
    : `{${names.map((name) => `**${name}`).join(', ')}}`;
}

/** Prefixes of the names of what stays, as items of a tuple. */
function frozenPrefixes({ layers }: Plan): string[] {
  const prefixes = layers.filter(({ frozen }) => frozen).map(({ name }) => `"${name}/"`);
  // A tuple of one needs its comma.
  return prefixes.length === 1 ? [`${prefixes[0]},`] : prefixes;
}
