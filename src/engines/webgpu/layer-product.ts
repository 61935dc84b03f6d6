import { createDispatch, type Dispatch } from '../../gpu/dispatch.ts';
import type { GpuDevice } from '../../gpu/gpu-device.ts';
import { partialProduct } from '../../kernels/layer/partial-product.ts';
import type { BufferSet } from './buffer-set.ts';
import {
  shapeOf,
  stepsOf,
  type LayerShape,
  type ProductLayout,
} from './product-layouts.ts';
import { tunerOf } from './product-tuner.ts';
import { PARTIALS, productParts, SMALL, tilingOf, type Tiling } from './products.ts';

/** The two matrices of a product: x and W, x and δ, or δ and W, which begins at an element. */
export interface Operands {
  readonly a: GPUBuffer;
  readonly b: GPUBuffer;
  readonly kernel?: number;
}

/** How a product of a layer is computed: what its kernel needs, and what comes before. */
export interface LayerProduct extends Tiling {
  /** For the kernel's binding of that name. */
  readonly partials: GPUBuffer;
  /** The dispatches that must come before the kernel's. */
  readonly before: readonly Dispatch[];
}

/**
 * Arranges a product of a layer, in parts where it has few results and many terms.
 * @param parts into which the sums are split; by default as their size has it
 */
export async function createLayerProduct(
  gpu: GpuDevice,
  set: BufferSet,
  label: string,
  layout: ProductLayout,
  layer: LayerShape,
  { a, b, kernel = 0 }: Operands,
  parts?: { parts: number; depth: number },
): Promise<LayerProduct> {
  const shape = shapeOf(layout, layer);
  const { M, N } = shape;
  const split = parts ?? productParts(gpu, shape);
  if (split.parts === 1) {
    const tile = await tunerOf(gpu).tileFor(layout, shape);
    // Any buffer that is read stands for parts that there are not.
    return { ...tilingOf(tile, M, N), partials: a, before: [] };
  }
  // What is split has few results: the smallest tiles make the most of them.
  const tiling = tilingOf(SMALL, M, N);
  const partials = await gpu.withMemoryCheck(() =>
    set.create(`${label} partial products`, split.parts * M * N),
  );
  const dispatch = await createDispatch(
    gpu,
    partialProduct,
    {
      label: `${label} ${layout}`,
      functions: [tiling.path],
      fields: {
        ...shape,
        ...stepsOf(layout, shape),
        depth: split.depth,
        a_offset: 0,
        b_offset: kernel,
      },
      buffers: { a, b, partials },
      workgroups: [...tiling.workgroups, split.parts],
    },
    set.owned,
  );
  return { ...tilingOf(PARTIALS, M, N), partials, before: [dispatch] };
}
