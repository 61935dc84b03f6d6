import { mkdtempSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterAll, describe, expect, it } from 'vitest';
import { parseBenchArguments } from '../../bench/arguments.ts';
import { chartData } from '../../bench/chart/chart-data.ts';
import { drawChart } from '../../bench/chart/draw-chart.ts';
import { loadReport } from '../../bench/chart/load-report.ts';
import { createReport, type Report } from '../../bench/report.ts';
import type { CaseResult } from '../../bench/run-cases.ts';
import { environment } from './sample-report.ts';

const folder = mkdtempSync(join(tmpdir(), 'nabla-chart-'));
afterAll(() => rmSync(folder, { recursive: true }));

const timed = (engine: string, milliseconds: number) => {
  const throughput = [0.5, 1, 2].map((slowness) => slowness * milliseconds);
  const times = { stepsPerSample: 1, settled: true, throughput, latency: throughput };
  return { engine, times };
};

const caseOf = (id: string, operations: number): CaseResult => ({
  case: id,
  label: `${id} & <more>`,
  operations,
  results: [
    timed('webgpu', 0.2),
    timed('jax-wasm', 30),
    { engine: 'tfjs-cpu', refused: 'The gradient of "w" is off.' },
  ],
});

const reportOf = (...cases: CaseResult[]): Report =>
  createReport({ engines: [], cases }, environment, 3, null);

const mixed = reportOf(caseOf('tiny', 4e6), caseOf('gemm-256-forward', 2 * 256 ** 3));

/** Names of the elements, in order. @throws Error where one is not closed as it was opened */
function elementsOf(svg: string): string[] {
  const open: string[] = [];
  const names: string[] = [];
  for (const [, closing, name, empty] of svg.matchAll(
    /<(\/?)([a-z]+)(?:\s+[a-zA-Z0-9:-]+="[^"<]*")*\s*(\/?)>/g,
  )) {
    if (closing) {
      if (open.pop() !== name) throw new Error(`</${name}> closes another element.`);
    } else {
      names.push(name);
      if (!empty) open.push(name);
    }
  }
  if (open.length > 0) throw new Error(`<${open.join('> <')}> stay open.`);
  // Whatever looks like a tag was one.
  expect(svg.match(/</g)).toHaveLength(svg.match(/<\/?[a-z]+[^<>]*>/g)!.length);
  return names;
}

describe('a chart', () => {
  it('has a bar for each time, a reason where there is none, and words for both', () => {
    const svg = drawChart(chartData(mixed, []), mixed);
    const names = elementsOf(svg);
    // The ground, two in the legend, two a case.
    expect(names.filter((name) => name === 'rect')).toHaveLength(1 + 2 + 4);
    expect(names.slice(0, 3)).toEqual(['svg', 'title', 'desc']);
    expect(svg).toContain('role="img" aria-labelledby="title description"');
    expect(svg).toContain('tiny: webgpu 0.200, jax-wasm 30.0, tfjs-cpu no time.');
    expect(svg).toContain('<title>The gradient of &quot;w&quot; is off.</title>');
    expect(svg).toContain('tiny &amp; &lt;more&gt;');
    expect(svg).toContain('prefers-color-scheme: dark');
  });

  it('has a logarithmic axis from power to power', () => {
    const svg = drawChart(chartData(mixed, ['tiny']), mixed);
    // Of 0.1 to 60 ms: the quartiles count.
    for (const label of ['0.1', '1', '10', '100'])
      expect(svg).toContain(`>${label}</text>`);
    const widths = [
      ...svg.matchAll(/class="(?:own|other)" x="120" y="\d+" width="([\d.]+)"/g),
    ];
    const [first, second] = widths.map(([, width]) => Number(width));
    // 560 pixels are three powers of ten.
    expect(first).toBeCloseTo((560 / 3) * Math.log10(0.2 / 0.1), 0);
    expect(second).toBeCloseTo((560 / 3) * Math.log10(30 / 0.1), 0);
  });

  it('shows the speed of matrix products when there is nothing else', () => {
    const { unit, lessIsBetter, groups } = chartData(mixed, ['gemm']);
    expect([unit, lessIsBetter]).toEqual(['GFLOP/s', false]);
    const speed = (2 * 256 ** 3) / 0.2 / 1e6;
    expect(groups[0].rows[0].value?.median).toBeCloseTo(speed, 9);
    expect(groups[0].rows[0].value?.upper).toBeCloseTo(speed / 0.75, 9);
    expect(chartData(mixed, []).unit).toBe('ms a step');
  });

  it('is refused in words where there is nothing to draw', () => {
    expect(() => chartData(mixed, ['wide'])).toThrow(
      'The result has no times to draw; its cases are tiny, gemm-256-forward.',
    );
    expect(() => chartData(mixed, ['huge'])).toThrow('There is no case "huge"');
  });
});

describe('the result that is drawn', () => {
  const written = (name: string, text: string) => {
    const path = join(folder, name);
    writeFileSync(path, text);
    return path;
  };

  it('is read as it was written', () => {
    const path = written('result.json', JSON.stringify(mixed));
    expect(loadReport(path)).toEqual(JSON.parse(JSON.stringify(mixed)));
  });

  it('is refused in words where it is none', () => {
    const missing = join(folder, 'missing.json');
    expect(() => loadReport(missing)).toThrow('missing.json" cannot be read');
    for (const text of ['', '{"format": 2}', '{"format": 1, "cases": [3]}', '[]'])
      expect(() => loadReport(written('other.json', text))).toThrow('is no result');
    const hidden = { ...mixed, void: 'the page was hidden while it ran.' };
    expect(() => loadReport(written('void.json', JSON.stringify(hidden)))).toThrow(
      /is void: the page was hidden/,
    );
  });

  it('is named together with the file of the chart', () => {
    const given = ['--chart', 'a.json', '--out', 'b.svg'];
    expect(parseBenchArguments(given).chart).toEqual({ result: 'a.json', out: 'b.svg' });
    expect(() => parseBenchArguments(['--chart', 'a.json'])).toThrow('--out is missing');
    expect(() => parseBenchArguments(['--out', 'b.svg'])).toThrow('--chart is missing');
  });
});

it('the committed chart is that of the committed result', () => {
  const path = 'bench/results/swiftshader-2-cores';
  const report = loadReport(`${path}.json`);
  const svg = drawChart(chartData(report, []), report);
  elementsOf(svg);
  expect(readFileSync(`${path}.svg`, 'utf8')).toBe(svg);
});
