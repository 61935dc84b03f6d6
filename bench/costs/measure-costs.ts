import { BufferSet } from '../../src/engines/webgpu/buffer-set.ts';
import { DeviceManager } from '../../src/gpu/device-manager.ts';
import type { GpuDevice } from '../../src/gpu/gpu-device.ts';
import { GpuClock } from '../../src/speed/engines/gpu-clock.ts';
import { quartiles, type Quartiles } from '../../src/speed/statistics.ts';
import { costsOf, parallelismOf, type Cost } from './costs.ts';
import { createProbes, workgroupSizes } from './probes.ts';
import { measureSlopes, type SlopeOptions } from './slopes.ts';
import { costSources } from './sources.ts';
import {
  createProductProbes,
  predict,
  stepProducts,
  workOf,
  type Prediction,
  type StepProduct,
  type Work,
} from './step-products.ts';
import { dispatchTimer } from './time-pass.ts';

/** What an adapter takes for the smallest things. */
export interface Costs {
  readonly adapter: string;
  /** Invocations that work in lockstep, as the adapter has it or as is usual. */
  readonly subgroupSize: number;
  /** Invocations of a workgroup of many subgroups. */
  readonly largeWorkgroup: number;
  /** Of the GPU's clock, in milliseconds; null where there is none and the time on the wall was taken. */
  readonly clockResolution: number | null;
  readonly costs: readonly Cost[];
  /** How many workgroups run at the same time. */
  readonly parallelism: Quartiles;
  /** The products of a training step; null where the adapter is no software. */
  readonly products: readonly ProductCosts[] | null;
}

export interface ProductCosts extends Pick<StepProduct, 'id' | 'shape'> {
  readonly work: Work;
  /** Milliseconds. */
  readonly predicted: Prediction;
  /** Milliseconds. */
  readonly measured: Quartiles;
}

/** @throws UnavailableError where there is no WebGPU */
export async function measureCosts(
  findGpu: () => Promise<GPU | undefined>,
  options: SlopeOptions,
): Promise<Costs> {
  const manager = new DeviceManager(findGpu, costSources);
  try {
    return await measureOn(await manager.acquire(), options);
  } finally {
    await manager.close();
  }
}

/** @param gpu with the shaders of `costSources` */
export async function measureOn(gpu: GpuDevice, options: SlopeOptions): Promise<Costs> {
  const set = new BufferSet(gpu);
  const clock = await GpuClock.create(gpu, 1);
  try {
    const time = dispatchTimer(gpu, clock);
    const probes = await createProbes(gpu, set, time);
    const slopes = await measureSlopes(probes, options);
    const costs = costsOf(slopes);
    const parallelism = parallelismOf(slopes);
    const { subgroup, many } = workgroupSizes(gpu);
    return {
      adapter: gpu.adapter,
      subgroupSize: subgroup,
      largeWorkgroup: many,
      clockResolution: clock?.resolution ?? null,
      costs,
      parallelism,
      // A GPU hides one subgroup's loads behind the work of others: its times are no such sum.
      products: gpu.isProcessor
        ? productCosts(
            await measureSlopes(await createProductProbes(gpu, set, time), options),
            costs,
            parallelism.median,
            subgroup,
          )
        : null,
    };
  } finally {
    clock?.close();
    set.destroy();
  }
}

/** @param slopes nanoseconds of each product, one a round */
function productCosts(
  slopes: Readonly<Record<string, readonly number[]>>,
  costs: readonly Cost[],
  parallelism: number,
  subgroup: number,
): ProductCosts[] {
  return stepProducts().map(({ id, shape }) => {
    const work = workOf(shape, subgroup);
    return {
      id,
      shape,
      work,
      predicted: predict(work, costs, parallelism),
      measured: quartiles(slopes[id].map((nanoseconds) => nanoseconds / 1e6)),
    };
  });
}
