import { scaleFor, uniteScales, type ScaleKind, type ValueScale } from './value-scale.ts';
import { linearHistogram, logHistogram, type Histogram } from './histogram.ts';
import { countValues, type ValueCounts } from './value-counts.ts';

/** Both histograms of one layer's values at one time; the counts behind them are the latest only. */
interface Column {
  readonly linear: CompactHistogram;
  readonly log: CompactHistogram;
}

/** A past histogram in few bytes: the roots of shares, in 255ths, which is as fine as a colour. */
export interface CompactHistogram {
  readonly scale: ValueScale;
  /** √(count / total) · 255 */
  readonly bins: Uint8Array;
  readonly middle: number;
}

/** The newest distribution of a layer in full. */
export interface Distribution {
  readonly counts: ValueCounts;
  readonly linear: Histogram;
  readonly log: Histogram;
  /** 1: all values were looked at, n: each n-th. */
  readonly stride: number;
}

/** How many samples are kept; from then on the oldest goes for each new one. */
export const KEPT_SAMPLES = 200;

/** Values that one sample bins at most, over all layers: about what a frame can take. */
const MOST_BINNED = 2 ** 18;
const LEAST_BINNED = 1024;

/** The distribution of one layer's values at the moment. */
export function distributionOf(
  values: ArrayLike<number>,
  mostValues = Infinity,
): Distribution {
  const stride = Math.max(1, Math.ceil(values.length / mostValues));
  const counts = countValues(values, stride);
  const linear = scaleFor(counts, 'linear');
  const log = scaleFor(counts, 'log');
  if (linear.kind !== 'linear' || log.kind !== 'log')
    throw new Error('A scale is of the kind that was asked for.');
  return {
    counts,
    stride,
    linear: linearHistogram(values, counts, linear.limit, stride),
    log: logHistogram(counts, log),
  };
}

/** The distributions of all layers over the last samples of a run, in bounded memory. */
export class DistributionHistory {
  /** The step of each sample kept, increasing. */
  readonly steps: number[] = [];
  /** By layer: the newest distribution. Empty before the first sample. */
  latest: readonly Distribution[] = [];
  #columns: Column[][] = [];

  /**
   * Takes a sample. One of the newest step replaces the one before; one of an earlier step (the
   * run was reset or restored) or of another number of layers starts anew.
   * @param layers values of each layer
   */
  add(step: number, layers: readonly ArrayLike<number>[]): void {
    const newest = this.steps.at(-1) ?? -1;
    if (step < newest || layers.length !== this.latest.length) this.clear();
    const most = Math.max(LEAST_BINNED, Math.floor(MOST_BINNED / layers.length));
    this.latest = layers.map((values) => distributionOf(values, most));
    if (this.steps.at(-1) === step) {
      this.steps.pop();
      this.#columns.pop();
    }
    this.steps.push(step);
    this.#columns.push(
      this.latest.map(({ linear, log }) => ({
        linear: compact(linear),
        log: compact(log),
      })),
    );
    if (this.steps.length <= KEPT_SAMPLES) return;
    this.steps.shift();
    this.#columns.shift();
  }

  clear(): void {
    this.steps.length = 0;
    this.latest = [];
    this.#columns = [];
  }

  /** Histograms of a layer from the oldest sample to the newest. */
  columns(layer: number, kind: ScaleKind): readonly CompactHistogram[] {
    return this.#columns.map((column) => column[layer][kind]);
  }

  /** The scale that holds all samples of a layer. */
  scale(layer: number, kind: ScaleKind): ValueScale {
    return this.#columns
      .map((column) => column[layer][kind].scale)
      .reduce((all, scale) => uniteScales(all, scale));
  }
}

function compact({ scale, bins, zeros, tiny, total }: Histogram): CompactHistogram {
  const root = (count: number) =>
    total === 0 ? 0 : Math.round(255 * Math.sqrt(count / total));
  return { scale, bins: Uint8Array.from(bins, root), middle: root(zeros + tiny) };
}
