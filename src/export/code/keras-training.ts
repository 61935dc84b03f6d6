import { parameterOf, soleParameter } from '../../core/choice.ts';
import type { Plan } from '../../core/plan.ts';
import type { ClippingId } from '../../ops/clippings/index.ts';
import { losses, type LossId } from '../../ops/losses/index.ts';
import type { OptimizerId } from '../../ops/optimizers/index.ts';
import { regularizers } from '../../ops/regularizers/index.ts';
import type { ScheduleId } from '../../ops/schedules/index.ts';
import type { Model } from '../model.ts';
import { fill, indent } from './python-text.ts';
import { targetsNote, type Numbers } from './sections.ts';

/** Schedule, loss and training, a section each where there is one. */
export function kerasTraining(model: Model): string[][] {
  return [schedule(model.plan), loss(model.plan), train(model)];
}

/** PENALTY, which the layers refer to, or nothing where there is none. */
export function kerasPenalty({ training: { regularization } }: Plan): string[] {
  const { l1, l2 } = regularizers.get(regularization.id).rates(regularization);
  if (l1 > 0) return [`PENALTY = keras.regularizers.L1(${l1})`];
  return l2 > 0 ? [`PENALTY = keras.regularizers.L2(0.5 * ${l2})`] : [];
}

/** Bodies that end with the factor on the rate in step `step`, a number on the backend. */
const FACTORS: Readonly<
  Record<ScheduleId, ((number: Numbers) => readonly string[]) | null>
> = {
  constant: null,
  step: (number) => [
    `factor = ${number('factor')} ** ops.floor(step / ${number('every')})`,
  ],
  'warm-up': (number) => [`factor = ops.minimum(1.0, (step + 1) / ${number('steps')})`],
  cosine(number) {
    const [steps, minimum, before] = ['steps', 'minimum', 'warmUpSteps'].map(number);
    return [
      `progress = ops.minimum(1.0, (step - ${before}) / ${steps})`,
      'wave = 0.5 * (1 + ops.cos(np.pi * progress))',
      `factor = ${minimum} + (1 - ${minimum}) * wave`,
      ...(before > 0
        ? [`factor = ops.where(step < ${before}, (step + 1) / ${before}, factor)`]
        : []),
    ];
  },
};

function schedule({ training }: Plan): string[] {
  const choice = training.schedule;
  const body = FACTORS[choice.id as ScheduleId];
  if (!body) return [];
  const rate = parameterOf(training.optimizer, 'learningRate');
  return [
    'class Schedule(keras.optimizers.schedules.LearningRateSchedule):',
    ...indent([
      'def __call__(self, step):',
      ...indent([
        'step = ops.cast(step, "float32") + STEP',
        ...body((name) => parameterOf(choice, name)),
        `return ${rate} * factor`,
      ]),
      '',
      'def get_config(self):',
      ...indent(['return {}']),
    ]),
  ];
}

const LOSSES: Readonly<Record<LossId, (delta: number) => string>> = {
  'cross-entropy': () => 'keras.losses.SparseCategoricalCrossentropy(from_logits=True)',
  'binary-cross-entropy': () => 'keras.losses.BinaryCrossentropy(from_logits=True)',
  'mean-squared-error': () => 'keras.losses.MeanSquaredError()',
  'half-squared-error': () => 'half_squared_error',
  huber: (delta) => `keras.losses.Huber(delta=${delta})`,
};

function loss({ training }: Plan): string[] {
  if (training.loss.id !== 'half-squared-error') return [];
  return [
    'def half_squared_error(targets, outputs):',
    ...indent(['return 0.5 * ops.sum(ops.square(outputs - targets), axis=-1)']),
  ];
}

type OptimizerForm = (number: Numbers) => readonly string[];

const adam: OptimizerForm = (number) => [
  `beta_1=${number('beta1')}`,
  `beta_2=${number('beta2')}`,
  `epsilon=${number('epsilon')}`,
];

/** Name and arguments of an optimizer; the rate is common to all. */
const OPTIMIZERS: Readonly<Record<OptimizerId, readonly [name: string, OptimizerForm]>> =
  {
    sgd: ['SGD', () => []],
    momentum: ['SGD', (number) => [`momentum=${number('momentum')}`]],
    nesterov: ['SGD', (number) => [`momentum=${number('momentum')}`, 'nesterov=True']],
    rmsprop: [
      'RMSprop',
      (number) => [`rho=${number('decay')}`, `epsilon=${number('epsilon')}`],
    ],
    adam: ['Adam', adam],
    adamw: [
      'AdamW',
      (number) => [...adam(number), `weight_decay=${number('weightDecay')}`],
    ],
  };

const CLIPPINGS: Readonly<Record<ClippingId, string | null>> = {
  none: null,
  value: 'clipvalue',
  norm: 'global_clipnorm',
};

function train(model: Model): string[] {
  const { optimizer, clipping, loss: lossChoice, schedule: rate } = model.plan.training;
  const number = (name: string) => parameterOf(optimizer, name);
  const [name, form] = OPTIMIZERS[optimizer.id as OptimizerId];
  const bound = CLIPPINGS[clipping.id as ClippingId];
  const given = [
    rate.id === 'constant' ? String(number('learningRate')) : 'Schedule()',
    ...form(number),
    ...(bound === null ? [] : [`${bound}=${parameterOf(clipping, 'limit')}`]),
  ];
  const delta = soleParameter(lossChoice, losses.get(lossChoice.id).parameters);
  return [
    'def train(model, inputs, targets, epochs):',
    ...indent([
      '"""Goes on training with examples as the network sees them.',
      '',
      `Targets are ${targetsNote(model)}.`,
      '"""',
      ...fill(`optimizer = keras.optimizers.${name}(`, given, ')', 1),
      `loss = ${LOSSES[lossChoice.id as LossId](delta)}`,
      'model.compile(optimizer, loss)',
      'return model.fit(inputs, targets, batch_size=BATCH_SIZE, epochs=epochs)',
    ]),
  ];
}
