import { cpuEngine } from '../../src/engines/cpu/index.ts';
import { contractSuite } from './suite.ts';

// Sums are kept in float64, so each value errs by one rounding of 6e-8 a layer.
contractSuite(cpuEngine, { gradient: 1e-5, training: 1e-4, vanished: 1e-5 });
