/** The worker that a browser measures in. */
import { browserHost } from '../session/browser-host.ts';
import { wasmPaths } from './engines/wasm-files.ts';
import { serveSpeed } from './serve-speed.ts';

serveSpeed({ findGpu: () => browserHost.findGpu(), wasmPaths }, globalThis);
