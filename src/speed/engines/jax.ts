import type * as Jax from '@jax-js/jax';
import { tensorView } from '../../ops/tensor-view.ts';
import type { TimedEngine, TimedNetwork } from '../timed-engine.ts';
import type { SpeedHost } from '../speed-host.ts';
import type { Problem } from '../cases/training-case.ts';
import {
  answers,
  batchLoss,
  initialMemory,
  read,
  update,
  type Arrays,
  type Device,
  type JaxModule,
} from './jax-network.ts';
import { wasmObstacle, webgpuObstacle } from './obstacles.ts';
import { populate } from './jax-population.ts';
import { multiply } from './jax-product.ts';

const VERSION = '0.1.25';
/** Gradients that wait at a time, and their bytes. */
const MOST_RESULTS = 64;
const MOST_WAITING = 2 ** 28;

/**
 * jax-js as its guides use it: one jitted function takes a whole step, from the batch to the
 * updated parameters, which stay on the device. Every array given to a function is consumed
 * by it; `.ref` keeps one.
 */
export function createJaxEngine(device: Device, host: SpeedHost): TimedEngine {
  const id = `jax-${device}`;
  let loaded: JaxModule | null = null;
  return {
    id,
    form: `jax-js, ${device}; one jitted value_and_grad and update`,
    obstacle: () => (device === 'webgpu' ? webgpuObstacle(host) : wasmObstacle()),
    async start() {
      const obstacle = await this.obstacle();
      if (obstacle !== null) throw new Error(obstacle);
      const jax = await import('@jax-js/jax');
      const started = await jax.init(device);
      if (!started.includes(device))
        throw new Error(`jax-js could not start its ${device} device here.`);
      loaded = jax;
      const threads =
        typeof SharedArrayBuffer !== 'undefined' && typeof Worker !== 'undefined';
      return `jax-js ${VERSION}, ${device === 'webgpu' ? 'WebGPU' : threads ? 'SIMD, threads' : 'SIMD, one thread'}`;
    },
    async prepare(problem) {
      if (!loaded) throw new Error(`${id} was not started.`);
      return prepare(loaded, device, problem);
    },
    async populate(problem) {
      if (!loaded) throw new Error(`${id} was not started.`);
      return populate(loaded, device, problem);
    },
    async multiply(product) {
      if (!loaded) throw new Error(`${id} was not started.`);
      return multiply(loaded, device, product);
    },
    async close() {
      loaded = null;
    },
  };
}

function prepare(jax: JaxModule, device: Device, problem: Problem): TimedNetwork {
  const { plan, parameters, batches } = problem;
  const { numpy: np } = jax;
  jax.defaultDevice(device);
  const upload = (values: Float32Array, shape: readonly number[]) =>
    np.array(Float32Array.from(values), { shape: [...shape], device });
  const initialWeights = (): Arrays =>
    plan.tensors.map((layout) =>
      upload(Float32Array.from(tensorView(parameters, layout)), layout.shape),
    );
  let weights = initialWeights();
  let memory: Arrays = initialMemory(jax, plan, device);
  const data = batches.map(({ count, inputs, targets }) => ({
    inputs: upload(inputs, [count, plan.inputs]),
    targets: upload(targets, [count, plan.outputs]),
  }));
  const valueAndGrad = jax.valueAndGrad((w: Arrays, x: Jax.Array, t: Jax.Array) =>
    batchLoss(jax, plan, w, x, t),
  );
  const kernels = plan.layers.map(({ kernel }) => plan.tensors.indexOf(kernel));
  const gradientsOf = jax.jit(valueAndGrad);
  const advance = jax.jit(
    (
      w: Arrays,
      state: Arrays,
      x: Jax.Array,
      t: Jax.Array,
    ): [Arrays, Arrays, Jax.Array, Jax.Array[]] => {
      const [loss, gradients] = valueAndGrad(
        w.map((array) => array.ref),
        x,
        t,
      ) as [Jax.Array, Arrays];
      const norms = problem.case.layerNorms
        ? kernels.map((at) => np.sqrt(np.sum(np.square(gradients[at].ref))))
        : [];
      const [updated, next] = update(jax, plan, w, gradients, state);
      return [updated, next, loss, norms];
    },
  );
  const answer = jax.jit((w: Arrays, x: Jax.Array) => answers(jax, plan, w, x));
  const group = Math.max(
    1,
    Math.min(MOST_RESULTS, Math.floor(MOST_WAITING / (4 * plan.parameterCount))),
  );
  let taken = 0;

  return {
    async step(count) {
      jax.defaultDevice(device);
      let last: Jax.Array | null = null;
      const allNorms: Arrays = [];
      for (let step = 0; step < count; step++) {
        last?.dispose();
        const { inputs, targets } = data[taken++ % data.length];
        const result = advance(weights, memory, inputs.ref, targets.ref);
        [weights, memory, last] = result;
        allNorms.push(...result[3]);
      }
      if (allNorms.length > 0) await read(np.stack(allNorms));
      return (await read(last!))[0];
    },
    async differentiate(count) {
      jax.defaultDevice(device);
      let last: Jax.Array | null = null;
      for (let done = 0; done < count; done += group) {
        const results = Array.from({ length: Math.min(group, count - done) }, (_, at) => {
          const { inputs, targets } = data[(taken + done + at) % data.length];
          return gradientsOf(
            weights.map((array) => array.ref),
            inputs.ref,
            targets.ref,
          );
        });
        // It computes only what somebody waits for, so the gradients are waited for, too.
        await jax.blockUntilReady(results);
        for (const [loss, gradients] of results) {
          last?.dispose();
          last = loss;
          for (const gradient of gradients) gradient.dispose();
        }
      }
      return (await read(last!))[0];
    },
    async gradients() {
      jax.defaultDevice(device);
      const { inputs, targets } = data[0];
      const [loss, gradients] = gradientsOf(
        weights.map((array) => array.ref),
        inputs.ref,
        targets.ref,
      ) as [Jax.Array, Arrays];
      loss.dispose();
      const flat = new Float32Array(plan.parameterCount);
      for (const [at, { offset }] of plan.tensors.entries())
        flat.set(await read(gradients[at]), offset);
      return flat;
    },
    predict(inputs) {
      jax.defaultDevice(device);
      const points = upload(inputs, [inputs.length / plan.inputs, plan.inputs]);
      return read(
        answer(
          weights.map((array) => array.ref),
          points,
        ),
      );
    },
    async restart() {
      jax.defaultDevice(device);
      for (const array of [...weights, ...memory]) array.dispose();
      weights = initialWeights();
      memory = initialMemory(jax, plan, device);
      taken = 0;
    },
    dispose() {
      for (const array of [...weights, ...memory]) array.dispose();
      for (const { inputs, targets } of data) {
        inputs.dispose();
        targets.dispose();
      }
      gradientsOf.dispose();
      advance.dispose();
      answer.dispose();
    },
  };
}
