import { figureOfLayers, type Metrics } from '../../core/metrics.ts';
import { formatCount } from '../format.ts';
import { decadeRange } from './axis-ticks.ts';

/** One layer's bar on a logarithmic axis. */
export interface GradientBar {
  readonly layer: number;
  /** ‖∂L/∂W‖₂ */
  readonly norm: number;
  /** 0 to 1 along the axis; 0 where the norm is 0. */
  readonly length: number;
}

export interface GradientBars {
  readonly bars: readonly GradientBar[];
  /** Exponents of ten at both ends of the axis. */
  readonly decades: readonly [number, number];
  /** How many times the greatest norm exceeds the least that is not 0. */
  readonly spread: number;
}

/** From this factor between layers on it is the depth that one sees, not the widths. */
const NOTABLE_SPREAD = 1e3;

/** The axis never shows less than this, so that small differences look small. */
const LEAST_DECADES = 3;

/** The gradient norm of every layer as lengths on one logarithmic axis. */
export function gradientBars(metrics: Metrics): GradientBars {
  const norms = figureOfLayers(metrics, 'gradientNorm');
  const decades = decadeRange(norms, LEAST_DECADES);
  const [low, high] = decades;
  const bars = Array.from(norms, (norm, layer) => {
    const share = (Math.log10(norm) - low) / (high - low);
    return { layer, norm, length: norm > 0 ? Math.max(0.01, Math.min(1, share)) : 0 };
  });
  const positive = norms.filter((norm) => norm > 0 && Number.isFinite(norm));
  const spread = positive.length > 0 ? Math.max(...positive) / Math.min(...positive) : 1;
  return { bars, decades, spread };
}

/** What the bars show, in a sentence. */
export function describeGradients({ bars, spread }: GradientBars): string {
  if (bars.length < 2) return 'One layer.';
  const [first] = bars;
  const last = bars[bars.length - 1];
  const zero = bars.find(({ norm }) => norm === 0);
  if (zero) return `No gradient reaches layer ${zero.layer + 1}.`;
  if (spread < NOTABLE_SPREAD)
    return `All layers within a factor of ${formatCount(Number(spread.toPrecision(2)))}.`;
  const factor = `about 10${superscript(Math.round(Math.log10(spread)))} times`;
  return first.norm < last.norm
    ? `Vanishing: ${factor} smaller at the input.`
    : `Exploding: ${factor} greater at the input.`;
}

/** An integer in raised digits. */
export function superscript(value: number): string {
  const digits = '⁰¹²³⁴⁵⁶⁷⁸⁹';
  return Array.from(String(value), (character) =>
    character === '-' ? '⁻' : digits[Number(character)],
  ).join('');
}
