import * as tf from '@tensorflow/tfjs-core';
import '@tensorflow/tfjs-backend-cpu';
// The package's own entry registers kernels but no gradients.
import '@tensorflow/tfjs-core/dist/register_all_gradients.js';

const BACKEND = 'cpu';

// Otherwise it advertises its native addon on the console of Node.
tf.enableProdMode();

/** The version of TensorFlow.js, e.g. `4.22.0`. */
export const VERSION: string = tf.version_core;

/** Makes the backend, so that `onBackend` can rely on it. @returns whether it can run here */
export function startBackend(): Promise<boolean> {
  return tf.setBackend(BACKEND);
}

/**
 * Runs `body` on the backend, after `startBackend`, and frees every tensor made in it: what
 * it returns must hold arrays, not tensors.
 */
export function onBackend<T>(body: () => T): T {
  // All users of TensorFlow.js share one current backend, and another may have taken its
  // turn. One that is already made is current when the call returns, before its promise.
  if (tf.getBackend() !== BACKEND) void tf.setBackend(BACKEND);
  const engine = tf.engine();
  engine.startScope();
  try {
    return body();
  } finally {
    engine.endScope();
  }
}

/** The values of a float32 tensor, in its own memory: valid after the tensor is freed, not to be written to. */
export function valuesOf(tensor: tf.Tensor): Float32Array {
  return tensor.dataSync<'float32'>();
}
