import { describeOverflow } from '../core/metrics.ts';
import { firstBatch, prepareRun } from '../session/prepare-run.ts';
import { ENGINE_OPTION, EXIT, OUT_OPTION, valueOf, type Command } from './command.ts';
import { readRunFiles } from './input-files.ts';
import { tell } from './io.ts';
import { namedTensors, rowsOf } from './named-tensors.ts';
import { openResultOutput } from './result-output.ts';

export const gradientsCommand: Command = {
  name: 'gradients',
  takesSpec: true,
  summary: 'Print loss and gradients of the first batch at the initial parameters.',
  options: [ENGINE_OPTION, OUT_OPTION],
  async run(given, io) {
    const output = await openResultOutput(io, valueOf(given, 'out'));
    const { spec, csv } = await readRunFiles(given.spec, io.cwd);
    const { engine } = await io.engines.resolve(valueOf(given, 'engine') ?? 'auto');
    const run = prepareRun(spec, csv);
    const batch = firstBatch(run);
    const executor = await engine.compile(run);
    try {
      const parameters = await executor.readParameters();
      const { loss, gradients, overflow } = await executor.gradients(batch);
      const message = overflow && describeOverflow(overflow, run.plan.layers.length);
      await output.write({
        engine: engine.id,
        adapter: executor.adapter,
        spec,
        step: 0,
        mode: 'training',
        inputs: rowsOf(batch.inputs, batch.count),
        targets: rowsOf(batch.targets, batch.count),
        parameters: namedTensors(run.plan, parameters),
        loss,
        gradients: namedTensors(run.plan, gradients),
        regularizationIncluded: true,
        stopped: message ?? undefined,
      });
      if (!message) return EXIT.ok;
      tell(io, message);
      return EXIT.failed;
    } finally {
      executor.dispose();
    }
  },
};
