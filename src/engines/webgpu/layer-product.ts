import { createDispatch, type Dispatch } from '../../gpu/dispatch.ts';
import type { GpuDevice } from '../../gpu/gpu-device.ts';
import { partialProduct } from '../../kernels/layer/partial-product.ts';
import type { BufferSet } from './buffer-set.ts';
import {
  PARTIALS,
  productParts,
  productTiles,
  tilingOf,
  type ProductShape,
  type Tiling,
} from './products.ts';

/** B rows of the batch, I inputs, O units. */
export interface LayerShape {
  readonly B: number;
  readonly I: number;
  readonly O: number;
}

/** The three products of a dense layer: x · W, xᵀ · δ and δ · Wᵀ. */
export type ProductLayout = 'forward' | 'kernel-gradient' | 'input-gradient';

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

/** Shape of a layer's product, and the steps from one row, k or column to the next in memory. */
const LAYOUTS: Record<
  ProductLayout,
  (shape: LayerShape) => {
    shape: ProductShape;
    steps: { a_row: number; a_k: number; b_k: number; b_column: number };
  }
> = {
  forward: ({ B, I, O }) => ({
    shape: { M: B, K: I, N: O },
    steps: { a_row: I, a_k: 1, b_k: O, b_column: 1 },
  }),
  'kernel-gradient': ({ B, I, O }) => ({
    shape: { M: I, K: B, N: O },
    steps: { a_row: 1, a_k: I, b_k: O, b_column: 1 },
  }),
  'input-gradient': ({ B, I, O }) => ({
    shape: { M: B, K: O, N: I },
    steps: { a_row: O, a_k: 1, b_k: 1, b_column: O },
  }),
};

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
  const { shape, steps } = LAYOUTS[layout](layer);
  const { M, N } = shape;
  const split = parts ?? productParts(gpu, shape);
  const tiling = productTiles(gpu, M, N);
  // Any buffer that is read stands for parts that there are not.
  if (split.parts === 1) return { ...tiling, partials: a, before: [] };
  const partials = await gpu.withMemoryCheck(() =>
    set.create(`${label} partial products`, split.parts * M * N),
  );
  const dispatch = await createDispatch(
    gpu,
    partialProduct,
    {
      label: `${label} ${layout}`,
      functions: [tiling.path],
      fields: { ...shape, ...steps, depth: split.depth, a_offset: 0, b_offset: kernel },
      buffers: { a, b, partials },
      workgroups: [...tiling.workgroups, split.parts],
    },
    set.owned,
  );
  return { ...tilingOf(PARTIALS, M, N), partials, before: [dispatch] };
}
