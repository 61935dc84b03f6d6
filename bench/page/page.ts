import threadedSimd from '@tensorflow/tfjs-backend-wasm/dist/tfjs-backend-wasm-threaded-simd.wasm?url';
import simd from '@tensorflow/tfjs-backend-wasm/dist/tfjs-backend-wasm-simd.wasm?url';
import plain from '@tensorflow/tfjs-backend-wasm/dist/tfjs-backend-wasm.wasm?url';
import { browserHost } from '../../src/session/browser-host.ts';
import { runCases, type RunResult } from '../run-cases.ts';
import { select, type Selection } from '../select.ts';
import { watchVisibility } from './visibility.ts';

/** What the page hands back to the script that drives it. */
export interface PageRun {
  readonly run: RunResult;
  readonly void: string | null;
  readonly isolated: boolean;
}

declare global {
  /** Runs the benchmark in this page. */
  var runBench: (selection: Selection & { readonly rounds: number }) => Promise<PageRun>;
  /** Put there by the script that drives the page. */
  var reportProgress: (line: string) => Promise<void>;
}

const wasmPaths = {
  'tfjs-backend-wasm.wasm': plain,
  'tfjs-backend-wasm-simd.wasm': simd,
  'tfjs-backend-wasm-threaded-simd.wasm': threadedSimd,
};

globalThis.runBench = async (selection) => {
  const visibility = watchVisibility(document);
  const { cases, engines } = select(selection, {
    findGpu: () => browserHost.findGpu(),
    wasmPaths,
  });
  const run = await runCases(cases, engines, {
    rounds: selection.rounds,
    progress: (line) => void globalThis.reportProgress(line),
  });
  return { run, void: visibility.stop(), isolated: globalThis.crossOriginIsolated };
};
