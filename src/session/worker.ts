/** The worker that a browser trains in: a session, served to the page that made it. */
import { browserHost } from './browser-host.ts';
import { createEngineCatalogue } from './engine-catalogue.ts';
import type { MessageEnd, ResponseMessage } from './protocol.ts';
import { serveSession } from './serve-session.ts';
import { TrainingSession } from './training-session.ts';

// The DOM types call the global scope a window, whose `postMessage` is another one.
const page = globalThis as unknown as MessageEnd<ResponseMessage>;
const catalogue = createEngineCatalogue(browserHost);
serveSession(new TrainingSession(catalogue), page);
