import { allocate, type NumericArray, type Precision } from '../../core/arrays.ts';
import type { Examples } from '../../core/examples.ts';
import type { Plan } from '../../core/plan.ts';
import type { ArrayNetwork, BatchPass } from '../../ops/array-network.ts';
import { backward } from './backward.ts';
import { forward } from './forward.ts';
import { batchLoss, penalty } from './loss.ts';
import { createWorkspace, type Workspace } from './workspace.ts';

/** Rows that a prediction takes at a time: enough to amortize, small enough to stay in cache. */
const PREDICTION_ROWS = 256;

/**
 * The network in plain TypeScript, one array per quantity. In float64 it is the
 * reference that every other engine is checked against; float32 differs from it by the
 * arrays alone.
 */
export class CpuNetwork implements ArrayNetwork {
  readonly #plan: Plan;
  readonly #precision: Precision;
  #workspace: Workspace | null = null;
  #prediction: Workspace | null = null;

  constructor(plan: Plan, precision: Precision) {
    this.#plan = plan;
    this.#precision = precision;
  }

  differentiate(
    parameters: NumericArray,
    batch: Examples,
    gradients: NumericArray,
    _measure: boolean,
    step: number,
  ): BatchPass {
    const plan = this.#plan;
    const { count, inputs, targets } = batch;
    const workspace = this.#workspaceFor(count);
    const output = plan.layers.length - 1;
    const { h, dh } = workspace.layers[output];
    let nonFinite = forward(plan, parameters, workspace, inputs, count, { step });
    const exact = batchLoss(plan, h, targets, count, dh) + penalty(plan, parameters);
    const loss = this.#precision === 'float32' ? Math.fround(exact) : exact;
    if (!Number.isFinite(loss)) nonFinite ??= { layer: output, stage: 'loss' };
    const broken = backward(plan, parameters, workspace, inputs, count, gradients);
    nonFinite ??= broken;
    const { layers } = workspace;
    const statistics = layers.map((layer) => layer.statistics);
    return { loss, outputs: h, layers, statistics, nonFinite };
  }

  logits(
    parameters: NumericArray,
    statistics: NumericArray,
    inputs: Float32Array,
  ): NumericArray {
    const plan = this.#plan;
    const count = inputs.length / plan.inputs;
    const logits = allocate(this.#precision, count * plan.outputs);
    this.#prediction ??= createWorkspace(plan, this.#precision, PREDICTION_ROWS);
    const workspace = this.#prediction;
    const { z } = workspace.layers[plan.layers.length - 1];
    for (let first = 0; first < count; first += PREDICTION_ROWS) {
      const rows = Math.min(PREDICTION_ROWS, count - first);
      const chunk = inputs.subarray(first * plan.inputs, (first + rows) * plan.inputs);
      forward(plan, parameters, workspace, chunk, rows, { running: statistics });
      logits.set(z.subarray(0, rows * plan.outputs), first * plan.outputs);
    }
    return logits;
  }

  dispose(): void {
    this.#workspace = null;
    this.#prediction = null;
  }

  /** Room for a training batch is kept; a larger one, whose gradients are asked for once, gets its own. */
  #workspaceFor(rows: number): Workspace {
    const { batchSize } = this.#plan.training;
    if (rows > batchSize) return createWorkspace(this.#plan, this.#precision, rows);
    this.#workspace ??= createWorkspace(this.#plan, this.#precision, batchSize);
    return this.#workspace;
  }
}
