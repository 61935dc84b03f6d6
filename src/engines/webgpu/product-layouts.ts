import type { ProductShape } from './products.ts';

/** B rows of the batch, I inputs, O units. */
export interface LayerShape {
  readonly B: number;
  readonly I: number;
  readonly O: number;
}

/** The three products of a dense layer: x · W, xᵀ · δ and δ · Wᵀ. */
export const PRODUCT_LAYOUTS = ['forward', 'kernel-gradient', 'input-gradient'] as const;
export type ProductLayout = (typeof PRODUCT_LAYOUTS)[number];

/** The size of a layer's product. */
export function shapeOf(layout: ProductLayout, { B, I, O }: LayerShape): ProductShape {
  switch (layout) {
    case 'forward':
      return { M: B, K: I, N: O };
    case 'kernel-gradient':
      return { M: I, K: B, N: O };
    case 'input-gradient':
      return { M: B, K: O, N: I };
  }
}

/** Elements from one row, k or column of its matrices to the next. */
export function stepsOf(layout: ProductLayout, { M, K, N }: ProductShape) {
  switch (layout) {
    case 'forward':
      return { a_row: K, a_k: 1, b_k: N, b_column: 1 };
    case 'kernel-gradient':
      return { a_row: 1, a_k: M, b_k: N, b_column: 1 };
    case 'input-gradient':
      return { a_row: K, a_k: 1, b_k: 1, b_column: K };
  }
}
