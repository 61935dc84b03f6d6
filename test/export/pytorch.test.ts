import { mkdtempSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { NORMALIZATIONS } from '../../src/core/spec.ts';
import { isInline } from '../../src/export/code/code.ts';
import { pytorch } from '../../src/export/code/pytorch.ts';
import { activations } from '../../src/ops/activations/index.ts';
import { clippings } from '../../src/ops/clippings/index.ts';
import { losses } from '../../src/ops/losses/index.ts';
import { optimizers } from '../../src/ops/optimizers/index.ts';
import { regularizers } from '../../src/ops/regularizers/index.ts';
import { schedules } from '../../src/ops/schedules/index.ts';
import { CODE_CASES, type ExportedCase } from './code-cases.ts';
import {
  compareAnswer,
  exportAll,
  fixture,
  hasPython,
  runPrograms,
  STEPS,
  type Answers,
} from './python-runs.ts';

/*
 * The exported programs are committed, and so are the answers that real PyTorch gave when it
 * ran them: that comparison is always made. Where the system's Python has PyTorch, the
 * programs are run anew; elsewhere that test counts as skipped, or as failed where
 * NABLA_REQUIRE_PYTORCH says that PyTorch must be there. After a change of the programs:
 *
 *     npx vitest run --project unit test/export/pytorch.test.ts -u
 *     NABLA_WRITE_FIXTURES=1 npm test -- --only unit export/pytorch
 */

const ANSWERS = fixture('pytorch-answers.json');
const hasPytorch = hasPython('torch');
const isRequired = process.env['NABLA_REQUIRE_PYTORCH'] !== undefined;
const writes = process.env['NABLA_WRITE_FIXTURES'] !== undefined;

let exported: ReadonlyMap<string, ExportedCase>;
let folder = '';

beforeAll(async () => {
  folder = mkdtempSync(join(tmpdir(), 'nabla-pytorch-'));
  exported = await exportAll();
});

afterAll(() => rmSync(folder, { recursive: true, force: true }));

const caseOf = (name: string): ExportedCase => exported.get(name)!;
const runPytorch = () => runPrograms('answer.py', pytorch, exported, folder, () => STEPS);

describe('the PyTorch export', () => {
  it('is tried on every operation', () => {
    const plans = [...exported.values()].map(({ model }) => model.plan);
    const layers = plans.flatMap((plan) => plan.layers);
    const hidden = plans.flatMap((plan) => plan.layers.slice(0, -1));
    const trainings = plans.map(({ training }) => training);
    const used = {
      activations: hidden.map(({ activation }) => activation.id),
      normalizations: layers.map(({ normalization }) => normalization),
      losses: trainings.map(({ loss }) => loss.id),
      optimizers: trainings.map(({ optimizer }) => optimizer.id),
      schedules: trainings.map(({ schedule }) => schedule.id),
      regularizers: trainings.map(({ regularization }) => regularization.id),
      clippings: trainings.map(({ clipping }) => clipping.id),
    };
    const known = {
      activations: activations.ids,
      normalizations: NORMALIZATIONS,
      losses: losses.ids,
      optimizers: optimizers.ids,
      schedules: schedules.ids,
      regularizers: regularizers.ids,
      clippings: clippings.ids,
    };
    for (const kind of Object.keys(known) as (keyof typeof known)[])
      expect([...new Set(used[kind])].sort(), kind).toEqual([...known[kind]].sort());
    const residual = hidden.filter((each) => each.residual);
    for (const sign of [-1, 0, 1])
      expect(residual.some((l) => Math.sign(l.units - l.inputs) === sign)).toBe(true);
    expect(plans.some(({ layers: all }) => all.length === 1)).toBe(true);
    expect(plans.some((plan) => !isInline(plan))).toBe(true);
  });

  it.each(CODE_CASES)('writes the committed program: $name', async ({ name }) => {
    const { model, shown } = caseOf(name);
    const code = pytorch.generate(model, shown);
    await expect(code).toMatchFileSnapshot(fixture(`pytorch/${name}.py`));
    for (const line of code.split('\n')) expect(line.length).toBeLessThanOrEqual(88);
  });

  if (writes)
    it('writes what PyTorch answers', () => {
      writeFileSync(ANSWERS, `${JSON.stringify(runPytorch(), null, 1)}\n`);
    });

  it.each(CODE_CASES)(
    'predicted in PyTorch what our engine does: $name',
    async ({ name }) => {
      const { answers } = JSON.parse(readFileSync(ANSWERS, 'utf8')) as Answers;
      await compareAnswer(name, caseOf(name), answers[name]);
    },
  );

  it.skipIf(!hasPytorch && !isRequired)(
    'predicts in the PyTorch of this machine what our engine does',
    { timeout: 120_000 },
    async () => {
      const { madeBy, answers } = runPytorch();
      const errors: number[] = [];
      for (const { name } of CODE_CASES)
        errors.push(await compareAnswer(name, caseOf(name), answers[name]));
      process.stdout.write(
        `${madeBy}: the largest relative error is ${Math.max(...errors).toExponential(1)}.\n`,
      );
    },
  );
});
