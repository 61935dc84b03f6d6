import type * as Tfjs from '@tensorflow/tfjs-core';
import type { ProductRun } from '../timed-engine.ts';
import { PRODUCT_LAYOUTS, type Product } from '../cases/product-case.ts';

/** `matMul` of TensorFlow.js, which is told which factor to transpose. */
export async function multiply(
  tf: typeof Tfjs,
  backend: string,
  { case: { size, layout }, a, b }: Product,
): Promise<ProductRun> {
  // All backends share one engine; one that is started is current when the call returns.
  const makeCurrent = () => void tf.setBackend(backend);
  makeCurrent();
  const [left, right] = [a, b].map((values) => tf.tensor2d(values, [size, size]));
  const { transposeA, transposeB } = PRODUCT_LAYOUTS[layout];
  let last: Tfjs.Tensor2D | null = null;
  return {
    async step(count) {
      makeCurrent();
      for (let taken = 0; taken < count; taken++) {
        last?.dispose();
        last = tf.matMul(left, right, transposeA, transposeB);
      }
      // One element is enough to wait for.
      const corner = tf.slice(last!, [0, 0], [1, 1]);
      await corner.data();
      corner.dispose();
    },
    async result() {
      makeCurrent();
      return last!.data();
    },
    dispose() {
      makeCurrent();
      tf.dispose([left, right]);
      last?.dispose();
    },
  };
}
