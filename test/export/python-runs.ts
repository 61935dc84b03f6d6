import { spawnSync } from 'node:child_process';
import { existsSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { fileURLToPath } from 'node:url';
import { expect } from 'vitest';
import {
  isInline,
  MODEL_FILE_NAME,
  type CodeGenerator,
} from '../../src/export/code/code.ts';
import { writeModel } from '../../src/export/write-model.ts';
import { relativeError } from '../support/compare.ts';
import { CODE_CASES, exportCase, trainFurther, type ExportedCase } from './code-cases.ts';

/** Updates that a program takes after its predictions. */
export const STEPS = 6;

/** What the project promises of an export, relative in the Euclidean norm. */
const TOLERANCE = 1e-5;
/** Updates multiply rounding errors, and `clip_grad_norm_` adds 1e-6 to a norm. */
const TRAINED_TOLERANCE = 1e-4;

/** The system's Python, which has the packages of the system. */
const PYTHON = '/usr/bin/python3';

export const fixture = (path: string): string =>
  fileURLToPath(new URL(`../fixtures/export/${path}`, import.meta.url));

/** Whether there is a Python; with a package, whether it has that. */
export function hasPython(module = 'ast'): boolean {
  const code = `import importlib.util, sys; sys.exit(importlib.util.find_spec("${module}") is None)`;
  return existsSync(PYTHON) && spawnSync(PYTHON, ['-c', code]).status === 0;
}

/** Runs a script of the fixtures. @returns what it prints, as JSON */
export function runScript(script: string, request: unknown): unknown {
  const { status, stdout, stderr } = spawnSync(PYTHON, [fixture(script)], {
    input: JSON.stringify(request),
    encoding: 'utf8',
    maxBuffer: 2 ** 26,
  });
  expect(status, stderr).toBe(0);
  return JSON.parse(stdout);
}

type Rows = readonly (readonly number[])[];

export interface Answer {
  readonly predictions: Rows;
  readonly shown: Rows;
  readonly expected: Rows;
  /** Null where no update was asked for. */
  readonly trained: Rows | null;
  /** What `prepare` makes of points of the plane; null where there were none. */
  readonly prepared: Rows | null;
}

export interface Answers {
  readonly madeBy: string;
  readonly answers: Readonly<Record<string, Answer>>;
}

export async function exportAll(): Promise<ReadonlyMap<string, ExportedCase>> {
  const exported = new Map<string, ExportedCase>();
  for (const each of CODE_CASES) exported.set(each.name, await exportCase(each));
  return exported;
}

/**
 * Writes the programs, and the models that some of them read, and lets a script run them.
 * @param steps updates that each takes
 */
export function runPrograms(
  script: string,
  generator: CodeGenerator,
  exported: ReadonlyMap<string, ExportedCase>,
  folder: string,
  steps: (one: ExportedCase) => number,
): Answers {
  const cases = [...exported].map(([name, one]) => {
    const { plan } = one.model;
    const path = join(folder, `${name}.py`);
    writeFileSync(path, generator.generate(one.model, one.shown));
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
      plane: one.plane && rows(one.plane, 2),
      // Dropout drops others there, so that nothing can be compared; but it has to run.
      steps: one.random ? 1 : steps(one),
    };
  });
  return runScript(script, cases) as Answers;
}

/** Fails unless the answer is ours; returns the largest error of predictions. */
export async function compareAnswer(
  name: string,
  ours: ExportedCase,
  answer: Answer,
): Promise<number> {
  const error = relativeError(answer.predictions.flat(), ours.predictions);
  expect(error, `${name}: predictions`).toBeLessThanOrEqual(TOLERANCE);
  const shownError = relativeError(answer.shown.flat(), answer.expected.flat());
  expect(shownError, `${name}: EXPECTED`).toBeLessThanOrEqual(TOLERANCE);
  if (ours.plane)
    expect(
      relativeError(answer.prepared!.flat(), ours.training.inputs),
      `${name}: prepare`,
    ).toBeLessThanOrEqual(TOLERANCE);
  if (answer.trained && !ours.random) {
    const further = await trainFurther(ours, STEPS);
    // Training must show: without it the comparison would say nothing.
    expect(relativeError(further, ours.predictions), name).toBeGreaterThan(1e-3);
    const trainedError = relativeError(answer.trained.flat(), further);
    expect(trainedError, `${name}: after training`).toBeLessThanOrEqual(
      TRAINED_TOLERANCE,
    );
  }
  return Math.max(error, shownError);
}
