import { UserError } from '../core/errors.ts';
import type { JacobianSpectrum } from '../core/jacobian-spectrum.ts';
import type { Plan } from '../core/plan.ts';
import { jacobianSpectrum } from '../engines/cpu/jacobian-spectrum.ts';
import type { LiveRun } from './live-run.ts';

/** Σ min²·max over the layers' Jacobians, at most: about two seconds on a slow machine. */
const MOST_WORK = 2 ** 26;

/** @throws as `SessionHandle.spectrum` */
export async function measureSpectrum(run: LiveRun): Promise<JacobianSpectrum> {
  const { plan, training } = run.prepared;
  if (workOf(plan) > MOST_WORK)
    throw new UserError(
      'The layers of this network are too wide for the singular values of its Jacobian: 128 ' +
        'units in 20 layers, or 256 in 3, is about what can be taken apart while one waits.',
    );
  const { step, parameters, statistics } = await run.use((executor) =>
    executor.readState(),
  );
  const example = training.inputs.slice(0, plan.inputs);
  return jacobianSpectrum(plan, parameters, statistics, example, step);
}

function workOf({ layers }: Plan): number {
  return layers.reduce((sum, { inputs, units }) => {
    const [low, high] = inputs < units ? [inputs, units] : [units, inputs];
    return sum + low * low * high;
  }, 0);
}
