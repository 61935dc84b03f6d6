import { readdirSync, readFileSync } from 'node:fs';
import type { Examples } from '../../src/core/examples.ts';
import type { Plan, TensorRole } from '../../src/core/plan.ts';
import { planOf, type NetworkCase } from '../support/networks.ts';

const FOLDER = new URL('../fixtures/pytorch-flow/', import.meta.url);

/** What test/fixtures/pytorch-flow/generate.py writes for a network. */
export interface FlowFigures {
  readonly case: NetworkCase;
  readonly draws: {
    /** Kernels have a standard deviation of gain/√inputs. */
    readonly gain: number;
    /** Bound of biases and shifts. */
    readonly bias: number;
    readonly seed: number;
    /** State of the stream after the last draw. */
    readonly end: number;
  };
  readonly loss: number;
  /** ‖∂L/∂W‖₂ of each layer, the output layer last. */
  readonly gradientNorms: readonly number[];
  /** ‖δ‖₂, δ = ∂L/∂z, likewise. */
  readonly deltaNorms: readonly number[];
}

/** A network as PyTorch had it, with what PyTorch found. */
export interface FlowFixture {
  readonly figures: FlowFigures;
  readonly plan: Plan;
  readonly parameters: Float32Array;
  /** The batch is the whole set. */
  readonly batch: Examples;
}

export function readFlowFixtures(): FlowFixture[] {
  return readdirSync(FOLDER)
    .filter((name) => name.endsWith('.json'))
    .sort()
    .map((name) => {
      const text = readFileSync(new URL(name, FOLDER), 'utf8');
      return drawNetwork(JSON.parse(text) as FlowFigures);
    });
}

/** Draws what generate.py drew, which describes how. @throws Error when it drew something else */
function drawNetwork(figures: FlowFigures): FlowFixture {
  const { case: network, draws } = figures;
  const plan = planOf(network);
  const stream = createStream(draws.seed);
  const uniform = (limit: number, middle = 0) =>
    Math.fround(middle + limit * stream.next());
  const drawValue: Record<TensorRole, (inputs: number) => number> = {
    kernel: (inputs) => uniform(draws.gain * Math.sqrt(3 / inputs)),
    bias: () => uniform(draws.bias),
    scale: () => uniform(0.1, 1),
    shift: () => uniform(draws.bias),
  };
  const parameters = new Float32Array(plan.parameterCount);
  for (const { role, layer, offset, size } of plan.tensors)
    for (let at = offset; at < offset + size; at++)
      parameters[at] = drawValue[role](plan.layers[layer].inputs);

  const { batchSize: count, outputs } = network;
  const inputs = Float32Array.from({ length: count * plan.inputs }, () =>
    uniform(Math.sqrt(3)),
  );
  const targets = new Float32Array(count * outputs);
  if (network.loss === 'cross-entropy')
    for (let row = 0; row < count; row++)
      targets[row * outputs + Math.floor(((stream.next() + 1) / 2) * outputs)] = 1;
  else for (let at = 0; at < targets.length; at++) targets[at] = uniform(1);

  if (stream.state() !== draws.end)
    throw new Error(`${network.name} is drawn otherwise than generate.py did.`);
  return { figures, plan, parameters, batch: { count, inputs, targets } };
}

/** xorshift32: a generator of its own, since Python has none of ours. */
function createStream(seed: number) {
  let state = seed | 0;
  return {
    /** In (−1, 1), exact in float64. */
    next() {
      state ^= state << 13;
      state ^= state >>> 17;
      state ^= state << 5;
      return (state >>> 0) / 2 ** 31 - 1;
    },
    state: () => state >>> 0,
  };
}
