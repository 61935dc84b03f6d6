import type { Examples } from '../../core/examples.ts';
import { parameterOf } from '../../core/choice.ts';
import { cpuFloat64Engine } from '../../engines/cpu/index.ts';
import type { TimedEngine, TimedNetwork } from '../timed-engine.ts';
import type { Problem } from '../cases/training-case.ts';

/** Gradients that would take longer are left out. Milliseconds. */
export const LONGEST_GRADIENT = 1500;
/**
 * Of the central difference in float64: about the cube root of the unit roundoff, at which
 * truncation and rounding are of the same size.
 */
const STEP = 6e-6;

/**
 * The gradient without backpropagation: for each parameter the loss a little to both sides of it,
 * (L(w + h) − L(w − h)) / 2h. It takes twice as many forward passes as there are parameters, each
 * of which costs time in proportion to the parameters.
 */
export const finiteDifferences: TimedEngine = {
  id: 'finite-differences',
  form: 'central differences in float64 on the CPU: two forward passes a parameter, no backpropagation',
  obstacle: async () => null,
  start: async () => 'JavaScript, one thread',
  prepare,
  populate: async () => null,
  async multiply() {
    throw new Error('Finite differences take no products.');
  },
  close: async () => undefined,
};

async function prepare({
  plan,
  parameters: initial,
  training,
  batches,
}: Problem): Promise<TimedNetwork> {
  if (plan.training.optimizer.id !== 'sgd')
    throw new Error('Finite differences are updated by SGD only.');
  const rate = parameterOf(plan.training.optimizer, 'learningRate');
  const executor = await cpuFloat64Engine.compile({
    plan,
    parameters: initial,
    training,
  });
  const parameters = Float64Array.from(initial);
  const gradients = new Float64Array(plan.parameterCount);
  const lossOf = async (batch: Examples) => {
    await executor.writeParameters(parameters);
    return (await executor.evaluate(batch)).loss;
  };
  const differentiate = async (batch: Examples) => {
    for (let at = 0; at < parameters.length; at++) {
      const value = parameters[at];
      parameters[at] = value + STEP;
      const above = await lossOf(batch);
      parameters[at] = value - STEP;
      gradients[at] = (above - (await lossOf(batch))) / (2 * STEP);
      parameters[at] = value;
    }
  };
  const tooLong = await expectedTime(plan.parameterCount, () => lossOf(batches[0]));
  if (tooLong > LONGEST_GRADIENT) {
    executor.dispose();
    throw new Error(
      `Left out: its ${2 * plan.parameterCount} forward passes would take about ` +
        `${Number((tooLong / 1000).toPrecision(2))} s a gradient; more than ` +
        `${LONGEST_GRADIENT / 1000} s is not waited for.`,
    );
  }
  let taken = 0;
  return {
    async step(count) {
      let loss = NaN;
      for (let step = 0; step < count; step++) {
        const batch = batches[taken++ % batches.length];
        loss = await lossOf(batch);
        await differentiate(batch);
        for (let at = 0; at < parameters.length; at++)
          parameters[at] -= rate * gradients[at];
      }
      return loss;
    },
    async differentiate(count) {
      const batch = (at: number) => batches[(taken + at) % batches.length];
      for (let at = 0; at < count; at++) await differentiate(batch(at));
      return lossOf(batch(count - 1));
    },
    async gradients() {
      await differentiate(batches[0]);
      return gradients.slice();
    },
    async predict(inputs) {
      await executor.writeParameters(parameters);
      return executor.predict(inputs);
    },
    async restart() {
      parameters.set(initial);
      taken = 0;
    },
    dispose: () => executor.dispose(),
  };
}

/** Milliseconds that the forward passes of a gradient should take, after a few of them. */
async function expectedTime(
  parameterCount: number,
  forward: () => Promise<number>,
): Promise<number> {
  const PASSES = 5;
  await forward();
  const begin = performance.now();
  for (let pass = 0; pass < PASSES; pass++) await forward();
  return ((performance.now() - begin) / PASSES) * 2 * parameterCount;
}
