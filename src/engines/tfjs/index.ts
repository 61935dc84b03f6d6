import type { Engine } from '../../core/engine.ts';
import { UnavailableError } from '../../core/errors.ts';
import { ArrayExecutor } from '../../ops/array-executor.ts';
import { startBackend, VERSION } from './backend.ts';
import { TfjsNetwork } from './network.ts';

const LABEL = 'TensorFlow.js, CPU';
const ADAPTER = `TensorFlow.js ${VERSION}, one thread`;
const REASON = 'TensorFlow.js could not start its CPU backend.';

/**
 * TensorFlow.js on its plain JavaScript backend, in float32: gradients by its automatic
 * differentiation, as a second opinion on ours and to be compared with.
 *
 * Gradients agree with `cpu-f64` to 1e-5 of a tensor's norm. Single elements can be further
 * off: it takes σ′ and tanh′ from the rounded outputs and p − t of cross-entropy as a
 * difference of rounded numbers, so that a saturated unit or a confident prediction has the
 * gradient 0 here that is 1e-9 elsewhere; and its erf (in GELU) errs by 1.5e-7.
 */
export const tfjsCpuEngine: Engine = {
  id: 'tfjs-cpu',
  label: LABEL,
  precision: 'float32',
  async probe() {
    return (await startBackend())
      ? { available: true, adapter: ADAPTER }
      : { available: false, reason: REASON };
  },
  async compile(options) {
    // Copied before anything is awaited: the caller may go on writing to them.
    const executor = new ArrayExecutor(
      options,
      new TfjsNetwork(options.plan),
      'float32',
      ADAPTER,
    );
    if (!(await startBackend())) throw new UnavailableError(REASON);
    return executor;
  },
};
