import type { NumericArray } from '../core/arrays.ts';
import type { GradientFlow } from '../core/gradient-flow.ts';
import type { JacobianSpectrum } from '../core/jacobian-spectrum.ts';
import { evaluateRun } from './evaluate-run.ts';
import type {
  Inspection,
  ModelReading,
  Sensitivity,
  SensitivityQuestion,
  SessionEvaluation,
  SessionHandle,
  Slope,
} from './handle.ts';
import { differentiateRun, inspectRun, readModel } from './inspect-run.ts';
import type { LiveRun } from './live-run.ts';
import { measureFlow } from './measure-flow.ts';
import { measureSensitivity } from './measure-sensitivity.ts';
import { measureSpectrum } from './measure-spectrum.ts';

/** The calls of a session that ask something of its run and change nothing. */
export type RunQuestion =
  | 'predict'
  | 'evaluate'
  | 'readParameters'
  | 'inspect'
  | 'sensitivity'
  | 'gradientFlow'
  | 'spectrum'
  | 'readModel'
  | 'differentiate';

/**
 * Answers what is asked of a run. Arrays handed in are copied before a call returns its promise:
 * the caller may change them then.
 */
export abstract class RunQuestions implements Pick<SessionHandle, RunQuestion> {
  /** Works on the present run in the order of the calls. @throws UserError when there is none */
  protected abstract onRun<T>(work: (run: LiveRun) => Promise<T>): Promise<T>;

  predict(inputs: Float32Array): Promise<NumericArray> {
    const copy = inputs.slice();
    return this.onRun((run) => run.use((executor) => executor.predict(copy)));
  }

  evaluate(): Promise<SessionEvaluation> {
    return this.onRun(async (run) => {
      const evaluation = await evaluateRun(run, Infinity, () => false);
      if (!evaluation)
        throw new Error('An evaluation that nothing cancels has no result.');
      return evaluation;
    });
  }

  readParameters(): Promise<NumericArray> {
    return this.onRun((run) => run.use((executor) => executor.readParameters()));
  }

  inspect(inputs: Float32Array): Promise<Inspection> {
    const copy = inputs.slice();
    return this.onRun((run) => inspectRun(run, copy));
  }

  sensitivity(question: SensitivityQuestion): Promise<Sensitivity> {
    const copy = { ...question, inputs: question.inputs.slice() };
    return this.onRun((run) => measureSensitivity(run, copy));
  }

  readModel(inputs: Float32Array): Promise<ModelReading> {
    const copy = inputs.slice();
    return this.onRun((run) => readModel(run, copy));
  }

  gradientFlow(): Promise<GradientFlow> {
    return this.onRun((run) => measureFlow(run));
  }

  spectrum(): Promise<JacobianSpectrum> {
    return this.onRun((run) => measureSpectrum(run));
  }

  differentiate(): Promise<Slope> {
    return this.onRun((run) => differentiateRun(run));
  }
}
