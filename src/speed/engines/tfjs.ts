import type * as Tfjs from '@tensorflow/tfjs-core';
import { parameterOf } from '../../core/choice.ts';
import type { Plan } from '../../core/plan.ts';
import { tensorView } from '../../ops/tensor-view.ts';
import type { TimedEngine, TimedNetwork } from '../timed-engine.ts';
import type { SpeedHost } from '../speed-host.ts';
import type { Problem } from '../cases/training-case.ts';
import { wasmObstacle, webglObstacle, webgpuObstacle } from './obstacles.ts';
import { noObstacle } from './ours.ts';
import { answers, batchLoss, type Tf } from './tfjs-network.ts';
import { multiply } from './tfjs-product.ts';

type Backend = 'cpu' | 'wasm' | 'webgl' | 'webgpu';

const obstacles: Readonly<Record<Backend, (host: SpeedHost) => Promise<string | null>>> =
  {
    cpu: noObstacle,
    wasm: wasmObstacle,
    webgl: webglObstacle,
    webgpu: webgpuObstacle,
  };

const forms: Readonly<Record<Backend, string>> = {
  cpu: 'plain JavaScript, one thread',
  wasm: 'XNNPACK',
  webgl: 'WebGL 2',
  webgpu: 'WebGPU',
};

/**
 * TensorFlow.js as its guides use it: `optimizer.minimize` in `tf.tidy`, matrix products
 * fused with their bias. (Its gradients do not take a product fused with an activation.)
 */
export function createTfjsEngine(backend: Backend, host: SpeedHost): TimedEngine {
  const id = `tfjs-${backend}`;
  let loaded: Tf | null = null;
  return {
    id,
    form: `TensorFlow.js, ${forms[backend]}; fused.matMul, optimizer.minimize`,
    obstacle: () => obstacles[backend](host),
    async start() {
      const obstacle = await this.obstacle();
      if (obstacle !== null) throw new Error(obstacle);
      const tf = await load(backend, host);
      if (!(await tf.setBackend(backend)))
        throw new Error(`TensorFlow.js could not start its ${backend} backend here.`);
      await tf.ready();
      loaded = tf;
      return `TensorFlow.js ${tf.version_core}, ${backend === 'wasm' ? await describeWasm(tf) : forms[backend]}`;
    },
    async prepare(problem) {
      if (!loaded) throw new Error(`${id} was not started.`);
      return prepare(loaded, backend, problem);
    },
    // It cannot map a step over networks.
    populate: async () => null,
    async multiply(product) {
      if (!loaded) throw new Error(`${id} was not started.`);
      return multiply(loaded, backend, product);
    },
    async close() {
      // With the backend the way to make it is removed, and its module is not run a second time.
      const make = loaded?.findBackendFactory(backend);
      loaded?.removeBackend(backend);
      if (make) loaded?.registerBackend(backend, make);
      loaded = null;
    },
  };
}

async function load(backend: Backend, host: SpeedHost): Promise<Tf> {
  const tf = await import('@tensorflow/tfjs-core');
  await import('@tensorflow/tfjs-core/dist/register_all_gradients.js');
  tf.enableProdMode();
  switch (backend) {
    case 'cpu':
      await import('@tensorflow/tfjs-backend-cpu');
      break;
    case 'wasm': {
      const { setWasmPaths, setThreadsCount } =
        await import('@tensorflow/tfjs-backend-wasm');
      setWasmPaths({ ...host.wasmPaths });
      // It takes one in Node and on a page that is not isolated, and may take fewer than allowed.
      setThreadsCount(globalThis.navigator?.hardwareConcurrency ?? 1);
      break;
    }
    case 'webgl':
      await import('@tensorflow/tfjs-backend-webgl');
      break;
    case 'webgpu':
      await import('@tensorflow/tfjs-backend-webgpu');
      break;
  }
  return tf;
}

/** What the backend says of itself once it is started. */
async function describeWasm(tf: Tf): Promise<string> {
  const { getThreadsCount } = await import('@tensorflow/tfjs-backend-wasm');
  const simd = await tf.env().getAsync('WASM_HAS_SIMD_SUPPORT');
  const threads = getThreadsCount();
  return `XNNPACK ${simd ? 'with' : 'without'} SIMD, ${threads === 1 ? 'one thread' : `${threads} threads`}`;
}

function prepare(tf: Tf, backend: Backend, problem: Problem): TimedNetwork {
  const { plan, parameters, batches } = problem;
  // All backends share one engine; one that is started is current when the call returns.
  const makeCurrent = () => void tf.setBackend(backend);
  makeCurrent();
  const variables = plan.tensors.map((layout) =>
    tf.variable(
      tf.tensor(new Float32Array(tensorView(parameters, layout)), [...layout.shape]),
    ),
  );
  const kernels = plan.layers.map(
    ({ kernel }) => variables[plan.tensors.indexOf(kernel)],
  );
  const data = batches.map(({ count, inputs, targets }) => ({
    inputs: tf.tensor2d(inputs, [count, plan.inputs]),
    targets: tf.tensor2d(targets, [count, plan.outputs]),
  }));
  let optimizer = optimizerOf(tf, plan);
  let taken = 0;
  const lossOf = (step: number) => () => {
    const { inputs, targets } = data[step % data.length];
    return batchLoss(tf, plan, variables, inputs, targets);
  };

  /** One step; the caller frees what it returns. */
  const advance = (): { loss: Tfjs.Scalar; norms: Tfjs.Tensor | null } => {
    const loss = lossOf(taken++);
    if (!problem.case.layerNorms)
      return { loss: optimizer.minimize(loss, true, variables)!, norms: null };
    return tf.tidy(() => {
      const { value, grads } = tf.variableGrads(loss, variables);
      optimizer.applyGradients(grads);
      return {
        loss: value,
        norms: tf.stack(kernels.map(({ name }) => tf.norm(grads[name]))),
      };
    });
  };

  return {
    async step(count) {
      makeCurrent();
      let last: Tfjs.Scalar | null = null;
      const norms: Tfjs.Tensor[] = [];
      for (let step = 0; step < count; step++) {
        last?.dispose();
        const result = advance();
        last = result.loss;
        if (result.norms) norms.push(result.norms);
      }
      if (norms.length > 0) {
        const all = tf.stack(norms);
        await all.data();
        tf.dispose([all, ...norms]);
      }
      const [value] = await last!.data();
      last!.dispose();
      return value;
    },
    async differentiate(count) {
      makeCurrent();
      let last: Tfjs.Scalar | null = null;
      for (let done = 0; done < count; done++) {
        last?.dispose();
        const { value, grads } = tf.variableGrads(lossOf(taken + done), variables);
        last = value;
        tf.dispose(grads);
      }
      const [value] = await last!.data();
      last!.dispose();
      return value;
    },
    async gradients() {
      makeCurrent();
      const { value, grads } = tf.variableGrads(lossOf(0), variables);
      const flat = new Float32Array(plan.parameterCount);
      for (const [at, { offset }] of plan.tensors.entries())
        flat.set(await grads[variables[at].name].data(), offset);
      tf.dispose([value, grads]);
      return flat;
    },
    async predict(inputs) {
      makeCurrent();
      const outputs = tf.tidy(() =>
        answers(
          tf,
          plan,
          variables,
          tf.tensor2d(inputs, [inputs.length / plan.inputs, plan.inputs]),
        ),
      );
      const values = await outputs.data();
      outputs.dispose();
      return values;
    },
    async restart() {
      makeCurrent();
      optimizer.dispose();
      optimizer = optimizerOf(tf, plan);
      for (const [at, layout] of plan.tensors.entries()) {
        const initial = new Float32Array(tensorView(parameters, layout));
        const tensor = tf.tensor(initial, [...layout.shape]);
        variables[at].assign(tensor);
        tensor.dispose();
      }
      taken = 0;
    },
    dispose() {
      makeCurrent();
      optimizer.dispose();
      tf.dispose([variables, data]);
    },
  };
}

function optimizerOf(tf: Tf, { training: { optimizer } }: Plan): Tfjs.Optimizer {
  const parameter = (name: string) => parameterOf(optimizer, name);
  if (optimizer.id === 'sgd') return tf.train.sgd(parameter('learningRate'));
  if (optimizer.id === 'adam')
    return tf.train.adam(
      parameter('learningRate'),
      parameter('beta1'),
      parameter('beta2'),
      parameter('epsilon'),
    );
  throw new Error(`The benchmark has no TensorFlow.js form of "${optimizer.id}".`);
}
