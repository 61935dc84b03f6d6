import type { BufferSet } from '../../src/engines/webgpu/buffer-set.ts';
import {
  shapeOf,
  type LayerShape,
  type ProductLayout,
} from '../../src/engines/webgpu/product-layouts.ts';
import type { ProductShape } from '../../src/engines/webgpu/products.ts';
import type { GpuDevice } from '../../src/gpu/gpu-device.ts';
import { networks } from '../cases/networks.ts';
import { createMultiplication } from '../../src/speed/engines/layer-multiplication.ts';
import type { Cost, CostId } from './costs.ts';
import type { Probe } from './slopes.ts';
import type { DispatchTimer } from './time-pass.ts';

/** The case whose products are predicted. */
const CASE = 'digits-sgd';

/** What an invocation of lib/matmul-direct computes, and invocations in a row of its workgroup. */
const ROWS = 16;
const COLUMNS = 8;
const WORKGROUP_X = 8;

/** One of the products of a training step. */
export interface StepProduct {
  readonly id: string;
  readonly layout: ProductLayout;
  readonly layer: LayerShape;
  readonly shape: ProductShape;
}

/** What lib/matmul-direct does for a product, counted in subgroups that do it in lockstep. */
export interface Work {
  /** Of the loop over k. */
  readonly rounds: number;
  readonly loads: number;
  readonly multiplyAdds: number;
}

/** Those of a step of `digits-sgd`; the error of the inputs is not needed. */
export function stepProducts(): StepProduct[] {
  const { inputs, hidden, outputs, batchSize } = networks.find(
    ({ id }) => id === CASE,
  )!.network;
  const units = [...hidden, outputs];
  return units.flatMap((O, index) => {
    const layer = { B: batchSize, I: index === 0 ? inputs : units[index - 1], O };
    const layouts: ProductLayout[] = ['forward', 'kernel-gradient'];
    if (index > 0) layouts.push('input-gradient');
    return layouts.map((layout) => ({
      id: `${layout} ${layer.I}-${O}`,
      layout,
      layer,
      shape: shapeOf(layout, layer),
    }));
  });
}

/**
 * The work of a product. Invocations whose rows or columns lie outside of the matrix are idle;
 * a subgroup works where one of its invocations does.
 * @param subgroup invocations of a subgroup, 8 at most: a part of a row of the workgroup
 */
export function workOf({ M, K, N }: ProductShape, subgroup: number): Work {
  const width = COLUMNS * Math.min(subgroup, WORKGROUP_X);
  const rounds = Math.ceil(M / ROWS) * Math.ceil(N / width) * K;
  return {
    rounds,
    loads: rounds * (ROWS + COLUMNS),
    multiplyAdds: rounds * ROWS * COLUMNS,
  };
}

/** Milliseconds that the work should take, by its parts. */
export interface Prediction {
  readonly loads: number;
  readonly multiplyAdds: number;
  readonly rounds: number;
}

/** @param parallelism subgroups that work at the same time */
export function predict(
  work: Work,
  costs: readonly Cost[],
  parallelism: number,
): Prediction {
  const each = (id: CostId) =>
    costs.find((cost) => cost.id === id)!.nanoseconds.median / parallelism / 1e6;
  return {
    loads: work.loads * each('load-storage'),
    multiplyAdds: work.multiplyAdds * each('multiply-add-many'),
    rounds: work.rounds * each('loop-round'),
  };
}

/** The products themselves, by the kernels of a dense layer, to be measured by their slopes. */
export async function createProductProbes(
  gpu: GpuDevice,
  set: BufferSet,
  time: DispatchTimer,
): Promise<Record<string, Probe>> {
  const probes: Record<string, Probe> = {};
  for (const { id, layout, layer, shape } of stepProducts()) {
    const { dispatch, step } = await createMultiplication(gpu, set, layout, layer, {
      a: new Float32Array(shape.M * shape.K).fill(0.5),
      b: new Float32Array(shape.K * shape.N).fill(0.5),
    });
    probes[id] = {
      time: (scale, size) => time(dispatch, scale * size, step),
      units: 1,
    };
  }
  return probes;
}
