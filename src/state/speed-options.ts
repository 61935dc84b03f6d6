import {
  questionProblem,
  QUANTITIES,
  SPEED_AXES,
  type Quantity,
  type SpeedQuestion,
} from '../core/speed-question.ts';
import { decodeNumber } from './choice-text.ts';

/** The parts of the speed lab. */
export const SPEED_PARTS = ['curve', 'time', 'race'] as const;
export type SpeedPart = (typeof SPEED_PARTS)[number];

/** What the speed lab measures and shows. */
export interface SpeedOptions {
  readonly question: SpeedQuestion;
  /** Which of the times is drawn. */
  readonly quantity: Quantity;
  readonly part: SpeedPart;
}

export const DEFAULT_QUESTION: SpeedQuestion = {
  base: { inputs: 32, width: 128, depth: 2, outputs: 10, batchSize: 64 },
  axis: 'width',
  values: [8, 16, 32, 64, 128, 256, 512, 1024],
  engines: ['webgpu', 'cpu', 'jax-wasm'],
  rounds: 5,
};

export const DEFAULT_SPEED: SpeedOptions = {
  question: DEFAULT_QUESTION,
  quantity: 'step',
  part: 'curve',
};

/** `width;8;16;32,32;128;2;10;64,webgpu;cpu,5,step`: axis and sizes, network, engines, rounds, quantity. */
export function encodeMeasurement(question: SpeedQuestion, quantity: Quantity): string {
  const { axis, values, base, engines, rounds } = question;
  const { inputs, width, depth, outputs, batchSize } = base;
  return [
    [axis, ...values].join(';'),
    [inputs, width, depth, outputs, batchSize].join(';'),
    engines.join(';'),
    rounds,
    quantity,
  ].join(',');
}

/** What `encodeMeasurement` wrote; the end of a sentence about "measure" where it is not right. */
export function decodeMeasurement(
  text: string,
): Pick<SpeedOptions, 'question' | 'quantity'> | string {
  const [sizes = '', network = '', engines = '', rounds = '', shown] = text.split(',');
  const [axisName, ...places] = sizes.split(';');
  const axis = SPEED_AXES.find((id) => id === axisName);
  const quantity = QUANTITIES.find((id) => id === shown);
  const values = places.map(decodeNumber);
  const numbers = network.split(';').map(decodeNumber);
  const count = decodeNumber(rounds);
  if (
    !axis ||
    !quantity ||
    count === null ||
    numbers.length !== 5 ||
    !areNumbers(values) ||
    !areNumbers(numbers)
  )
    return `must be like ${encodeMeasurement(DEFAULT_QUESTION, 'step')}.`;
  const [inputs, width, depth, outputs, batchSize] = numbers;
  const question: SpeedQuestion = {
    base: { inputs, width, depth, outputs, batchSize },
    axis,
    values,
    engines: engines.split(';'),
    rounds: count,
  };
  const problem = questionProblem(question);
  return problem === null ? { question, quantity } : `is not right: ${problem}`;
}

const areNumbers = (values: readonly (number | null)[]): values is readonly number[] =>
  values.every((value) => value !== null);
