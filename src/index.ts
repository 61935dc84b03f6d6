/**
 * Nabla as a library, for browsers: specs, data, engines and training sessions. Everything
 * here also runs in a worker; `createWorkerSession` starts one of its own.
 */
import { browserHost } from './session/browser-host.ts';
import {
  createEngineCatalogue as createCatalogueOn,
  type EngineCatalogue,
} from './session/engine-catalogue.ts';
import type { SessionHandle } from './session/handle.ts';
import { PhaseDrawer } from './session/phase-diagram/phase-drawer.ts';
import type { PhaseHandle } from './session/phase-handle.ts';
import { TrainingSession, type SessionOptions } from './session/training-session.ts';

export * from './library.ts';
export { createPhaseClient as createWorkerPhaseDiagrams } from './session/phase-diagram/phase-client.ts';
export { createWorkerSession } from './session/worker-client.ts';

/** The engines of this browser. `close` it to free the GPU device. */
export function createEngineCatalogue(): EngineCatalogue {
  return createCatalogueOn(browserHost);
}

/** A training session in this thread. `engines` stays the caller's, to share and to close. */
export function createSession(
  engines: EngineCatalogue,
  options?: SessionOptions,
): SessionHandle {
  return new TrainingSession(engines, options);
}

/** Phase diagrams in this thread. `engines` stays the caller's, to share and to close. */
export function createPhaseDiagrams(engines: EngineCatalogue): PhaseHandle {
  return new PhaseDrawer(engines);
}
