/**
 * The worker that a browser computes in, for the page that made it: a training session, or, by its
 * name, phase diagrams. One file serves both, so that the engines are built and cached once.
 */
import { browserHost } from './browser-host.ts';
import { createEngineCatalogue } from './engine-catalogue.ts';
import { PHASE_WORKER_NAME } from './phase-diagram/phase-protocol.ts';
import { servePhases } from './phase-diagram/serve-phases.ts';
import type { MessageEnd } from './protocol.ts';
import { serveSession } from './serve-session.ts';
import { TrainingSession } from './training-session.ts';

// The DOM types call the global scope a window, whose `postMessage` and `name` are others.
const page = globalThis as unknown as MessageEnd<unknown> & { readonly name: string };
const catalogue = createEngineCatalogue(browserHost);
if (page.name === PHASE_WORKER_NAME) servePhases(catalogue, page);
else serveSession(new TrainingSession(catalogue), page);
