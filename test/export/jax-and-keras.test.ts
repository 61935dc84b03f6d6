import { mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { CODE_GENERATORS } from '../../src/export/code/index.ts';
import { jax } from '../../src/export/code/jax.ts';
import { keras } from '../../src/export/code/keras.ts';
import type { ExportedCase } from './code-cases.ts';
import {
  compareAnswer,
  exportAll,
  fixture,
  hasPython,
  runPrograms,
  runScript,
  STEPS,
} from './python-runs.ts';

/*
 * Neither library is installed where the tests run. All programs are compiled by Python; those
 * for JAX are run on NumPy, with derivatives by differences (test/fixtures/export/numpy_jax.py).
 * What that needs and is not there counts as skipped. Some programs are committed, so that a
 * change of them is seen; `npx vitest run --project unit test/export -u` writes them anew.
 */

/** Derivatives by differences are slow: only small networks are trained. */
const FEW_PARAMETERS = 200;
const COMMITTED = [
  'gelu-residual-batch-normalization',
  'selu-layer-normalization',
  'depth-0-regression-of-a-file',
  'frozen-layers',
  'features-and-a-frozen-output',
  'dropout',
];

let exported: ReadonlyMap<string, ExportedCase>;
let folder = '';

beforeAll(async () => {
  folder = mkdtempSync(join(tmpdir(), 'nabla-jax-'));
  exported = await exportAll();
});

afterAll(() => rmSync(folder, { recursive: true, force: true }));

describe.each([keras, jax])('the $label export', (generator) => {
  it.each(COMMITTED)('writes the committed program: %s', async (name) => {
    const { model, shown } = exported.get(name)!;
    const code = generator.generate(model, shown);
    await expect(code).toMatchFileSnapshot(fixture(`${generator.id}/${name}.py`));
  });

  it('keeps to the length of a line', () => {
    for (const { model, shown } of exported.values())
      for (const line of generator.generate(model, shown).split('\n'))
        expect(line.length, line).toBeLessThanOrEqual(88);
  });
});

it.skipIf(!hasPython())('every program is Python', () => {
  const programs = CODE_GENERATORS.flatMap(({ generate }) =>
    [...exported.values()].map(({ model, shown }) => generate(model, shown)),
  );
  expect(runScript('compile.py', programs)).toBe(3 * exported.size);
});

it.skipIf(!hasPython('numpy'))(
  'the JAX programs predict and train as our engine does',
  { timeout: 120_000 },
  async () => {
    const steps = ({ model }: ExportedCase) =>
      model.plan.parameterCount <= FEW_PARAMETERS ? STEPS : 0;
    const run = () => runPrograms('answer_jax.py', jax, exported, folder, steps);
    const { answers } = run();
    for (const [name, one] of exported) await compareAnswer(name, one, answers[name]);
  },
);

it.skipIf(!hasPython())('names cannot leave their literals', async () => {
  const [{ model, shown }] = exported.values();
  const evil = '"""\nimport os; os.system("x") #\u2028\\" \u202e{}';
  const named = {
    ...model,
    featureNames: [evil, "'''"],
    classNames: [`${evil}\\`, '\n'],
    targetName: evil,
  };
  const programs = CODE_GENERATORS.map(({ generate }) => generate(named, shown));
  for (const program of programs) {
    expect(program).not.toMatch(/^import os/m);
    expect(program).not.toMatch(/[\u2028\u202e]/);
  }
  expect(runScript('compile.py', programs)).toBe(3);
});
