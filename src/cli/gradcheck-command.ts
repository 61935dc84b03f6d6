import {
  checkGradients,
  type GradientCheck,
  type TensorCheck,
} from '../session/check-gradients.ts';
import { prepareRun } from '../session/prepare-run.ts';
import { ENGINE_OPTION, EXIT, valueOf, type Command } from './command.ts';
import { readRunFiles } from './input-files.ts';
import { writeText } from './io.ts';
import { ProgressLine } from './progress-line.ts';
import { formatTable } from './table.ts';

export const gradcheckCommand: Command = {
  name: 'gradcheck',
  takesSpec: true,
  summary: 'Compare gradients with central differences in float64.',
  options: [ENGINE_OPTION],
  async run(given, io) {
    const { spec, csv } = await readRunFiles(given.spec, io.cwd);
    const { engine } = await io.engines.resolve(valueOf(given, 'engine') ?? 'auto');
    const reference = await io.engines.load('cpu-f64');
    const run = prepareRun(spec, csv);
    const progress = new ProgressLine(io);
    const check = await checkGradients(run, engine, reference, (done, count) =>
      progress.update(`${done} of ${count} tensors checked`),
    );
    progress.end();
    const head = `${engine.id} (${check.adapter}), batch of step 0, initial parameters\n\n`;
    await writeText(io.stdout, [head, tableOf(check), '\n', explain(check)]);
    return check.tensors.some(({ verdict }) => verdict === 'failed')
      ? EXIT.failed
      : EXIT.ok;
  },
};

function tableOf({ tensors }: GradientCheck): string {
  const hasReference = tensors.some(({ referenceError }) => referenceError !== null);
  const hasOwn = tensors.some(({ ownError }) => ownError !== null);
  const head = ['tensor', 'shape', 'checked', 'left out', '‖gradient‖', 'error'];
  const rows = tensors.map((tensor) => [
    tensor.name,
    tensor.shape.join('×'),
    `${tensor.checked} of ${tensor.size}`,
    String(tensor.leftOut),
    tensor.norm.toExponential(2),
    tensor.error.toExponential(2),
    ...(hasReference ? [(tensor.referenceError ?? 0).toExponential(2)] : []),
    ...(hasOwn ? [(tensor.ownError ?? 0).toExponential(2)] : []),
    verdictOf(tensor),
  ]);
  const whole = [
    ...head,
    ...(hasReference ? ['vs cpu-f64'] : []),
    ...(hasOwn ? ['own loss'] : []),
    'verdict',
  ];
  // All columns between the shape and the verdict are numbers.
  const numeric = whole.map((_, column) => column).slice(2, -1);
  return formatTable([whole, ...rows], new Set(numeric));
}

function verdictOf({ verdict }: TensorCheck): string {
  return verdict === 'failed' ? 'FAILED' : verdict;
}

function explain({ tensors, limit }: GradientCheck): string {
  const reason =
    limit < 1e-4
      ? 'what differences in float64 resolve'
      : 'float32 rounds every term of every sum';
  const lines = [
    `error: ‖gradient − differences‖₂ / the larger norm, over the entries checked; limit ${limit} (${reason}).`,
  ];
  if (tensors.some(({ referenceError }) => referenceError !== null))
    lines.push(
      'vs cpu-f64: the same against the float64 engine’s gradient, over all entries; same limit.',
    );
  if (tensors.some(({ ownError }) => ownError !== null))
    lines.push(
      'own loss: against differences of the loss that the engine itself computes, each perturbed parameter a network of a population; same limit, beyond what rounding of that loss explains.',
    );
  if (tensors.some(({ checked, leftOut, size }) => checked + leftOut < size))
    lines.push('Of large tensors, a seeded draw of entries is checked.');
  if (tensors.some(({ leftOut }) => leftOut > 0))
    lines.push(
      'left out: entries with a kink of the loss (as of a ReLU) right beside them.',
    );
  if (tensors.some(({ verdict }) => verdict === 'unresolved'))
    lines.push(
      'unresolved: the gradient is smaller than what differences can tell from rounding, so they neither confirm nor refute it.',
    );
  const failed = tensors.filter(({ verdict }) => verdict === 'failed').length;
  lines.push(
    failed > 0
      ? `${failed} of ${tensors.length} tensors failed.`
      : `No tensor of ${tensors.length} failed.`,
  );
  return lines.map((line) => `${line}\n`).join('');
}
