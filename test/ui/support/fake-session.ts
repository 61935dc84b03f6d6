import type { GradientFlow } from '../../../src/core/gradient-flow.ts';
import type { JacobianSpectrum } from '../../../src/core/jacobian-spectrum.ts';
import { LAYER_FIGURES, type Metrics } from '../../../src/core/metrics.ts';
import { compilePlan } from '../../../src/core/plan.ts';
import type { NumericArray } from '../../../src/core/arrays.ts';
import type {
  Inspection,
  ModelReading,
  RunDescription,
  RunRequest,
  Sensitivity,
  SensitivityQuestion,
  SessionHandle,
  SessionUpdate,
  Slope,
} from '../../../src/session/handle.ts';

const NO_POINTS = {
  count: 0,
  inputs: new Float32Array(0),
  plane: null,
  labels: new Float32Array(0),
};

/** An update of a paused run at step 0 in which nothing is new, with `change` applied. */
export function updateWith(change: Partial<SessionUpdate> = {}): SessionUpdate {
  return {
    state: 'paused',
    step: 0,
    firstStep: change.step ?? 0,
    losses: new Float32Array(0),
    metrics: [],
    stepsPerSecond: 0,
    millisecondsPerStep: NaN,
    evaluations: [],
    engine: 'cpu',
    adapter: 'JavaScript, one thread',
    engineReason: 'It was asked for.',
    method: null,
    overflow: null,
    notice: null,
    ...change,
  };
}

export function describeRequest({ spec, engine }: RunRequest): RunDescription {
  return {
    spec,
    step: 0,
    plan: compilePlan(spec, {
      inputs: 2,
      outputs: 2,
      examples: 10,
      classification: true,
    }),
    engine,
    adapter: 'JavaScript, one thread',
    engineReason: 'It was asked for.',
    method: null,
    task: 'classification',
    classNames: ['no', 'yes'],
    featureNames: ['x1', 'x2'],
    features: null,
    planeNames: ['x₁', 'x₂'],
    targetName: 'class',
    standardization: null,
    trainCount: 10,
    testCount: 0,
    points: { train: NO_POINTS, test: NO_POINTS },
    domain: [-6, 6],
  };
}

/** A session that computes nothing: it records calls, and tests send its news themselves. */
export class FakeSession implements SessionHandle {
  readonly calls: string[] = [];
  /** What `setPace` was told, in order. */
  readonly paces: number[] = [];
  /** Rejects the next `configure` with this. */
  failure: Error | null = null;
  /** Where the next run begins. */
  startingStep = 0;
  /** What `predict` waits for. */
  answer: Promise<Float32Array> = Promise.resolve(new Float32Array(0));
  readonly #listeners = new Set<(update: SessionUpdate) => void>();

  send(change: Partial<SessionUpdate> = {}): void {
    for (const listener of this.#listeners) listener(updateWith(change));
  }

  async configure(request: RunRequest): Promise<RunDescription> {
    this.calls.push(`configure ${request.engine}`);
    await Promise.resolve();
    const { failure } = this;
    this.failure = null;
    if (failure) throw failure;
    this.send({ step: this.startingStep });
    return { ...describeRequest(request), step: this.startingStep };
  }

  play(): Promise<void> {
    this.calls.push('play');
    return Promise.resolve();
  }

  setPace(stepsPerSecond: number): Promise<void> {
    this.paces.push(stepsPerSecond);
    return Promise.resolve();
  }

  pause(): Promise<void> {
    this.calls.push('pause');
    return Promise.resolve();
  }

  advance(steps: number): Promise<void> {
    this.calls.push(`advance ${steps}`);
    return Promise.resolve();
  }

  reset(): Promise<void> {
    this.calls.push('reset');
    return Promise.resolve();
  }

  predict(inputs: Float32Array): Promise<Float32Array> {
    this.calls.push(`predict ${inputs.length}`);
    return this.answer;
  }

  evaluate(): ReturnType<SessionHandle['evaluate']> {
    return Promise.reject(new Error('A fake session has nothing to evaluate.'));
  }

  readParameters(): Promise<Float32Array> {
    return Promise.resolve(new Float32Array(0));
  }

  writeParameters(parameters: NumericArray): Promise<void> {
    this.calls.push(`writeParameters ${parameters.length}`);
    return Promise.resolve();
  }

  readModel(inputs: Float32Array): Promise<ModelReading> {
    this.calls.push(`readModel ${inputs.length}`);
    const nothing = new Float32Array(0);
    return Promise.resolve({
      step: 0,
      parameters: nothing,
      statistics: nothing,
      outputs: nothing,
    });
  }

  inspect(inputs: Float32Array): Promise<Inspection> {
    this.calls.push(`inspect ${inputs.length}`);
    return Promise.resolve({ step: 0, parameters: new Float32Array(0), layers: [] });
  }

  spectrum(): Promise<JacobianSpectrum> {
    this.calls.push('spectrum');
    return Promise.reject(new Error('A fake has no spectrum.'));
  }

  gradientFlow(): Promise<GradientFlow> {
    this.calls.push('gradientFlow');
    return Promise.resolve({ step: 0, count: 0, loss: 0, layers: [] });
  }

  sensitivity({ inputs, output, of }: SensitivityQuestion): Promise<Sensitivity> {
    this.calls.push(`sensitivity ${inputs.length} ${of} ${output}`);
    return Promise.resolve({
      step: 0,
      outputs: new Float64Array(0),
      gradients: new Float64Array(inputs.length),
    });
  }

  differentiate(): Promise<Slope> {
    this.calls.push('differentiate');
    return Promise.resolve({
      step: 0,
      count: 0,
      loss: NaN,
      gradients: new Float32Array(0),
    });
  }

  subscribe(listener: (update: SessionUpdate) => void): () => void {
    this.#listeners.add(listener);
    return () => this.#listeners.delete(listener);
  }

  dispose(): void {
    this.calls.push('dispose');
  }
}

/** Figures in which only the gradient norms are set. */
export function metricsWithNorms(norms: readonly number[], step = 0): Metrics {
  const layers = new Float64Array(norms.length * LAYER_FIGURES.length);
  norms.forEach((norm, layer) => {
    layers[layer * LAYER_FIGURES.length + LAYER_FIGURES.indexOf('gradientNorm')] = norm;
  });
  return { step, loss: 1, accuracy: NaN, layers };
}
