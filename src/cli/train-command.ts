import { EXECUTOR_REQUESTS, type ExecutorRequest } from '../core/engine.ts';
import { UserError } from '../core/errors.ts';
import { describeOverflow } from '../core/metrics.ts';
import { LIMITS } from '../core/spec.ts';
import type { Computation, RunDescription, SessionUpdate } from '../session/handle.ts';
import { TrainingSession } from '../session/training-session.ts';
import { mustBeKnown } from '../spec/problems.ts';
import {
  ENGINE_OPTION,
  EXIT,
  EXECUTOR_OPTION,
  OUT_OPTION,
  valueOf,
  type Command,
  type ExitStatus,
} from './command.ts';
import { readRunFiles } from './input-files.ts';
import { tell, type CliIo } from './io.ts';
import { namedTensors } from './named-tensors.ts';
import { ProgressLine } from './progress-line.ts';
import { openResultOutput } from './result-output.ts';

const DEFAULT_STEPS = 1000;
/** Longer than a frame, because nobody watches frames here: an interrupt may wait that long. */
const CHUNK_MILLISECONDS = 100;

export const trainCommand: Command = {
  name: 'train',
  takesSpec: true,
  summary: 'Train a network and print the result as JSON.',
  options: [
    ENGINE_OPTION,
    EXECUTOR_OPTION,
    { name: 'steps', value: 'N', help: `updates to take, ${DEFAULT_STEPS} by default` },
    OUT_OPTION,
  ],
  async run(given, io) {
    const steps = parseSteps(valueOf(given, 'steps'));
    const executor = parseExecutor(valueOf(given, 'executor'));
    const output = await openResultOutput(io, valueOf(given, 'out'));
    const { spec, csv } = await readRunFiles(given.spec, io.cwd);
    const session = new TrainingSession(io.engines, {
      chunkMilliseconds: CHUNK_MILLISECONDS,
      // They would count as training time; the result has one over everything.
      evaluates: false,
    });
    let interrupted = false;
    let stopListening = () => {};
    try {
      const engine = valueOf(given, 'engine') ?? 'auto';
      const request = { spec, csv, engine, executor, metricsEvery: 0 };
      const run = await session.configure(request);
      if (executor !== 'auto') assertExecutor(executor, run);
      // Not before: there is nothing to save yet, and a listener would keep a signal from
      // ending the process while a large network is prepared, which takes no events.
      stopListening = io.onInterrupt(() => {
        interrupted = true;
        // Without a session there is nothing to stop.
        session.pause().catch(() => undefined);
      });
      tell(io, `${run.engine} (${run.adapter}). ${run.engineReason}`);
      if (run.method) tell(io, `${run.method.id} executor. ${run.method.reason}`);
      const training = new Training(session, run, steps, io);
      if (!interrupted) await training.advance();
      const result = await training.result();
      // An interrupt that came after the last step has interrupted nothing.
      const cutShort = interrupted && result.steps < steps;
      await output.write({ ...result, interrupted: cutShort || undefined });
      return exitStatus(result.stopped !== undefined, cutShort);
    } finally {
      stopListening();
      session.dispose();
    }
  },
};

function exitStatus(stopped: boolean, interrupted: boolean): ExitStatus {
  if (stopped) return EXIT.failed;
  return interrupted ? EXIT.interrupted : EXIT.ok;
}

function parseSteps(text: string | undefined): number {
  if (text === undefined) return DEFAULT_STEPS;
  const steps = /^\d+$/.test(text) ? Number(text) : NaN;
  if (!(steps >= 1 && steps <= LIMITS.steps))
    throw new UserError(
      `--steps is "${text}"; it must be a whole number from 1 to ${LIMITS.steps}.`,
    );
  return steps;
}

function parseExecutor(text: string = 'auto'): ExecutorRequest {
  const executor = EXECUTOR_REQUESTS.find((known) => known === text);
  if (executor) return executor;
  throw new UserError(`--executor ${mustBeKnown(text, EXECUTOR_REQUESTS)}`);
}

/** An engine with one executor ignores what it is asked for; who typed it should know. */
function assertExecutor(asked: ExecutorRequest, run: Computation): void {
  if (run.method) return;
  throw new UserError(
    `--executor ${asked} is one of the two that webgpu has; the engine ${run.engine} has one ` +
      `only. ${run.engineReason} Leave --executor out, or train with --engine webgpu.`,
  );
}

/** One training on the command line: its progress, and what is left of it in the end. */
class Training {
  readonly #session: TrainingSession;
  readonly #run: RunDescription;
  readonly #steps: number;
  readonly #io: CliIo;
  readonly #progress: ProgressLine;
  readonly #losses: Float64Array;
  readonly #notices: string[] = [];
  #last: SessionUpdate | null = null;
  #seconds = 0;

  constructor(session: TrainingSession, run: RunDescription, steps: number, io: CliIo) {
    this.#session = session;
    this.#run = run;
    this.#steps = steps;
    this.#io = io;
    this.#progress = new ProgressLine(io);
    this.#losses = new Float64Array(steps);
    session.subscribe((update) => this.#receive(update));
  }

  async advance(): Promise<void> {
    const start = performance.now();
    await this.#session.advance(this.#steps);
    this.#seconds = (performance.now() - start) / 1000;
    this.#progress.finish(this.#describe());
    const overflow = this.#overflowMessage();
    if (overflow !== undefined) tell(this.#io, overflow);
  }

  async result() {
    const steps = this.#last?.step ?? 0;
    const { train, test } = await this.#session.evaluate();
    const parameters = await this.#session.readParameters();
    return {
      engine: this.#last?.engine ?? this.#run.engine,
      adapter: this.#last?.adapter ?? this.#run.adapter,
      executor: (this.#last ?? this.#run).method?.id,
      steps,
      trainLoss: train.loss,
      testLoss: test.loss,
      trainAccuracy: train.accuracy,
      testAccuracy: test.accuracy,
      stepsPerSecond: this.#seconds > 0 ? steps / this.#seconds : 0,
      stopped: this.#overflowMessage(),
      notices: this.#notices.length > 0 ? this.#notices : undefined,
      spec: this.#run.spec,
      lossHistory: this.#losses.subarray(0, steps),
      parameters: namedTensors(this.#run.plan, parameters),
    };
  }

  #receive(update: SessionUpdate): void {
    this.#last = update;
    this.#losses.set(update.losses, update.firstStep);
    if (update.notice !== null && update.overflow === null) {
      this.#notices.push(update.notice);
      this.#progress.end();
      tell(this.#io, update.notice);
    }
    this.#progress.update(this.#describe());
  }

  #overflowMessage(): string | undefined {
    const overflow = this.#last?.overflow;
    return overflow
      ? describeOverflow(overflow, this.#run.plan.layers.length)
      : undefined;
  }

  #describe(): string {
    const step = this.#last?.step ?? 0;
    const loss = step > 0 ? this.#losses[step - 1] : NaN;
    const rate = this.#last?.stepsPerSecond || step / (this.#seconds || Infinity);
    return (
      `step ${step}/${this.#steps}` +
      (step > 0 ? `  loss ${loss.toPrecision(4)}` : '') +
      (rate > 0 ? `  ${rate.toPrecision(3)} steps/s` : '')
    );
  }
}
