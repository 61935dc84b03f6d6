import type * as Jax from '@jax-js/jax';
import type { ProductRun } from '../timed-engine.ts';
import { PRODUCT_LAYOUTS, type Product } from '../cases/product-case.ts';

/** Bytes of results that wait at a time. */
const MOST_WAITING = 2 ** 28;
/** And how many. */
const MOST_RESULTS = 64;

/**
 * A jitted `matmul` of jax-js. It computes only what somebody waits for, so every result is
 * waited for; in groups, because all of them may not fit into memory.
 */
export async function multiply(
  jax: typeof Jax,
  device: 'wasm' | 'webgpu',
  { case: { size, layout }, a, b }: Product,
): Promise<ProductRun> {
  const { numpy: np } = jax;
  jax.defaultDevice(device);
  const [left, right] = [a, b].map((values) =>
    // It may take the array itself, which others use too.
    np.array(values.slice(), { shape: [size, size], device }),
  );
  const { transposeA, transposeB } = PRODUCT_LAYOUTS[layout];
  const product = jax.jit((x: Jax.Array, y: Jax.Array) =>
    np.matmul(transposeA ? np.transpose(x) : x, transposeB ? np.transpose(y) : y),
  );
  const group = Math.max(
    1,
    Math.min(MOST_RESULTS, Math.floor(MOST_WAITING / (4 * size * size))),
  );
  return {
    async step(count) {
      jax.defaultDevice(device);
      for (let remaining = count; remaining > 0; remaining -= group) {
        const results = Array.from({ length: Math.min(group, remaining) }, () =>
          product(left.ref, right.ref),
        );
        await jax.blockUntilReady(results);
        for (const result of results) result.dispose();
      }
    },
    async result() {
      jax.defaultDevice(device);
      // Its own declaration names a type that TypeScript's library lacks.
      const result: { data(): Promise<ArrayLike<number>> } = product(left.ref, right.ref);
      return result.data();
    },
    dispose() {
      left.dispose();
      right.dispose();
      product.dispose();
    },
  };
}
