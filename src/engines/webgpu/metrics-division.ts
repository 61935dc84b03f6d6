import type { LayerPlan } from '../../core/plan.ts';
import type { GpuDevice } from '../../gpu/gpu-device.ts';
import type { layerPartsFields } from '../../kernels/metric/layer.ts';
import type { weightShareFields } from '../../kernels/metric/weight-parts.ts';

type Row<Fields extends readonly (readonly [string, unknown])[]> = Readonly<
  Record<Fields[number][0], number>
>;

/** How the figures of a layer are divided among workgroups. */
export interface LayerDivision {
  /** Units that a workgroup of `metric/unit-parts` takes. */
  readonly slice: number;
  readonly row: Row<typeof layerPartsFields>;
}

export interface FigureDivision {
  readonly divisions: readonly LayerDivision[];
  /** What each workgroup of `metric/weight-parts` takes. */
  readonly shares: readonly Row<typeof weightShareFields>[];
  /** Parts of all layers: those of weights, then those of units. */
  readonly partCount: number;
}

/**
 * Invocations of a workgroup that measures. A processor gets a single subgroup: a software
 * adapter keeps a stack for every other one as soon as a kernel has a barrier, and to set these
 * up took longer than the measuring.
 */
export const measuringInvocations = ({
  isProcessor,
}: Pick<GpuDevice, 'isProcessor'>): number => (isProcessor ? 4 : 64);

/**
 * Divides the measuring of all layers: on a GPU among many workgroups, of which an invocation
 * reads some 16 values of each array; on a processor among few.
 */
export function divideFigures(
  { isProcessor }: Pick<GpuDevice, 'isProcessor'>,
  rows: number,
  layers: readonly Pick<LayerPlan, 'inputs' | 'units' | 'kernel'>[],
): FigureDivision {
  const each = isProcessor ? 2 ** 13 : 2 ** 10;
  const most = isProcessor ? 16 : 64;
  const shares: Row<typeof weightShareFields>[] = [];
  const slices: number[] = [];
  const weightRanges = layers.map(({ kernel, units }) => {
    const first = shares.length;
    const count = Math.min(most, Math.ceil(kernel.size / each));
    for (let share = 0; share < count; share++)
      shares.push({ kernel: kernel.offset, size: kernel.size, share, shares: count });
    // Half as many units where the layer would be left to one of two cores.
    const wanted = isProcessor ? Math.ceil(Math.min(each / rows, units / 2)) : 16;
    slices.push(Math.max(1, Math.ceil(units / most), Math.min(units, wanted)));
    return { first, count };
  });
  let partCount = shares.length;
  const divisions = layers.map(({ units }, index): LayerDivision => {
    const slice = slices[index];
    const row = {
      first_weight_part: weightRanges[index].first,
      weight_parts: weightRanges[index].count,
      first_unit_part: partCount,
      unit_parts: Math.ceil(units / slice),
      units,
      values: rows * units,
    };
    partCount += row.unit_parts;
    return { slice, row };
  });
  return { divisions, shares, partCount };
}
