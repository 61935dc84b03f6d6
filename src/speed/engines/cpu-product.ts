import { affine, inputGradient, kernelGradient } from '../../engines/cpu/matrix.ts';
import type { ProductRun } from '../timed-engine.ts';
import type { Product, ProductLayout } from '../cases/product-case.ts';

type Matrix = Float32Array<ArrayBuffer>;

const products: Readonly<
  Record<ProductLayout, (a: Matrix, b: Matrix, c: Matrix, size: number) => void>
> = {
  forward: (a, b, c, n) => affine(a, b, null, c, n, n, n),
  'input-gradient': (a, b, c, n) => inputGradient(a, b, c, n, n, n),
  'weight-gradient': (a, b, c, n) => kernelGradient(a, b, c, n, n, n),
};

/** The products of the engine `cpu`. */
export async function multiply({
  case: { size, layout },
  a,
  b,
}: Product): Promise<ProductRun> {
  const c = new Float32Array(size * size);
  return {
    async step(count) {
      for (let taken = 0; taken < count; taken++) products[layout](a, b, c, size);
    },
    result: async () => c,
    dispose: () => undefined,
  };
}
