import { browserHost } from '../../src/session/browser-host.ts';
import type { Costs } from '../costs/measure-costs.ts';
import { wasmPaths } from '../../src/speed/engines/wasm-files.ts';
import { runCases, type RunResult } from '../run-cases.ts';
import { select, type Selection } from '../select.ts';
import { watchVisibility } from './visibility.ts';

/** What the page hands back to the script that drives it. */
export interface PageRun<Run> {
  readonly run: Run;
  readonly void: string | null;
  readonly isolated: boolean;
}

declare global {
  /** Runs the benchmark in this page. */
  var runBench: (
    selection: Selection & { readonly rounds: number },
  ) => Promise<PageRun<RunResult>>;
  /** Measures the costs of the adapter in this page. */
  var runCosts: (rounds: number) => Promise<PageRun<Costs>>;
  /** Put there by the script that drives the page. */
  var reportProgress: (line: string) => Promise<void>;
}

const findGpu = () => browserHost.findGpu();
const progress = (line: string) => void globalThis.reportProgress(line);

globalThis.runBench = ({ rounds, ...selection }) =>
  watched(() => {
    const { cases, engines } = select(selection, { findGpu, wasmPaths });
    return runCases(cases, engines, { rounds, progress });
  });

globalThis.runCosts = (rounds) =>
  watched(async () => {
    const { measureCosts } = await import('../costs/measure-costs.ts');
    return measureCosts(findGpu, { rounds, progress });
  });

async function watched<Run>(run: () => Promise<Run>): Promise<PageRun<Run>> {
  const visibility = watchVisibility(document);
  const result = await run();
  return {
    run: result,
    void: visibility.stop(),
    isolated: globalThis.crossOriginIsolated,
  };
}
