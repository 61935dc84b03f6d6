import type * as Jax from '@jax-js/jax';
import { parameterOf } from '../../core/choice.ts';
import type { Plan } from '../../core/plan.ts';

export type JaxModule = typeof Jax;
export type Device = 'wasm' | 'webgpu';
export type Arrays = Jax.Array[];

/** The values of an array, which is consumed. Its own declaration names a type that TypeScript's library lacks. */
export function read(array: Jax.Array): Promise<ArrayLike<number>> {
  const readable: { data(): Promise<ArrayLike<number>> } = array;
  return readable.data();
}

export function batchLoss(
  jax: JaxModule,
  plan: Plan,
  weights: Arrays,
  inputs: Jax.Array,
  targets: Jax.Array,
): Jax.Array {
  const { numpy: np, nn } = jax;
  const logits = logitsOf(jax, plan, weights, inputs);
  const outputs = () => activate(jax, plan.layers.at(-1)!.activation.id, logits);
  switch (plan.training.loss.id) {
    case 'cross-entropy':
      return np.mean(nn.logSoftmax(logits).mul(targets).sum(1)).neg();
    case 'binary-cross-entropy':
      // log(1 + exp(z)) − t·z, the stable form from logits.
      return np.mean(nn.softplus(logits.ref).sub(logits.mul(targets)));
    case 'mean-squared-error':
      return np.mean(np.square(outputs().sub(targets)));
    case 'half-squared-error':
      return np.mean(np.square(outputs().sub(targets)).sum(1)).mul(0.5);
    default:
      throw new Error(`There is no jax-js form of the loss "${plan.training.loss.id}".`);
  }
}

/** Activated outputs, [count, outputs]. Consumes all it is given. */
export function answers(
  jax: JaxModule,
  plan: Plan,
  weights: Arrays,
  inputs: Jax.Array,
): Jax.Array {
  const logits = logitsOf(jax, plan, weights, inputs);
  const { id } = plan.layers.at(-1)!.activation;
  return id === 'softmax' ? jax.nn.softmax(logits) : activate(jax, id, logits);
}

/** The last layer's sums, before its activation. */
function logitsOf(
  jax: JaxModule,
  plan: Plan,
  weights: Arrays,
  inputs: Jax.Array,
): Jax.Array {
  const of = (layout: Plan['tensors'][number]) => weights[plan.tensors.indexOf(layout)];
  return plan.layers.reduce((h, { kernel, bias, activation, index }) => {
    const z = jax.numpy.matmul(h, of(kernel)).add(of(bias!));
    return index === plan.layers.length - 1 ? z : activate(jax, activation.id, z);
  }, inputs);
}

function activate({ numpy: np, nn }: JaxModule, id: string, z: Jax.Array): Jax.Array {
  switch (id) {
    case 'linear':
      return z;
    case 'tanh':
      return np.tanh(z);
    case 'sigmoid':
      return nn.sigmoid(z);
    case 'relu':
      return nn.relu(z);
    default:
      throw new Error(`There is no jax-js form of "${id}".`);
  }
}

/** Adam: m and v of every tensor, then β₁ᵗ and β₂ᵗ. SGD: nothing. */
export function initialMemory(
  { numpy: np }: JaxModule,
  plan: Plan,
  device: Device,
): Arrays {
  if (plan.training.optimizer.id !== 'adam') return [];
  const zeros = () => plan.tensors.map(({ shape }) => np.zeros([...shape], { device }));
  const one = () => np.array(Float32Array.of(1), { shape: [], device });
  return [...zeros(), ...zeros(), one(), one()];
}

/** Consumes all it is given. @returns the updated parameters and the next memory */
export function update(
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
