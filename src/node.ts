/** Nabla as a library, for Node: the same as in a browser, with WebGPU from Dawn. */
import {
  createEngineCatalogue as createCatalogueOn,
  type EngineCatalogue,
} from './session/engine-catalogue.ts';
import type { SessionHandle } from './session/handle.ts';
import { PhaseDrawer } from './session/phase-diagram/phase-drawer.ts';
import type { PhaseHandle } from './session/phase-handle.ts';
import { nodeHost } from './session/node-host.ts';
import { TrainingSession, type SessionOptions } from './session/training-session.ts';

export * from './library.ts';

/** The engines of this machine. `close` it when done: an open GPU device keeps Node alive. */
export function createEngineCatalogue(): EngineCatalogue {
  return createCatalogueOn(nodeHost);
}

/** A training session. `engines` stays the caller's, to share and to close. */
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
