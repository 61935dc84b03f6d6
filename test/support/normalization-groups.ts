/** Elements that are normalized together: element k of group g lies at g·group_stride + k·stride. */
export interface Groups {
  readonly groups: number;
  readonly length: number;
  readonly group_stride: number;
  readonly stride: number;
}

/** Groups of z [B,O]: the O columns for batch, the B rows for layer normalization. */
export function groupsOf(kind: 'batch' | 'layer', B: number, O: number): Groups {
  return kind === 'batch'
    ? { groups: O, length: B, group_stride: 1, stride: O }
    : { groups: B, length: O, group_stride: O, stride: 1 };
}

/** Positions of the elements of group `g`. */
export function elementsOf(
  { length, group_stride, stride }: Groups,
  g: number,
): number[] {
  return Array.from({ length }, (_, k) => g * group_stride + k * stride);
}
