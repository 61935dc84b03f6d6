/** The worker that a browser measures in. */
import threadedSimd from '@tensorflow/tfjs-backend-wasm/dist/tfjs-backend-wasm-threaded-simd.wasm?url';
import simd from '@tensorflow/tfjs-backend-wasm/dist/tfjs-backend-wasm-simd.wasm?url';
import plain from '@tensorflow/tfjs-backend-wasm/dist/tfjs-backend-wasm.wasm?url';
import { browserHost } from '../session/browser-host.ts';
import type { MessageEnd } from '../session/protocol.ts';
import { serveSpeed } from './serve-speed.ts';
import type { SpeedResponse } from './protocol.ts';

serveSpeed(
  {
    findGpu: () => browserHost.findGpu(),
    wasmPaths: {
      'tfjs-backend-wasm.wasm': plain,
      'tfjs-backend-wasm-simd.wasm': simd,
      'tfjs-backend-wasm-threaded-simd.wasm': threadedSimd,
    },
  },
  // The DOM types call the global scope a window, whose `postMessage` is another.
  globalThis as unknown as MessageEnd<SpeedResponse>,
);
