import {
  EXECUTOR_KINDS,
  EXECUTOR_REQUESTS,
  type ExecutorKind,
  type TrainingMethod,
} from '../../core/engine.ts';
import { listNames, UserError } from '../../core/errors.ts';
import type { Plan } from '../../core/plan.ts';
import { fusedObstacle } from './fused/fused-training.ts';

/**
 * Multiply-adds of a training step, on average a layer, up to which one workgroup is faster
 * than dispatches for each layer over the whole adapter: what they cost to start grows with the
 * layers, as the work does. On SwiftShader the fused executor takes a small part of the time at
 * 10³ (`npm run bench`, case tiny-10) and at 3·10⁴ (tiny), and longer than the tiled one at 8·10⁵
 * (deep). The bound of a GPU is a guess until it is measured.
 */
const FUSED_WORK = { processor: 1.5e5, gpu: 3e5 } as const;

/**
 * The executor that is expected to train a plan faster.
 * @param isProcessor whether the adapter is software, see `GpuDevice.isProcessor`
 */
export function chooseExecutor(plan: Plan, isProcessor: boolean): TrainingMethod {
  const obstacle = fusedObstacle(plan);
  if (obstacle !== null) return { id: 'tiled', reason: sentence(obstacle) };
  // Forward, error and gradient each take one multiply-add a weight and example.
  const work = (3 * plan.parameterCount * plan.training.batchSize) / plan.layers.length;
  const figure = `A step takes about ${formatMagnitude(work)} multiply-adds a layer`;
  return work <= (isProcessor ? FUSED_WORK.processor : FUSED_WORK.gpu)
    ? { id: 'fused', reason: `${figure}, little enough for one workgroup.` }
    : { id: 'tiled', reason: `${figure}, too many for one workgroup.` };
}

/**
 * The executor that was asked for.
 * @throws UserError when there is none of that name, or it cannot train the plan
 */
export function takeExecutor(plan: Plan, kind: ExecutorKind): TrainingMethod {
  if (!EXECUTOR_KINDS.includes(kind))
    throw new UserError(
      `There is no executor "${kind}"; known are ${listNames(EXECUTOR_REQUESTS)}.`,
    );
  const obstacle = kind === 'fused' ? fusedObstacle(plan) : null;
  if (obstacle !== null)
    throw new UserError(
      `The fused executor cannot train this network: ${obstacle}. ` +
        'Take the tiled one, or leave the choice to the engine ("auto").',
    );
  return { id: kind, reason: 'It was asked for.' };
}

const sentence = (clause: string) => `${clause[0].toUpperCase()}${clause.slice(1)}.`;

/** One digit of it: `800`, `10⁵`, `3·10⁴`. */
function formatMagnitude(value: number): string {
  if (value < 1000) return String(Math.round(value));
  const [digit, exponent] = value.toExponential(0).split('e+');
  const power = `10${exponent.replace(/\d/g, (figure) => '⁰¹²³⁴⁵⁶⁷⁸⁹'[Number(figure)])}`;
  return digit === '1' ? power : `${digit}·${power}`;
}
