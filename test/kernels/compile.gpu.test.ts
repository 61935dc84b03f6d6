import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { PRODUCT_TILES } from '../../src/engines/webgpu/products.ts';
import type { GpuDevice } from '../../src/gpu/gpu-device.ts';
import type { KernelDefinition } from '../../src/gpu/kernel.ts';
import { PipelineCache, type PipelineVariant } from '../../src/gpu/pipelines.ts';
import { activationSwitch } from '../../src/kernels/executor/activation-switch.ts';
import { unrolledPropagation } from '../../src/kernels/executor/unrolled-propagation.ts';
import { softmax } from '../../src/kernels/loss/softmax.ts';
import { update } from '../../src/kernels/optimizer/update.ts';
import { shaderSources } from '../../src/kernels/sources.ts';
import { activations } from '../../src/ops/activations/index.ts';
import { losses } from '../../src/ops/losses/index.ts';
import { optimizers } from '../../src/ops/optimizers/index.ts';
import { createTestManager } from '../support/gpu-run.ts';
import { kernelDefinitions } from '../support/kernel-definitions.ts';

const manager = createTestManager();
let gpu: GpuDevice;
beforeAll(async () => {
  gpu = await manager.acquire();
});
afterAll(() => manager.close());

/** The files that may stand for each kind of function. */
const CHOICES = {
  activation: activations.ids.map((id) => `activation/${id}`),
  loss: losses.entries
    .filter(({ kind }) => kind === 'elementwise')
    .map(({ id }) => `loss/${id}`),
  optimizer: optimizers.ids.map((id) => `optimizer/${id}`),
  product: PRODUCT_TILES.map(({ path }) => path),
};

/** The files of the looped propagation, around each loss. */
const LOOPED = [
  ['executor/fused-loss-softmax'],
  ...CHOICES.loss.map((path) => [path, 'executor/fused-loss-elementwise']),
].map((files) => [
  'executor/fused-forward',
  'executor/fused-backward',
  'executor/fused-looped',
  ...files,
]);

/** Unrolled propagations of a network of two layers, the first with a skip. */
const UNROLLED = [false, true].map((measures) =>
  unrolledPropagation({
    layers: [
      { inputs: 5, units: 3, kernel: 0, bias: 8, partial: 0 },
      { inputs: 3, units: 6, kernel: 11, bias: 19, partial: 44 },
    ].map((layer, index) => ({
      ...layer,
      activation: 0,
      residual: index === 0,
      z: 0,
      h: 4,
      delta: 9,
    })),
    loss: measures ? 'softmax' : 'elementwise',
    classification: true,
    measures,
    holdsWeights: measures,
  }),
);

/** Every way to propagate, with `glue` before what it generates. */
function propagations(glue: { name: string; code: string }): PipelineVariant[] {
  return [
    ...LOOPED.map((functions) => ({ functions, glue })),
    ...UNROLLED.map(({ name, code }) => ({
      functions: ['executor/fused-unrolled', CHOICES.loss[0]],
      glue: { name: `${glue.name} ${name}`, code: `${glue.code}\n${code}` },
    })),
  ];
}

/** Every way to fill the kernel's kinds of functions. */
function choicesOf({ functions }: KernelDefinition): PipelineVariant[] {
  return functions.reduce<PipelineVariant[]>(
    (choices, kind) =>
      choices.flatMap((chosen): PipelineVariant[] => {
        // All of them at once, and one alone.
        if (kind === 'activations')
          return [activations.ids, ['tanh']].map((ids) => ({
            ...chosen,
            glue: activationSwitch(ids),
          }));
        if (kind === 'propagation') {
          if (!chosen.glue) throw new Error('A propagation calls activations by number.');
          return propagations(chosen.glue);
        }
        return CHOICES[kind].map((path) => ({
          ...chosen,
          functions: [...(chosen.functions ?? []), path],
        }));
      }),
    [{}],
  );
}

describe('every kernel', () => {
  /**
   * The device, except that it answers requests for pipelines with one made before: the
   * sources are compiled and checked, but not turned into machine code, of which a software
   * adapter takes a second a pipeline. Bindings do not depend on the functions chosen.
   */
  function frontEnd(pipeline: GPUComputePipeline): PipelineCache {
    const device = new Proxy(gpu.device, {
      get(target, name) {
        if (name === 'createComputePipelineAsync') return () => Promise.resolve(pipeline);
        const value: unknown = Reflect.get(target, name, target);
        return typeof value === 'function' ? (value.bind(target) as unknown) : value;
      },
    });
    return new PipelineCache(device, shaderSources);
  }

  it.each(kernelDefinitions)(
    '%s makes a pipeline, and compiles with every choice of functions',
    async (...[, kernel]) => {
      const [first, ...others] = choicesOf(kernel);
      const pipeline = await gpu.pipelines.get(kernel, first);
      expect(pipeline).toBeInstanceOf(GPUComputePipeline);
      const cache = frontEnd(pipeline);
      for (const variant of others) await cache.get(kernel, variant);
      gpu.assertHealthy();
    },
  );
});

describe('a shader that does not compile', () => {
  function cacheWith(source: string): PipelineCache {
    return new PipelineCache(
      gpu.device,
      new Map([...shaderSources, [softmax.id, source]]),
    );
  }

  it('is reported with the message and the line of source, once', async () => {
    const source = shaderSources.get(softmax.id) ?? '';
    const broken = source.replace('var sum = 0.0;', 'var sum = no_such_name;');
    await expect(cacheWith(broken).get(softmax)).rejects.toThrow(
      /The shader loss\/softmax does not compile:\n\d+:\d+ .*no_such_name.*\n\s+var sum = no_such_name;/,
    );
    // The rejection has told it: the next user of the device must not be told again.
    await gpu.device.queue.onSubmittedWorkDone();
    gpu.assertHealthy();
  });

  it('names a layout that does not fit', async () => {
    const source = shaderSources.get(softmax.id) ?? '';
    const moved = source.replace('@binding(2)', '@binding(7)');
    await expect(cacheWith(moved).get(softmax)).rejects.toThrow(/binding/i);
    await gpu.device.queue.onSubmittedWorkDone();
    gpu.assertHealthy();
  });

  it('is tried again after it failed', async () => {
    const sources = new Map([...shaderSources, [softmax.id, 'not WGSL']]);
    const cache = new PipelineCache(gpu.device, sources);
    await expect(cache.get(softmax)).rejects.toThrow('does not compile');
    sources.set(softmax.id, shaderSources.get(softmax.id) ?? '');
    expect(await cache.get(softmax)).toBeInstanceOf(GPUComputePipeline);
  });

  it('is named where the file is not there', async () => {
    await expect(
      gpu.pipelines.get(update, { functions: ['optimizer/none'] }),
    ).rejects.toThrow('There is no shader optimizer/none.wgsl.');
  });
});

it('a pipeline is compiled once', async () => {
  const first = gpu.pipelines.get(softmax);
  expect(gpu.pipelines.get(softmax)).toBe(first);
  expect(await first).toBe(await gpu.pipelines.get(softmax));
});
