import { spawnSync } from 'node:child_process';
import { mkdirSync, mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { dirname, join, relative } from 'node:path';
import { fileURLToPath } from 'node:url';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';

const root = fileURLToPath(new URL('../..', import.meta.url));

/** Each line: a file, what it imports, and the rules that break; an empty list is an arrow. */
const imports: readonly (readonly [
  from: string,
  to: string,
  rules: readonly string[],
])[] = [
  ['src/ops/allowed.ts', 'src/core/spec.ts', []],
  ['src/spec/allowed.ts', 'src/data/csv.ts', []],
  ['src/data/allowed.ts', 'src/calculus/evaluate.ts', []],
  ['src/kernels/layer/allowed.ts', 'src/gpu/kernel.ts', []],
  ['src/kernels/layer/allowed-shader.ts', 'shaders/layer/dense.wgsl?raw', []],
  ['src/engines/webgpu/allowed.ts', 'src/kernels/layer/dense.ts', []],
  ['src/ui/allowed.ts', 'src/session/handle.ts', []],
  ['src/main.ts', 'src/ui/app.ts', []],
  ['src/core/forbidden.ts', 'src/ops/relu.ts', ['arrows-of-core']],
  ['src/ops/forbidden.ts', 'src/data/csv.ts', ['arrows-of-ops']],
  ['src/calculus/forbidden.ts', 'src/data/csv.ts', ['arrows-of-calculus']],
  ['src/gpu/forbidden.ts', 'src/kernels/layer/dense.ts', ['arrows-of-gpu']],
  ['src/ui/forbidden-gpu.ts', 'src/gpu/device.ts', ['arrows-of-ui']],
  ['src/ui/forbidden-session.ts', 'src/session/run.ts', ['ui-holds-a-handle']],
  [
    'src/engines/tfjs/forbidden.ts',
    'src/engines/cpu/maths.ts',
    ['engines-are-strangers'],
  ],
  ['src/engines/cpu/forbidden.ts', 'src/gpu/device.ts', ['kernels-belong-to-webgpu']],
  [
    'src/kernels/layer/forbidden.ts',
    'src/gpu/device.ts',
    ['kernels-know-gpu-types-only'],
  ],
  [
    'src/session/forbidden.ts',
    'shaders/layer/dense.wgsl?raw',
    ['shaders-belong-to-kernels'],
  ],
  ['src/cli/forbidden.ts', 'src/node.ts', ['arrows-of-cli', 'entries-are-ends']],
  ['src/elements.ts', 'src/library.ts', ['library-is-for-entries']],
  ['src/attic/forbidden.ts', 'src/core/spec.ts', ['known-rooms']],
  ['src/core/lost.ts', 'src/core/nowhere.ts', ['resolvable']],
  ['src/state/one.ts', 'src/state/two.ts', ['no-cycles']],
  // A cycle is reported once, at its first file.
  ['src/state/two.ts', 'src/state/one.ts', []],
];

const targetsThatExist = imports
  .map(([, to]) => to.replace('?raw', ''))
  .filter((to) => to !== 'src/core/nowhere.ts');

let folder = '';
let broken = new Map<string, string[]>();

/** Writes the imports as a tree of files and returns the rules that each file breaks. */
function cruise(): Map<string, string[]> {
  const write = (path: string, text: string): void => {
    mkdirSync(dirname(join(folder, path)), { recursive: true });
    writeFileSync(join(folder, path), text);
  };
  write('tsconfig.json', '{"compilerOptions":{"module":"ESNext"}}');
  write('package.json', '{"type":"module"}');
  for (const path of targetsThatExist) write(path, 'export const value = 1;\n');
  for (const [from, to] of imports) {
    const specifier = relative(dirname(from), to);
    const local = specifier.startsWith('.') ? specifier : `./${specifier}`;
    write(from, `import { value } from '${local}';\nexport const used = value;\n`);
  }
  const tool = join(root, 'node_modules/dependency-cruiser/bin/dependency-cruise.mjs');
  const config = join(root, '.dependency-cruiser.cjs');
  const result = spawnSync(
    process.execPath,
    [tool, '--config', config, '--output-type', 'json', 'src'],
    { cwd: folder, encoding: 'utf8' },
  );
  const report = JSON.parse(result.stdout) as {
    summary: { violations: { from: string; rule: { name: string } }[] };
  };
  const found = new Map<string, string[]>();
  for (const { from, rule } of report.summary.violations) {
    found.set(from, [...(found.get(from) ?? []), rule.name]);
  }
  return found;
}

beforeAll(() => {
  folder = mkdtempSync(join(tmpdir(), 'nabla-arrows-'));
  broken = cruise();
});

afterAll(() => {
  rmSync(folder, { recursive: true });
});

describe('the arrows between rooms', () => {
  it.each(imports)('%s importing %s breaks %j', (from, _to, rules) => {
    expect([...(broken.get(from) ?? [])].sort()).toEqual([...rules].sort());
  });
});
