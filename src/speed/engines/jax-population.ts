import type * as Jax from '@jax-js/jax';
import { parameterOf } from '../../core/choice.ts';
import { tensorView } from '../../ops/tensor-view.ts';
import type { PopulationRun } from '../timed-engine.ts';
import { parametersOf, type PopulationProblem } from '../cases/population-case.ts';
import {
  batchLoss,
  read,
  type Arrays,
  type Device,
  type JaxModule,
} from './jax-network.ts';

/**
 * `vmap` of jax-js over a step of one network, jitted. Tensors of all networks lie in one array,
 * [networks, ...shape]; the batch is common, the learning rate is not.
 */
export async function populate(
  jax: JaxModule,
  device: Device,
  problem: PopulationProblem,
): Promise<PopulationRun> {
  const { plans, parameters, batches } = problem;
  const { numpy: np } = jax;
  const [plan] = plans;
  const size = plans.length;
  if (plan.training.optimizer.id !== 'sgd')
    throw new Error('The benchmark has a jax-js form of populations for "sgd" only.');
  jax.defaultDevice(device);
  const upload = (values: Float32Array<ArrayBuffer>, shape: readonly number[]) =>
    np.array(values, { shape: [...shape], device });
  const members = plans.map((_, k) => parametersOf(problem, parameters, k));
  let weights: Arrays = plan.tensors.map((layout) => {
    const stacked = new Float32Array(size * layout.size);
    for (const [k, member] of members.entries())
      stacked.set(tensorView(member, layout), k * layout.size);
    return upload(stacked, [size, ...layout.shape]);
  });
  const rates = upload(
    Float32Array.from(plans, ({ training }) =>
      parameterOf(training.optimizer, 'learningRate'),
    ),
    [size],
  );
  const data = batches.map(({ count, inputs, targets }) => ({
    inputs: upload(Float32Array.from(inputs), [count, plan.inputs]),
    targets: upload(Float32Array.from(targets), [count, plan.outputs]),
  }));
  const valueAndGrad = jax.valueAndGrad((w: Arrays, x: Jax.Array, t: Jax.Array) =>
    batchLoss(jax, plan, w, x, t),
  );
  const advanceOne = (
    w: Arrays,
    rate: Jax.Array,
    x: Jax.Array,
    t: Jax.Array,
  ): [Arrays, Jax.Array] => {
    const [loss, gradients] = valueAndGrad(
      w.map((array) => array.ref),
      x,
      t,
    ) as [Jax.Array, Arrays];
    const updated = w.map((array, at) => array.sub(gradients[at].mul(rate.ref)));
    rate.dispose();
    return [updated, loss];
  };
  const advanceAll = jax.jit(jax.vmap(advanceOne, [weights.map(() => 0), 0, null, null]));
  let taken = 0;

  /** @returns losses of the last step, [networks] */
  const train = async (steps: number): Promise<ArrayLike<number>> => {
    jax.defaultDevice(device);
    let last: Jax.Array | null = null;
    for (let step = 0; step < steps; step++) {
      last?.dispose();
      const { inputs, targets } = data[taken++ % data.length];
      [weights, last] = advanceAll(weights, rates.ref, inputs.ref, targets.ref);
    }
    // The losses do not wait for the update, and here it may be the only one of the call.
    await jax.blockUntilReady(weights);
    return read(last!);
  };

  return {
    stepsAtOnce: size,
    advance: () => train(1),
    step: (count) => train(Math.ceil(count / size)),
    async readParameters() {
      jax.defaultDevice(device);
      const all = new Float32Array(parameters.length);
      for (const [at, { offset, size: length }] of plan.tensors.entries()) {
        const stacked = await read(weights[at].ref);
        for (let k = 0; k < size; k++)
          for (let element = 0; element < length; element++)
            all[k * plan.parameterCount + offset + element] =
              stacked[k * length + element];
      }
      return all;
    },
    dispose() {
      for (const array of [...weights, rates]) array.dispose();
      for (const { inputs, targets } of data) {
        inputs.dispose();
        targets.dispose();
      }
      advanceAll.dispose();
    },
  };
}
