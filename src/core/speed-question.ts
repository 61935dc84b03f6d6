/** What grows within a family of networks. */
export const SPEED_AXES = ['width', 'batch', 'depth', 'parameters'] as const;
export type SpeedAxis = (typeof SPEED_AXES)[number];

/** A network of equal hidden layers: inputs-[depth × width]-outputs. */
export interface FamilyNetwork {
  readonly inputs: number;
  /** Units of each hidden layer. */
  readonly width: number;
  /** Hidden layers. */
  readonly depth: number;
  readonly outputs: number;
  readonly batchSize: number;
}

/** `32-[2 × 64]-10` */
export const describeNetwork = ({
  inputs,
  width,
  depth,
  outputs,
}: FamilyNetwork): string => `${inputs}-[${depth} × ${width}]-${outputs}`;

/** What a size may be along each axis. */
export const AXIS_BOUNDS: Readonly<
  Record<SpeedAxis, { readonly min: number; readonly max: number }>
> = {
  width: { min: 1, max: 8192 },
  batch: { min: 1, max: 65_536 },
  depth: { min: 1, max: 128 },
  parameters: { min: 100, max: 2 ** 25 },
};
/** What the network besides may be. */
export const FAMILY_BOUNDS: Readonly<
  Record<keyof FamilyNetwork, { readonly min: number; readonly max: number }>
> = {
  inputs: { min: 1, max: 8192 },
  width: AXIS_BOUNDS.width,
  depth: AXIS_BOUNDS.depth,
  outputs: { min: 1, max: 1024 },
  batchSize: AXIS_BOUNDS.batch,
};

/** What is timed of each engine at each size, in milliseconds a gradient or step. */
export const QUANTITIES = ['gradient', 'step', 'latency'] as const;
/**
 * `gradient`: forward and backward of one batch, many in one call; `step`: the same with the
 * update; `latency`: a single step whose loss is waited for.
 */
export type Quantity = (typeof QUANTITIES)[number];

/**
 * The engines that can be measured, with what they compute on. `cpu` and `gpu` are compared with
 * each other; `control` is there to try the instrument, and `reference` to show what neither does.
 */
export const SPEED_ENGINES = [
  { id: 'webgpu', label: 'Nabla, WebGPU', device: 'gpu' },
  { id: 'webgpu-fused', label: 'Nabla, WebGPU, fused', device: 'gpu' },
  { id: 'webgpu-tiled', label: 'Nabla, WebGPU, tiled', device: 'gpu' },
  { id: 'cpu', label: 'Nabla, CPU', device: 'cpu' },
  { id: 'tfjs-cpu', label: 'TensorFlow.js, CPU', device: 'cpu' },
  { id: 'tfjs-wasm', label: 'TensorFlow.js, WebAssembly', device: 'cpu' },
  { id: 'tfjs-webgl', label: 'TensorFlow.js, WebGL', device: 'gpu' },
  { id: 'tfjs-webgpu', label: 'TensorFlow.js, WebGPU', device: 'gpu' },
  { id: 'jax-wasm', label: 'jax-js, WebAssembly', device: 'cpu' },
  { id: 'jax-webgpu', label: 'jax-js, WebGPU', device: 'gpu' },
  { id: 'finite-differences', label: 'Finite differences, CPU', device: 'reference' },
  { id: 'cpu-again', label: 'Control: CPU again', device: 'control' },
  { id: 'cpu-slowed', label: 'Control: CPU, 20 % slower', device: 'control' },
  { id: 'cpu-broken', label: 'Control: CPU, broken', device: 'control' },
] as const;
export type SpeedEngineId = (typeof SPEED_ENGINES)[number]['id'];
export type SpeedDevice = (typeof SPEED_ENGINES)[number]['device'];

/** What is to be measured. */
export interface SpeedQuestion {
  readonly base: FamilyNetwork;
  readonly axis: SpeedAxis;
  /** Places on the axis, ascending. */
  readonly values: readonly number[];
  /** Ids of engines. */
  readonly engines: readonly string[];
  /** Samples of each figure. */
  readonly rounds: number;
}

export const QUESTION_LIMITS = { values: 16, engines: 16, rounds: 99 } as const;

/** What is wrong with a question, in a sentence; null where nothing is. */
export function questionProblem(question: SpeedQuestion): string | null {
  const { axis, values, engines, rounds, base } = question;
  const { min, max } = AXIS_BOUNDS[axis];
  if (values.length === 0 || values.length > QUESTION_LIMITS.values)
    return `A measurement has 1 to ${QUESTION_LIMITS.values} sizes; ${values.length} are asked for.`;
  const outside = values.find((value) => !isWithin(value, { min, max }));
  if (outside !== undefined)
    return `The ${axis} ${outside} is not measured: it must be a whole number from ${min} to ${max}.`;
  if (values.some((value, at) => at > 0 && value <= values[at - 1]))
    return 'The sizes must ascend.';
  if (engines.length === 0) return 'Choose an engine to be measured.';
  const unknown = engines.find((id) => !SPEED_ENGINES.some((engine) => engine.id === id));
  if (unknown !== undefined) return `There is no engine "${unknown}".`;
  if (new Set(engines).size < engines.length) return 'An engine is named twice.';
  if (!isWithin(rounds, { min: 1, max: QUESTION_LIMITS.rounds }))
    return `A measurement has 1 to ${QUESTION_LIMITS.rounds} rounds, not ${rounds}.`;
  for (const [name, bounds] of Object.entries(FAMILY_BOUNDS)) {
    const value = base[name as keyof FamilyNetwork];
    if (!isWithin(value, bounds))
      return `The network's ${name} is ${value}; it must be a whole number from ${bounds.min} to ${bounds.max}.`;
  }
  return null;
}

const isWithin = (value: number, { min, max }: { min: number; max: number }) =>
  Number.isInteger(value) && value >= min && value <= max;
