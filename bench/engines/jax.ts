import type * as Jax from '@jax-js/jax';
import { parameterOf } from '../../src/core/choice.ts';
import type { Plan } from '../../src/core/plan.ts';
import { tensorView } from '../../src/ops/tensor-view.ts';
import type { BenchEngine, BenchRun } from '../bench-engine.ts';
import type { BenchHost } from '../bench-host.ts';
import type { Problem } from '../cases/training-case.ts';
import { multiply } from './jax-product.ts';

type JaxModule = typeof Jax;
type Device = 'wasm' | 'webgpu';
type Arrays = Jax.Array[];

const VERSION = '0.1.25';

/**
 * jax-js as its guides use it: one jitted function takes a whole step, from the batch to the
 * updated parameters, which stay on the device. Every array given to a function is consumed
 * by it; `.ref` keeps one.
 */
export function createJaxEngine(device: Device, host: BenchHost): BenchEngine {
  const id = `jax-${device}`;
  let loaded: JaxModule | null = null;
  return {
    id,
    form: `jax-js, ${device}; one jitted value_and_grad and update`,
    async start() {
      if (device === 'webgpu' && !(await host.findGpu()))
        throw new Error('There is no WebGPU here.');
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
    async multiply(product) {
      if (!loaded) throw new Error(`${id} was not started.`);
      return multiply(loaded, device, product);
    },
    async close() {
      loaded = null;
    },
  };
}

function prepare(jax: JaxModule, device: Device, problem: Problem): BenchRun {
  const { plan, parameters, batches } = problem;
  const { numpy: np } = jax;
  jax.defaultDevice(device);
  const upload = (values: Float32Array, shape: readonly number[]) =>
    np.array(Float32Array.from(values), { shape: [...shape], device });
  let weights: Arrays = plan.tensors.map((layout) =>
    upload(Float32Array.from(tensorView(parameters, layout)), layout.shape),
  );
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
    dispose() {
      for (const array of [...weights, ...memory]) array.dispose();
      for (const { inputs, targets } of data) {
        inputs.dispose();
        targets.dispose();
      }
      gradientsOf.dispose();
      advance.dispose();
    },
  };
}

/** The values of an array, which is consumed. Its own declaration names a type that TypeScript's library lacks. */
function read(array: Jax.Array): Promise<ArrayLike<number>> {
  const readable: { data(): Promise<ArrayLike<number>> } = array;
  return readable.data();
}

function batchLoss(
  { numpy: np, nn }: JaxModule,
  plan: Plan,
  weights: Arrays,
  inputs: Jax.Array,
  targets: Jax.Array,
): Jax.Array {
  const of = (layout: Plan['tensors'][number]) => weights[plan.tensors.indexOf(layout)];
  const outputs = plan.layers.reduce((h, { kernel, bias, activation }) => {
    const z = np.matmul(h, of(kernel)).add(of(bias!));
    switch (activation.id) {
      case 'linear':
      case 'softmax':
        return z;
      case 'tanh':
        return np.tanh(z);
      case 'relu':
        return nn.relu(z);
      default:
        throw new Error(`The benchmark has no jax-js form of "${activation.id}".`);
    }
  }, inputs);
  return plan.training.loss.id === 'cross-entropy'
    ? np.mean(nn.logSoftmax(outputs).mul(targets).sum(1)).neg()
    : np.mean(np.square(outputs.sub(targets)));
}

/** Adam: m and v of every tensor, then β₁ᵗ and β₂ᵗ. SGD: nothing. */
function initialMemory({ numpy: np }: JaxModule, plan: Plan, device: Device): Arrays {
  if (plan.training.optimizer.id !== 'adam') return [];
  const zeros = () => plan.tensors.map(({ shape }) => np.zeros([...shape], { device }));
  const one = () => np.array(Float32Array.of(1), { shape: [], device });
  return [...zeros(), ...zeros(), one(), one()];
}

/** Consumes all it is given. @returns the updated parameters and the next memory */
function update(
  { numpy: np }: JaxModule,
  plan: Plan,
  weights: Arrays,
  gradients: Arrays,
  memory: Arrays,
): [Arrays, Arrays] {
  const { optimizer } = plan.training;
  const rate = parameterOf(optimizer, 'learningRate');
  if (optimizer.id === 'sgd')
    return [weights.map((w, at) => w.sub(gradients[at].mul(rate))), []];
  if (optimizer.id !== 'adam')
    throw new Error(`The benchmark has no jax-js form of "${optimizer.id}".`);
  const [beta1, beta2, epsilon] = ['beta1', 'beta2', 'epsilon'].map((name) =>
    parameterOf(optimizer, name),
  );
  const count = weights.length;
  const power1 = memory[2 * count].mul(beta1);
  const power2 = memory[2 * count + 1].mul(beta2);
  const correction1 = power1.ref.mul(-1).add(1);
  const correction2 = power2.ref.mul(-1).add(1);
  const means: Arrays = [];
  const squares: Arrays = [];
  const updated = weights.map((w, at) => {
    const g = gradients[at];
    const m = memory[at].mul(beta1).add(g.ref.mul(1 - beta1));
    const v = memory[count + at].mul(beta2).add(np.square(g).mul(1 - beta2));
    means.push(m.ref);
    squares.push(v.ref);
    const root = np.sqrt(v.div(correction2.ref)).add(epsilon);
    return w.sub(m.div(correction1.ref).mul(rate).div(root));
  });
  correction1.dispose();
  correction2.dispose();
  return [updated, [...means, ...squares, power1, power2]];
}
