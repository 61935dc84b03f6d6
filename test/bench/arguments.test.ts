import { describe, expect, it } from 'vitest';
import { parseBenchArguments } from '../../bench/arguments.ts';
import { caseSets } from '../../bench/cases/catalogue.ts';
import { networks } from '../../bench/cases/networks.ts';
import { operationsPerStep, problemOf } from '../../src/speed/cases/training-case.ts';
import { watchVisibility } from '../../bench/page/visibility.ts';
import { select } from '../../bench/select.ts';

const host = { findGpu: async () => undefined, wasmPaths: {} };

describe('the arguments of the benchmark', () => {
  it('are all cases and engines in a browser unless stated', () => {
    expect(parseBenchArguments([])).toEqual({
      cases: [],
      engines: [],
      host: 'browser',
      json: null,
      chart: null,
      agreement: null,
      costs: false,
      quick: false,
      help: false,
    });
    const { cases, engines } = select({ cases: [], engines: [] }, host);
    expect(cases).toEqual(caseSets);
    expect(engines.map(({ id }) => id)).toEqual([
      'webgpu',
      'cpu',
      'tfjs-cpu',
      'tfjs-wasm',
      'tfjs-webgl',
      'tfjs-webgpu',
      'jax-wasm',
      'jax-webgpu',
    ]);
  });

  it('take several ids, each once, in the usual order', () => {
    const given = ['--case', 'wide,tiny', '--case=tiny', '--engine', 'webgpu-tiled'];
    const { cases, engines } = select(parseBenchArguments(given), host);
    expect(cases.flatMap((set) => set.cases).map(({ id }) => id)).toEqual([
      'tiny',
      'wide',
    ]);
    expect(engines.map(({ id }) => id)).toEqual(['webgpu-tiled']);
  });

  it('name the known cases, engines and hosts where one is unknown', () => {
    const chosen = (...given: string[]) => select(parseBenchArguments(given), host);
    expect(() => chosen('--case', 'huge')).toThrow(
      /no case "huge"; known are "tiny-10", "tiny", .* or "gemm-4096"/,
    );
    expect(() => chosen('--engine', 'torch')).toThrow(
      /no engine "torch"; known are "webgpu", .* or "cpu-broken"/,
    );
    expect(() => chosen('--host', 'deno')).toThrow('"browser" or "node"');
    expect(() => chosen('--cases', 'tiny')).toThrow('--case ID');
    expect(() => chosen('--case', '')).toThrow('no case ""');
  });

  it('measure costs of no case and no engine', () => {
    const given = ['--costs', '--host', 'node', '--json', 'costs.json'];
    expect(parseBenchArguments(given)).toMatchObject({
      costs: true,
      host: 'node',
      json: 'costs.json',
    });
    for (const other of ['--case=tiny', '--engine=webgpu', '--chart=a.json'])
      expect(() => parseBenchArguments(['--costs', other])).toThrow(
        'it takes --host, --json and --quick',
      );
  });
});

describe('the cases', () => {
  it('count the operations of the matrix products', () => {
    const { plan } = problemOf(networks[1]);
    // 2·256·(2·8·2 + 8·8·3 + 8·1·3)
    expect(operationsPerStep(plan)).toBe(2 * 256 * (32 + 192 + 24));
  });

  it('hand out the batches that engines draw themselves, each example once', () => {
    const { batches, training, plan } = problemOf(networks[0]);
    expect(batches.map(({ count }) => count)).toEqual([10, 10, 10, 10]);
    const rows = (inputs: Float32Array) =>
      Array.from({ length: inputs.length / plan.inputs }, (_, row) =>
        inputs.slice(row * plan.inputs, (row + 1) * plan.inputs).join(),
      );
    expect(batches.flatMap(({ inputs }) => rows(inputs)).sort()).toEqual(
      rows(training.inputs).sort(),
    );
  });
});

describe('the visibility of the page', () => {
  function fakePage(visibilityState: DocumentVisibilityState) {
    const page = Object.assign(new EventTarget(), { visibilityState });
    return {
      page,
      become(state: DocumentVisibilityState) {
        page.visibilityState = state;
        page.dispatchEvent(new Event('visibilitychange'));
      },
    };
  }

  it('voids a run whose page was hidden at any time', () => {
    const { page, become } = fakePage('visible');
    const { stop } = watchVisibility(page);
    become('hidden');
    become('visible');
    expect(stop()).toMatch('hidden');
    expect(watchVisibility(fakePage('hidden').page).stop()).toMatch('hidden');
  });

  it('lets a visible one count', () => {
    expect(watchVisibility(fakePage('visible').page).stop()).toBeNull();
  });
});
