import type { NumericArray } from '../../../../../core/arrays.ts';
import type { Plan } from '../../../../../core/plan.ts';
import type { PointSet, SessionHandle } from '../../../../../session/handle.ts';
import type { ScaleKind } from './value-scale.ts';

/** What can be looked at, of each layer. */
export const QUANTITIES = [
  { id: 'weights', label: 'Weights', symbol: 'W', usual: 'linear', of: 'weights' },
  {
    id: 'gradients',
    label: 'Gradient',
    symbol: '∂L/∂W',
    usual: 'log',
    of: 'gradient entries over the training part',
  },
  {
    id: 'activations',
    label: 'Activations',
    symbol: 'h′',
    usual: 'linear',
    of: 'outputs of the units for training examples',
  },
  {
    id: 'updates',
    label: 'Update',
    symbol: 'ΔW per step',
    usual: 'log',
    of: 'changes of the weights a step, on average since the sample before',
  },
] as const satisfies readonly {
  id: string;
  label: string;
  symbol: string;
  usual: ScaleKind;
  of: string;
}[];
export type Quantity = (typeof QUANTITIES)[number];
export type QuantityId = Quantity['id'];

/** The values of each layer after `step` updates. */
export interface LayerValues {
  readonly step: number;
  readonly layers: readonly NumericArray[];
}

/** Units × examples that an inspection asks for at most. */
const MOST_ACTIVATIONS = 2 ** 18;
const MOST_EXAMPLES = 500;

/** Of each layer the part of a flat vector that is its kernel. */
export function kernelsOf(plan: Plan, flat: NumericArray): NumericArray[] {
  return plan.layers.map(({ kernel: { offset, size } }) =>
    flat.subarray(offset, offset + size),
  );
}

/** As many of the training points as an inspection of this network is asked for, [count, inputs]. */
export function inspectedInputs(plan: Plan, train: PointSet): Float32Array {
  const units = plan.layers.reduce((sum, layer) => sum + layer.units, 0);
  const possible = Math.max(1, Math.floor(MOST_ACTIVATIONS / units));
  const count = Math.min(train.count, MOST_EXAMPLES, possible);
  return train.inputs.subarray(0, count * plan.inputs);
}

/** The mean change a step between two samples of a vector, in float64. */
export function meanUpdate(
  before: NumericArray,
  after: NumericArray,
  steps: number,
): Float64Array {
  const change = new Float64Array(after.length);
  for (let i = 0; i < change.length; i++) change[i] = (after[i] - before[i]) / steps;
  return change;
}

/** What one call to a session tells. */
export type Source = 'parameters' | 'gradients' | 'activations';

export function sourceOf(quantity: QuantityId): Source {
  return quantity === 'weights' || quantity === 'updates' ? 'parameters' : quantity;
}

export type Readings = Partial<Record<QuantityId, LayerValues>>;

/** Asks a session for the quantities of a run. It remembers the last parameters, for their changes. */
export class QuantityReader {
  readonly #session: SessionHandle;
  readonly #plan: Plan;
  readonly #train: PointSet;
  #before: { step: number; parameters: NumericArray } | null = null;

  constructor(session: SessionHandle, plan: Plan, train: PointSet) {
    this.#session = session;
    this.#plan = plan;
    this.#train = train;
  }

  /**
   * @param currentStep updates taken so far, as far as the page knows: parameters come without
   *   their step. While a run trains it may be a frame behind.
   * @returns nothing where the run was replaced by another meanwhile; no updates before the second
   *   reading of the parameters
   */
  async read(source: Source, currentStep: () => number): Promise<Readings> {
    const plan = this.#plan;
    switch (source) {
      case 'gradients': {
        const { step, gradients } = await this.#session.differentiate();
        if (gradients.length !== plan.parameterCount) return {};
        return { gradients: { step, layers: kernelsOf(plan, gradients) } };
      }
      case 'activations': {
        const inputs = inspectedInputs(plan, this.#train);
        const { step, layers } = await this.#session.inspect(inputs);
        return layers.length === plan.layers.length
          ? { activations: { step, layers } }
          : {};
      }
      case 'parameters': {
        const parameters = await this.#session.readParameters();
        if (parameters.length !== plan.parameterCount) return {};
        return this.#readParameters(currentStep(), parameters);
      }
    }
  }

  #readParameters(step: number, parameters: NumericArray): Readings {
    const weights = { step, layers: kernelsOf(this.#plan, parameters) };
    const before = this.#before;
    if (before?.step === step) return { weights };
    this.#before = { step, parameters };
    if (!before || before.step > step) return { weights };
    const change = meanUpdate(before.parameters, parameters, step - before.step);
    return { weights, updates: { step, layers: kernelsOf(this.#plan, change) } };
  }
}
