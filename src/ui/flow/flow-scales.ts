import type { LayerFlow } from '../../core/gradient-flow.ts';
import { decadeRange } from '../charts/axis-ticks.ts';

/** A layer as it is drawn: the chain rule, and ‖ΔW‖/‖W‖ of the last step where one was taken. */
export type DrawnLayer = LayerFlow & { readonly updateRatio?: number };
/** The layers of a network, the output layer last. */
export interface DrawnFlow {
  readonly layers: readonly DrawnLayer[];
}

/** What the upper plot can show of each layer. */
export interface FlowQuantity {
  readonly id: string;
  readonly label: string;
  readonly axis: string;
  /** A share goes from 0 to 1. */
  readonly scale: 'log' | 'share';
  of(layer: DrawnLayer): number;
}

export const FLOW_QUANTITIES: readonly FlowQuantity[] = [
  {
    id: 'delta',
    label: 'Error ‖δ‖',
    axis: '‖δ‖ (log)',
    scale: 'log',
    of: ({ delta }) => delta,
  },
  {
    id: 'gradient',
    label: 'Weight gradient ‖∂L/∂W‖',
    axis: '‖∂L/∂W‖ (log)',
    scale: 'log',
    of: ({ kernelGradient }) => kernelGradient,
  },
  {
    id: 'spread',
    label: 'Spread of activations',
    axis: 'deviation (log)',
    scale: 'log',
    of: ({ activationDeviation }) => activationDeviation,
  },
  {
    id: 'saturated',
    label: 'Saturated slopes',
    axis: 'share saturated',
    scale: 'share',
    of: ({ saturatedFraction }) => saturatedFraction,
  },
  {
    id: 'dead',
    label: 'Dead units',
    axis: 'share dead',
    scale: 'share',
    of: ({ deadFraction }) => deadFraction,
  },
  {
    id: 'update',
    label: 'Update ‖ΔW‖/‖W‖',
    axis: '‖ΔW‖/‖W‖ (log)',
    scale: 'log',
    of: ({ updateRatio = NaN }) => updateRatio,
  },
];

/** Powers of ten that a logarithmic axis shows at least. */
const LEAST_DECADES = 3;
/** Powers of ten that the axis of the factors shows at most and at least, to either side. */
const MOST_EXPONENT = 4;
const LEAST_EXPONENT = 0.5;

/** The axes that one chart has, or several that are to be compared. */
export interface FlowScales {
  readonly quantity: FlowQuantity;
  /** Ends of its axis: exponents of ten, or shares. */
  readonly range: readonly [number, number];
  /** Exponent of ten at which the axis of the factors ends. */
  readonly reach: number;
}

export function flowScales(
  flows: readonly DrawnFlow[],
  quantity: FlowQuantity = FLOW_QUANTITIES[0],
): FlowScales {
  const all = flows.flatMap(({ layers }) => layers);
  const largest = Math.max(
    LEAST_EXPONENT,
    ...all
      .flatMap(({ throughKernel, throughActivation, predicted }) =>
        [throughKernel, throughActivation, predicted].map((factor) =>
          Math.abs(Math.log10(factor)),
        ),
      )
      .filter(Number.isFinite),
  );
  return {
    quantity,
    range:
      quantity.scale === 'share'
        ? [0, 1]
        : decadeRange(all.map(quantity.of), LEAST_DECADES),
    reach: Math.min(MOST_EXPONENT, largest * 1.15),
  };
}
