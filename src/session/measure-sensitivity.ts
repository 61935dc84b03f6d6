import { UserError } from '../core/errors.ts';
import { inputGradients } from '../engines/cpu/input-gradients.ts';
import { MAX_INSPECTED, type Sensitivity, type SensitivityQuestion } from './handle.ts';
import type { LiveRun } from './live-run.ts';

/**
 * How much an answer changes with each input. On the CPU, whatever the engine, as with
 * `inspectRun`.
 * @throws UserError when the inputs are of another width, there is no such output, or there
 *   is too much to compute
 */
export async function measureSensitivity(
  run: LiveRun,
  { inputs, output, of }: SensitivityQuestion,
): Promise<Sensitivity> {
  const { plan } = run.prepared;
  const count = inputs.length / plan.inputs;
  if (!Number.isInteger(count))
    throw new UserError(
      `There are ${inputs.length} inputs to differentiate by; an example of this network has ${plan.inputs}.`,
    );
  if (!(Number.isInteger(output) && output >= 0 && output < plan.outputs))
    throw new UserError(
      `There is no output ${output}: this network has ${plan.outputs}, counted from 0.`,
    );
  if (of !== 'output' && of !== 'logit')
    throw new UserError(
      `"${String(of)}" cannot be differentiated; "output" and "logit" can.`,
    );
  const values = plan.layers.reduce((sum, { units }) => sum + units, plan.inputs);
  if (count * values > MAX_INSPECTED)
    throw new UserError(
      `${count} examples of ${values} inputs and units are too many to differentiate at once; at most ${Math.floor(MAX_INSPECTED / values)} examples are possible.`,
    );
  const { step, parameters, statistics } = await run.use((executor) =>
    executor.readState(),
  );
  const part = { output, of };
  return { step, ...inputGradients(plan, parameters, statistics, inputs, part) };
}
