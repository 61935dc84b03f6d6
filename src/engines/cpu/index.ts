import type { Precision } from '../../core/arrays.ts';
import type { Engine } from '../../core/engine.ts';
import { ArrayExecutor } from '../../ops/array-executor.ts';
import { CpuNetwork } from './network.ts';

function createCpuEngine(id: string, label: string, precision: Precision): Engine {
  const adapter = 'JavaScript, one thread';
  return {
    id,
    label,
    precision,
    probe: async () => ({ available: true, adapter }),
    compile: async (options) => {
      const network = new CpuNetwork(options.plan, precision);
      return new ArrayExecutor(options, network, precision, adapter);
    },
  };
}

/** Plain TypeScript in float32. */
export const cpuEngine = createCpuEngine('cpu', 'CPU', 'float32');
/** The same in float64: the reference for every other engine. */
export const cpuFloat64Engine = createCpuEngine('cpu-f64', 'CPU, float64', 'float64');
