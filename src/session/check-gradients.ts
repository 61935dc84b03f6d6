import type { NumericArray } from '../core/arrays.ts';
import type { Engine, Executor } from '../core/engine.ts';
import { UserError } from '../core/errors.ts';
import type { Examples } from '../core/examples.ts';
import { describeOverflow } from '../core/metrics.ts';
import type { TensorLayout } from '../core/plan.ts';
import { createRandom } from '../core/random.ts';
import { distanceOf, largest, normOf, relativeError } from './distance.ts';
import { differentiate } from './finite-difference.ts';
import { compareWithOwnLoss, type OwnComparison } from './compare-with-own-loss.ts';
import { firstBatch, type PreparedRun } from './prepare-run.ts';
import { yieldToEvents } from './yield-to-events.ts';

/** Entries differentiated in a tensor at most, and in all tensors together about. */
const MAX_ENTRIES = 64;
const MAX_ENTRIES_IN_ALL = 2048;

/**
 * float64 leaves the differences about 1e-10 of accuracy where the gradient is not tiny;
 * 1e-6 is what a right derivative reaches with ease and a wrong one does not. In float32
 * a gradient carries the rounding (6e-8 each) of sums over the batch, the width and all
 * layers above; 1e-3 bounds that for deep networks too.
 */
const LIMITS = { float64: 1e-6, float32: 1e-3 } as const;

/**
 * Where float32 holds less than its smallest normal number it may hold 0: an error of
 * 2⁻¹²⁶ that must not count as more than the limit.
 */
const FLOAT32_FLOOR = 2 ** -126 / LIMITS.float32;

export type Verdict = 'ok' | 'failed' | 'unresolved';

/** How the gradient of one tensor compares with the differences. */
export interface TensorCheck {
  readonly name: string;
  readonly shape: readonly number[];
  readonly size: number;
  /** Entries compared with differences. */
  readonly checked: number;
  /** Entries drawn but left out, because the loss has a kink next to them. */
  readonly leftOut: number;
  /** ‖g‖₂ over the entries checked. */
  readonly norm: number;
  /** ‖g − n‖₂ / max(‖g‖₂, ‖n‖₂) over the entries checked, n the differences; 0 where both are 0. */
  readonly error: number;
  /** The same against the float64 reference, over all entries; null for the reference itself. */
  readonly referenceError: number | null;
  /**
   * ‖g − d‖₂ / max(‖g‖₂, ‖d‖₂), d the differences of the engine's own loss, over the entries checked
   * that have no kink in their wider reach; null where the engine makes no populations, or none
   * of such networks.
   */
  readonly ownError: number | null;
  /** `unresolved`: too small a gradient for the differences to say more than that it is as small as they resolve. */
  readonly verdict: Verdict;
}

export interface GradientCheck {
  /** Of both relative errors. */
  readonly limit: number;
  readonly adapter: string;
  readonly tensors: readonly TensorCheck[];
}

/**
 * Compares an engine's gradients of the first batch, at the initial parameters, with
 * central differences of the loss in float64, and with the float64 reference's gradients.
 *
 * @param reference the float64 engine
 * @param onProgress gets the tensors done and their number
 * @throws UserError when the network overflows on that batch: there is nothing to compare
 */
export async function checkGradients(
  run: PreparedRun,
  engine: Engine,
  reference: Engine,
  onProgress: (done: number, count: number) => void = () => undefined,
): Promise<GradientCheck> {
  const batch = firstBatch(run);
  const executor = await engine.compile(run);
  const exact = await reference.compile(run).catch((error: unknown) => {
    executor.dispose();
    throw error;
  });
  try {
    const limit = LIMITS[engine.precision];
    const gradients = await gradientsOf(executor, batch);
    const isReference = engine.id === reference.id;
    const exactGradients = isReference ? null : await gradientsOf(exact, batch);
    const { tensors } = run.plan;
    const entries = Math.floor(MAX_ENTRIES_IN_ALL / tensors.length);
    const perTensor = Math.min(MAX_ENTRIES, Math.max(4, entries));
    const checks: TensorCheck[] = [];
    const checkedPositions: number[][] = [];
    for (const tensor of tensors) {
      const differences = await differencesOf(exact, batch, run, tensor, {
        gradients,
        limit,
        entries: perTensor,
      });
      checks.push(compare(tensor, gradients, exactGradients, differences, limit));
      checkedPositions.push([...differences.positions]);
      onProgress(checks.length, tensors.length);
      await yieldToEvents();
    }
    const own = await compareWithOwnLoss(
      run,
      engine,
      batch,
      gradients,
      checkedPositions,
      limit,
    );
    return {
      limit,
      adapter: executor.adapter,
      tensors: checks.map((check, at) => withOwnLoss(check, own?.[at] ?? null)),
    };
  } finally {
    executor.dispose();
    exact.dispose();
  }
}

async function gradientsOf(executor: Executor, batch: Examples): Promise<NumericArray> {
  const { gradients, overflow } = await executor.gradients(batch);
  if (overflow)
    throw new UserError(describeOverflow(overflow, executor.plan.layers.length));
  return gradients;
}

/** Differences of some entries of one tensor. */
interface Differences {
  /** Positions in the flat vector, and the derivative there. */
  readonly positions: readonly number[];
  readonly values: readonly number[];
  /** What rounding may do to the values, as the 2-norm over them. */
  readonly noise: number;
  readonly leftOut: number;
}

async function differencesOf(
  exact: Executor,
  batch: Examples,
  run: PreparedRun,
  tensor: TensorLayout,
  options: { gradients: NumericArray; limit: number; entries: number },
): Promise<Differences> {
  const parameters = Float64Array.from(run.parameters);
  const lossAt = async (position: number, value: number) => {
    const original = parameters[position];
    parameters[position] = value;
    await exact.writeParameters(parameters);
    parameters[position] = original;
    return (await exact.gradients(batch)).loss;
  };
  const tensorGradients = options.gradients.subarray(
    tensor.offset,
    tensor.offset + tensor.size,
  );
  // A kink that shifts a derivative by less than this cannot fail the check.
  const tolerance = 0.1 * options.limit * largest(tensorGradients);
  const positions: number[] = [];
  const values: number[] = [];
  let noise = 0;
  let leftOut = 0;
  for (const position of drawPositions(tensor, run.plan.training.seed, options.entries)) {
    const derivative = await differentiate(
      (value) => lossAt(position, value),
      parameters[position],
      tolerance,
    );
    if (derivative) {
      positions.push(position);
      values.push(derivative.value);
      noise = Math.hypot(noise, derivative.noise);
    } else leftOut++;
  }
  await exact.writeParameters(parameters);
  return { positions, values, noise, leftOut };
}

/** All positions of a small tensor, a seeded draw of a large one's. */
function drawPositions(tensor: TensorLayout, seed: number, entries: number): number[] {
  if (tensor.size <= entries)
    return Array.from({ length: tensor.size }, (_, index) => tensor.offset + index);
  const random = createRandom(seed, `gradcheck ${tensor.name}`);
  const drawn = new Set<number>();
  while (drawn.size < entries) drawn.add(tensor.offset + random.integer(tensor.size));
  return [...drawn];
}

function compare(
  tensor: TensorLayout,
  gradients: NumericArray,
  exact: NumericArray | null,
  differences: Differences,
  limit: number,
): TensorCheck {
  const { positions, values, noise, leftOut } = differences;
  const checked = positions.map((position) => gradients[position]);
  const norm = normOf(checked);
  const distance = distanceOf(checked, values);
  const scale = Math.max(norm, normOf(values));
  const end = tensor.offset + tensor.size;
  const referenceError =
    exact &&
    relativeError(
      gradients.subarray(tensor.offset, end),
      exact.subarray(tensor.offset, end),
      FLOAT32_FLOOR,
    );
  const { name, shape, size } = tensor;
  return {
    name,
    shape,
    size,
    checked: positions.length,
    leftOut,
    norm,
    error: relativeError(checked, values, 0),
    referenceError,
    ownError: null,
    verdict: judge(),
  };

  function judge(): Verdict {
    if (referenceError !== null && !(referenceError <= limit)) return 'failed';
    if (!(distance <= limit * scale + noise)) return 'failed';
    return distance <= limit * scale && positions.length > 0 ? 'ok' : 'unresolved';
  }
}

/** Adds what the engine's own loss says; it may refute a gradient, but is too coarse to confirm one. */
function withOwnLoss(check: TensorCheck, own: OwnComparison | null): TensorCheck {
  if (!own) return check;
  return {
    ...check,
    ownError: own.error,
    verdict: own.refuted ? 'failed' : check.verdict,
  };
}
