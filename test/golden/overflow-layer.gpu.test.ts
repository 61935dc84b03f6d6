import { afterAll, describe, expect, test } from 'vitest';
import type { Examples } from '../../src/core/examples.ts';
import type { OverflowStage } from '../../src/core/metrics.ts';
import type { Plan } from '../../src/core/plan.ts';
import { backward } from '../../src/engines/cpu/backward.ts';
import { forward } from '../../src/engines/cpu/forward.ts';
import { cpuEngine, cpuFloat64Engine } from '../../src/engines/cpu/index.ts';
import { batchLoss } from '../../src/engines/cpu/loss.ts';
import { createWorkspace } from '../../src/engines/cpu/workspace.ts';
import { tfjsCpuEngine } from '../../src/engines/tfjs/index.ts';
import { createWebgpuEngine } from '../../src/engines/webgpu/index.ts';
import { initialParameters } from '../../src/ops/initial-parameters.ts';
import { tensorView } from '../../src/ops/tensor-view.ts';
import { maxAbs } from '../../src/ops/vector.ts';
import { createTestManager } from '../support/gpu-run.ts';
import { examplesFor, planOf, type NetworkCase } from '../support/networks.ts';

/*
 * Where float32 overflows in a deep network, every float32 engine must name the layer and the
 * stage in which the same computation in float64 first leaves the range of float32.
 */
const manager = createTestManager();
afterAll(() => manager.close());

const engines = {
  cpu: cpuEngine,
  'tfjs-cpu': tfjsCpuEngine,
  'webgpu, tiled': createWebgpuEngine(manager, 'tiled'),
  'webgpu, fused': createWebgpuEngine(manager, 'fused'),
};

const FLOAT32_MAX = (2 - 2 ** -23) * 2 ** 127;

interface ExplodingNetwork {
  readonly network: NetworkCase;
  readonly stage: OverflowStage;
  /** Factor on the normal inputs; 1 where absent. */
  readonly inputScale?: number;
  /** One layer's kernel, multiplied by a factor. */
  readonly scaledKernel?: readonly [layer: number, factor: number];
}

const deep = (
  name: string,
  depth: number,
  activation: string,
  initializer: string,
  gain: number,
  more: Partial<NetworkCase> = {},
): NetworkCase => ({
  name,
  inputs: 4,
  hidden: Array.from({ length: depth }, () => 12),
  outputs: 2,
  batchSize: 8,
  activation,
  initializer: [initializer, { gain }],
  ...more,
});

/** The layer whose kernel is scaled, in networks of twice as many layers and gain 10. */
const MIDDLE = 20;

// A layer multiplies by about its gain, so that inputs of 1 overflow after 38.5/log₁₀(gain) layers.
const exploding: readonly ExplodingNetwork[] = [
  {
    network: deep('linear, gain 2', 100, 'linear', 'lecun-normal', 2),
    inputScale: 1e12,
    stage: 'forward',
  },
  {
    network: deep('linear, gain 4', 100, 'linear', 'lecun-normal', 4),
    stage: 'forward',
  },
  { network: deep('ReLU, gain 4', 100, 'relu', 'he-normal', 4), stage: 'forward' },
  {
    network: deep('residual, gain 4', 100, 'linear', 'lecun-normal', 4, {
      residual: true,
    }),
    inputScale: 0.8,
    stage: 'forward',
  },
  // Normalization would bring back what overflows in front of it.
  {
    network: deep('layer normalization', 2 * MIDDLE, 'tanh', 'lecun-normal', 10, {
      normalization: 'layer',
    }),
    scaledKernel: [MIDDLE, 3e37],
    stage: 'forward',
  },
  // Outputs of 10²⁴ fit, their squares do not.
  {
    network: deep('squared error', 40, 'linear', 'lecun-normal', 4),
    stage: 'loss',
  },
  // Inputs so small that all outputs fit, while the error starts from 10¹² and grows as they did.
  {
    network: deep('small inputs', 70, 'linear', 'lecun-normal', 4),
    inputScale: 1e-30,
    stage: 'backward',
  },
  // Behind ReLUs the examples of a batch have errors much alike: each fits, and their sum, which is
  // the gradient of the bias, does not.
  {
    network: deep('small inputs, ReLU', 70, 'relu', 'he-normal', 4),
    inputScale: 1e-30,
    stage: 'gradient',
  },
  // Activations are large in front of a small kernel, errors behind it: their product overflows in
  // the one layer where they meet.
  {
    network: deep('a small kernel', 2 * MIDDLE, 'linear', 'lecun-normal', 10),
    scaledKernel: [MIDDLE, 1e-25],
    stage: 'gradient',
  },
  {
    network: deep('a large step', 2 * MIDDLE, 'linear', 'lecun-normal', 10, {
      optimizer: ['sgd', { learningRate: 1000 }],
    }),
    inputScale: 1e-5,
    scaledKernel: [MIDDLE, 1e-33],
    stage: 'update',
  },
];

interface Place {
  readonly layer: number;
  readonly stage: OverflowStage;
  /** The largest magnitude that is made there. */
  readonly largest: number;
}

/** What a step makes in float64, in the order of its stages. */
async function placesOf(
  plan: Plan,
  parameters: Float32Array,
  batch: Examples,
): Promise<Place[]> {
  const { count, inputs, targets } = batch;
  const workspace = createWorkspace(plan, 'float64', count);
  const gradients = new Float64Array(plan.parameterCount);
  forward(plan, parameters, workspace, inputs, count, { step: 0 });
  const last = plan.layers.length - 1;
  const { h, dh } = workspace.layers[last];
  const loss = batchLoss(plan, h, targets, count, dh);
  backward(plan, parameters, workspace, inputs, count, gradients);
  const executor = await cpuFloat64Engine.compile({ plan, parameters, training: batch });
  await executor.train(1);
  const updated = await executor.readParameters();
  executor.dispose();

  const largestOf = (vector: Float64Array | Float32Array, layer: number) =>
    Math.max(
      ...plan.tensors
        .filter((tensor) => tensor.layer === layer)
        .map((tensor) => maxAbs(tensorView(vector, tensor))),
    );
  const upwards = workspace.layers.map((buffers, layer) => ({ layer, ...buffers }));
  return [
    ...upwards.map(({ layer, z, h }): Place => ({
      layer,
      stage: 'forward',
      largest: Math.max(maxAbs(z), maxAbs(h)),
    })),
    { layer: last, stage: 'loss', largest: Math.abs(loss) },
    ...upwards.reverse().flatMap(({ layer, dh, delta }): Place[] => [
      // The error before φ′, too: float32 has to hold it first.
      { layer, stage: 'backward', largest: Math.max(maxAbs(dh), maxAbs(delta)) },
      { layer, stage: 'gradient', largest: largestOf(gradients, layer) },
    ]),
    ...plan.layers.map(({ index: layer }): Place => ({
      layer,
      stage: 'update',
      largest: largestOf(updated, layer),
    })),
  ];
}

describe.each(exploding)(
  '$network.name, $stage',
  ({ network, stage, inputScale = 1, scaledKernel }) => {
    const plan = planOf(network);
    const parameters = initialParameters(plan);
    if (scaledKernel) {
      const [layer, factor] = scaledKernel;
      const kernel = tensorView(parameters, plan.layers[layer].kernel);
      kernel.forEach((value, at) => (kernel[at] = value * factor));
    }
    const normal = examplesFor(plan, network.batchSize);
    const batch = { ...normal, inputs: normal.inputs.map((x) => x * inputScale) };
    const findPlace = async () => {
      const places = await placesOf(plan, parameters, batch);
      const at = places.findIndex(({ largest }) => largest > FLOAT32_MAX);
      return { before: places.slice(0, at), place: places[at] };
    };

    test('float64 leaves the range of float32 in one place, clearly', async () => {
      const { before, place } = await findPlace();
      expect(place.stage).toBe(stage);
      // Rounding cannot decide about it.
      expect(place.largest).toBeGreaterThan(1.2 * FLOAT32_MAX);
      for (const { largest } of before) expect(largest).toBeLessThan(FLOAT32_MAX / 1.2);
    });

    test.each(Object.entries(engines))('the layer that %s reports', async (_, engine) => {
      const { layer } = (await findPlace()).place;
      const executor = await engine.compile({ plan, parameters, training: batch });
      const { overflow, losses } = await executor.train(3);
      expect(overflow).toEqual({ step: 0, layer, stage });
      expect(losses).toHaveLength(0);
      // The gradients of that batch overflow in the same place, if they do.
      const gradients = await executor.gradients(batch);
      expect(gradients.overflow).toEqual(stage === 'update' ? null : overflow);
      executor.dispose();
    });
  },
);
