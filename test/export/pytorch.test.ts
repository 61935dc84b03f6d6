import { spawnSync } from 'node:child_process';
import { existsSync, mkdtempSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { fileURLToPath } from 'node:url';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { NORMALIZATIONS } from '../../src/core/spec.ts';
import { isInline, MODEL_FILE_NAME } from '../../src/export/code/code.ts';
import { pytorch } from '../../src/export/code/pytorch.ts';
import { writeModel } from '../../src/export/write-model.ts';
import { activations } from '../../src/ops/activations/index.ts';
import { clippings } from '../../src/ops/clippings/index.ts';
import { losses } from '../../src/ops/losses/index.ts';
import { optimizers } from '../../src/ops/optimizers/index.ts';
import { regularizers } from '../../src/ops/regularizers/index.ts';
import { schedules } from '../../src/ops/schedules/index.ts';
import { relativeError } from '../support/compare.ts';
import { CODE_CASES, exportCase, trainFurther, type ExportedCase } from './code-cases.ts';

/*
 * The exported programs are committed, and so are the answers that real PyTorch gave when it
 * ran them: that comparison is always made. Where the system's Python has PyTorch, the
 * programs are run anew; elsewhere that test counts as skipped, or as failed where
 * NABLA_REQUIRE_PYTORCH says that PyTorch must be there. After a change of the programs:
 *
 *     npx vitest run --project unit test/export/pytorch.test.ts -u
 *     NABLA_WRITE_FIXTURES=1 npm test -- --only unit export/pytorch
 */

const fixture = (path: string) =>
  fileURLToPath(new URL(`../fixtures/export/${path}`, import.meta.url));
const ANSWERS = fixture('pytorch-answers.json');
const PYTHON = '/usr/bin/python3';
const STEPS = 6;

/** What the project promises of an export, relative in the Euclidean norm. */
const TOLERANCE = 1e-5;
/** Updates multiply rounding errors, and `clip_grad_norm_` adds 1e-6 to a norm. */
const TRAINED_TOLERANCE = 1e-4;

interface Answer {
  readonly predictions: readonly (readonly number[])[];
  readonly shown: readonly (readonly number[])[];
  readonly expected: readonly (readonly number[])[];
  readonly trained: readonly (readonly number[])[];
}

interface Answers {
  readonly madeBy: string;
  readonly answers: Readonly<Record<string, Answer>>;
}

const hasPytorch =
  existsSync(PYTHON) &&
  spawnSync(PYTHON, [
    '-c',
    'import importlib.util, sys; sys.exit(importlib.util.find_spec("torch") is None)',
  ]).status === 0;
const isRequired = process.env['NABLA_REQUIRE_PYTORCH'] !== undefined;
const writes = process.env['NABLA_WRITE_FIXTURES'] !== undefined;

const exported = new Map<string, ExportedCase>();
let folder = '';

beforeAll(async () => {
  folder = mkdtempSync(join(tmpdir(), 'nabla-export-'));
  for (const each of CODE_CASES) exported.set(each.name, await exportCase(each));
});

afterAll(() => rmSync(folder, { recursive: true, force: true }));

const caseOf = (name: string): ExportedCase => exported.get(name)!;
const codeOf = ({ model, shown }: ExportedCase) => pytorch.generate(model, shown);

/** Fails unless the answers are ours; returns the largest error of predictions. */
async function compare(name: string, answer: Answer): Promise<number> {
  const ours = caseOf(name);
  const error = relativeError(answer.predictions.flat(), ours.predictions);
  expect(error, `${name}: predictions`).toBeLessThanOrEqual(TOLERANCE);
  const shownError = relativeError(answer.shown.flat(), answer.expected.flat());
  expect(shownError, `${name}: EXPECTED`).toBeLessThanOrEqual(TOLERANCE);
  const further = await trainFurther(ours, STEPS);
  // Training must show: without it the comparison would say nothing.
  expect(relativeError(further, ours.predictions), name).toBeGreaterThan(1e-3);
  expect(
    relativeError(answer.trained.flat(), further),
    `${name}: after training`,
  ).toBeLessThanOrEqual(TRAINED_TOLERANCE);
  return Math.max(error, shownError);
}

/** Writes the programs, and the models that some of them read, and lets PyTorch run them. */
function runPytorch(): Answers {
  const cases = CODE_CASES.map(({ name }) => {
    const one = caseOf(name);
    const { plan } = one.model;
    const path = join(folder, `${name}.py`);
    writeFileSync(path, codeOf(one));
    if (!isInline(plan))
      writeFileSync(join(folder, MODEL_FILE_NAME), writeModel(one.model));
    const rows = (values: Float32Array, width: number) =>
      Array.from({ length: values.length / width }, (_, row) =>
        Array.from(values.subarray(row * width, (row + 1) * width)),
      );
    const targets = rows(one.training.targets, plan.outputs);
    const indices = plan.training.loss.id === 'cross-entropy';
    return {
      name,
      path,
      inputs: rows(one.training.inputs, plan.inputs),
      targets: indices ? targets.map((row) => row.indexOf(1)) : targets,
      steps: STEPS,
    };
  });
  const { status, stdout, stderr } = spawnSync(PYTHON, [fixture('answer.py')], {
    input: JSON.stringify(cases),
    encoding: 'utf8',
    maxBuffer: 2 ** 26,
  });
  expect(status, stderr).toBe(0);
  return JSON.parse(stdout) as Answers;
}

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
    const code = codeOf(caseOf(name));
    await expect(code).toMatchFileSnapshot(fixture(`pytorch/${name}.py`));
    for (const line of code.split('\n')) expect(line.length).toBeLessThanOrEqual(88);
  });

  it.runIf(writes)('writes what PyTorch answers', () => {
    writeFileSync(ANSWERS, `${JSON.stringify(runPytorch(), null, 1)}\n`);
  });

  it.each(CODE_CASES)('predicted in PyTorch what our engine does: $name', async (one) => {
    const { answers } = JSON.parse(readFileSync(ANSWERS, 'utf8')) as Answers;
    await compare(one.name, answers[one.name]);
  });

  it.skipIf(!hasPytorch && !isRequired)(
    'predicts in the PyTorch of this machine what our engine does',
    { timeout: 120_000 },
    async () => {
      const { madeBy, answers } = runPytorch();
      const errors: number[] = [];
      for (const { name } of CODE_CASES) errors.push(await compare(name, answers[name]));
      process.stdout.write(
        `${madeBy}: the largest relative error is ${Math.max(...errors).toExponential(1)}.\n`,
      );
    },
  );
});
