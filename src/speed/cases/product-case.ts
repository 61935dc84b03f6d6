import { createRandom } from '../../core/random.ts';

/**
 * The products of a dense layer, of square matrices: x·W forward, δ·Wᵀ for the gradient of its
 * inputs, xᵀ·δ for that of its weights. All matrices lie row by row in memory.
 */
export const PRODUCT_LAYOUTS = {
  forward: { formula: 'A·B', transposeA: false, transposeB: false },
  'input-gradient': { formula: 'A·Bᵀ', transposeA: false, transposeB: true },
  'weight-gradient': { formula: 'Aᵀ·B', transposeA: true, transposeB: false },
} as const;

export type ProductLayout = keyof typeof PRODUCT_LAYOUTS;

/** A product of two square matrices to be taken for a time. */
export interface ProductCase {
  readonly kind: 'product';
  readonly id: string;
  readonly label: string;
  /** Rows and columns of all three matrices. */
  readonly size: number;
  readonly layout: ProductLayout;
}

/** A product with its numbers, each [size, size] and uniform on [−1, 1). */
export interface Product {
  readonly case: ProductCase;
  readonly a: Float32Array<ArrayBuffer>;
  readonly b: Float32Array<ArrayBuffer>;
}

export const productCase = (size: number, layout: ProductLayout): ProductCase => ({
  kind: 'product',
  id: `gemm-${size}-${layout}`,
  label: `${PRODUCT_LAYOUTS[layout].formula}, ${size} × ${size}, float32`,
  size,
  layout,
});

/** The factors of a product: the same of a size whatever the layout, and on every machine. */
export function productOf(benchCase: ProductCase): Product {
  const { size } = benchCase;
  const matrix = (name: string) => {
    const random = createRandom(size, name);
    return Float32Array.from({ length: size * size }, () => random.between(-1, 1));
  };
  return { case: benchCase, a: matrix('a'), b: matrix('b') };
}

/** Multiplications and additions of a product. */
export const operationsOf = ({ size }: ProductCase): number => 2 * size ** 3;
