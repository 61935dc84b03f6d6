import type {
  CompileOptions,
  Engine,
  Executor,
  ExecutorState,
} from '../../src/core/engine.ts';
import { cpuEngine, cpuFloat64Engine } from '../../src/engines/cpu/index.ts';
import { EngineCatalogue } from '../../src/session/engine-catalogue.ts';
import type {
  RunRequest,
  SessionHandle,
  SessionUpdate,
} from '../../src/session/handle.ts';
import { parseSpec } from '../../src/spec/parse-spec.ts';

/** A network of two layers on little data: hundreds of steps take milliseconds. */
export function tinySpec(changes: Record<string, unknown> = {}) {
  return parseSpec({
    version: 1,
    seed: 7,
    data: { dataset: 'circle', samples: 60, noise: 0.1, testFraction: 0.5 },
    network: {
      hidden: [{ units: 4, activation: 'tanh' }],
      output: { activation: 'softmax' },
    },
    loss: 'cross-entropy',
    optimizer: { id: 'adam', learningRate: 0.01 },
    batchSize: 8,
    ...changes,
  });
}

/** Overflows in its first step: gain 10 over 50 linear layers. */
export function explodingSpec() {
  const initializer = { id: 'he-normal', gain: 10 };
  return tinySpec({
    network: {
      hidden: Array.from({ length: 50 }, () => ({
        units: 8,
        activation: 'linear',
        initializer,
      })),
      output: { activation: 'softmax', initializer },
    },
  });
}

export function request(changes: Partial<RunRequest> = {}): RunRequest {
  return { spec: tinySpec(), engine: 'cpu', metricsEvery: 0, ...changes };
}

/** The CPU engines, and `webgpu` replaced by `stand-in` or absent. */
export function catalogueWith(standIn?: Engine): EngineCatalogue {
  const webgpu: Engine = standIn ?? {
    ...cpuEngine,
    id: 'webgpu',
    label: 'WebGPU',
    probe: async () => ({ available: false, reason: 'This test has none.' }),
  };
  return new EngineCatalogue(
    [webgpu, cpuEngine, cpuFloat64Engine].map((engine) => ({
      id: engine.id,
      label: engine.label,
      load: async () => engine,
    })),
  );
}

/** The CPU engine under the name of `webgpu`; `beforeCall` may throw in its place. */
export function failingEngine(
  beforeCall: (method: string, executor: Executor) => void,
  beforeCompile: (options: CompileOptions) => void = () => undefined,
): Engine {
  return {
    ...cpuEngine,
    id: 'webgpu',
    label: 'WebGPU',
    async compile(options) {
      beforeCompile(options);
      const inner = await cpuEngine.compile(options);
      const guard = (method: string) => beforeCall(method, inner);
      const executor: Executor = {
        plan: inner.plan,
        adapter: 'Stand-in',
        get step() {
          return inner.step;
        },
        async train(steps, trainOptions) {
          guard('train');
          return inner.train(steps, trainOptions);
        },
        async predict(inputs) {
          guard('predict');
          return inner.predict(inputs);
        },
        async evaluate(examples) {
          guard('evaluate');
          return inner.evaluate(examples);
        },
        gradients: (batch) => inner.gradients(batch),
        differentiate: (steps) => inner.differentiate(steps),
        readParameters: () => inner.readParameters(),
        writeParameters: (parameters) => inner.writeParameters(parameters),
        async readState() {
          guard('readState');
          return inner.readState();
        },
        async writeState(state: ExecutorState) {
          guard('writeState');
          return inner.writeState(state);
        },
        dispose: () => inner.dispose(),
      };
      return executor;
    },
  };
}

/** Every update of a session, and the losses as its user would keep them. */
export function record(session: SessionHandle) {
  const updates: SessionUpdate[] = [];
  const losses: number[] = [];
  session.subscribe((update) => {
    updates.push(update);
    losses.length = Math.min(losses.length, update.firstStep);
    losses.push(...update.losses);
  });
  return {
    updates,
    losses,
    last: (): SessionUpdate => {
      const update = updates.at(-1);
      if (!update) throw new Error('There was no update yet.');
      return update;
    },
  };
}

/** Resolves with the first update that satisfies `condition`. */
export function untilUpdate(
  session: SessionHandle,
  condition: (update: SessionUpdate) => boolean,
): Promise<SessionUpdate> {
  return new Promise((resolve) => {
    const end = session.subscribe((update) => {
      if (!condition(update)) return;
      end();
      resolve(update);
    });
  });
}
