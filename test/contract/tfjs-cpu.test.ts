import { tfjsCpuEngine } from '../../src/engines/tfjs/index.ts';
import { contractSuite } from './suite.ts';

// It rounds after every operation, not once a layer; the formula of its erf, which GELU
// multiplies by x/2, errs by 1.5e-7.
contractSuite(tfjsCpuEngine, { gradient: 2e-5, training: 1e-4, vanished: 1e-5 });
