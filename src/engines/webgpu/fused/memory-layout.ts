import type { LayerPlan, Plan } from '../../../core/plan.ts';

/** Where everything of one layer lies, in vec4f; see `FusedLayer` in `shaders/executor/fused.wgsl`. */
export interface LayerPlaces {
  readonly I4: number;
  readonly O4: number;
  readonly kernel: number;
  readonly bias: number;
  readonly scale: number;
  readonly shift: number;
  readonly x: number;
  readonly z: number;
  readonly delta: number;
  readonly h: number;
  readonly dh: number;
  readonly deviation: number;
  readonly partial: number;
  readonly segments: number;
  readonly stride: number;
}

/** What the fused executor needs of memory, and where it takes it from. Sizes in vec4f. */
export interface FusedLayout {
  readonly workgroupSize: number;
  /** Workgroup memory. */
  readonly arena: number;
  /** Storage of one network. */
  readonly scratch: number;
  readonly parametersLocal: boolean;
  readonly valuesLocal: boolean;
  readonly partialsLocal: boolean;
  readonly layers: readonly LayerPlaces[];
}

/** Sums over the workgroup take one vec4f an invocation and 16 more. */
const REDUCED = 16;

export interface LayoutOptions {
  /** Invocations that share the work. */
  readonly workgroupSize: number;
  /** Workgroup memory that may be used. */
  readonly workgroupBytes: number;
  /**
   * How the batch is propagated: unrolled, every invocation has a segment of its own for its
   * sums, and values are kept only in measured steps, δ apart from z.
   */
  readonly unrolled: boolean;
  /** Whether steps may be measured. */
  readonly measures: boolean;
}

/** Lays out the memory of one network. */
export function layOutMemory(
  plan: Plan,
  { workgroupSize, workgroupBytes, unrolled, measures }: LayoutOptions,
): FusedLayout {
  const rows = plan.training.batchSize;
  const available = Math.floor(workgroupBytes / 16) - workgroupSize - REDUCED;

  const widths = plan.layers.map(({ inputs, units }) => ({
    I4: Math.ceil(inputs / 4),
    O4: Math.ceil(units / 4),
  }));
  const segments = widths.map(({ I4, O4 }) =>
    unrolled
      ? workgroupSize
      : // Enough pieces for every invocation, none of them under eight rows.
        Math.max(
          1,
          Math.min(Math.floor(workgroupSize / (I4 * O4)), Math.floor(rows / 8)),
        ),
  );
  const parameterSizes = widths.map(parameterQuads);
  const partialSizes = parameterSizes.map((size, index) => size * segments[index]);
  /** Whether δ has a place apart from z. */
  const apart = (layer: LayerPlan) => unrolled || layer.normalization !== 'none';
  const valueSizes = plan.layers.map((layer, index) => {
    const { O4 } = widths[index];
    const normalized = layer.normalization !== 'none';
    const matrices = 2 + (apart(layer) ? 1 : 0) + (layer.residual ? 1 : 0);
    return rows * (matrices * O4 + (normalized ? 1 : 0));
  });
  const inputSize = rows * widths[0].I4;

  // Parameters first: they are read most often. What does not fit goes to storage whole.
  let arena = 0;
  let scratch = 0;
  const place = (size: number): { local: boolean; start: number } => {
    const local = arena + size <= available;
    const start = local ? arena : scratch;
    if (local) arena += size;
    else scratch += size;
    return { local, start };
  };
  const parameters = place(sum(parameterSizes));
  const partials = place(sum(partialSizes));
  const keepsValues = measures || !unrolled;
  const values = place(keepsValues ? inputSize + sum(valueSizes) : 0);

  let parameter = parameters.start;
  let partial = partials.start;
  let value = values.start;
  let x = value;
  value += inputSize;
  const layers = plan.layers.map((layer: LayerPlan, index): LayerPlaces => {
    const { I4, O4 } = widths[index];
    const matrix = rows * O4;
    const take = (size: number) => {
      value += size;
      return value - size;
    };
    const z = take(matrix);
    const h = take(matrix);
    const normalized = layer.normalization !== 'none';
    const places: LayerPlaces = {
      I4,
      O4,
      kernel: parameter,
      bias: parameter + 4 * I4 * O4,
      scale: parameter + (4 * I4 + 1) * O4,
      shift: parameter + (4 * I4 + 2) * O4,
      x,
      z,
      h,
      delta: apart(layer) ? take(matrix) : z,
      dh: layer.residual ? take(matrix) : 0,
      deviation: normalized ? take(rows) : 0,
      partial,
      segments: segments[index],
      stride: parameterSizes[index],
    };
    parameter += parameterSizes[index];
    partial += partialSizes[index];
    x = h;
    return places;
  });
  return {
    workgroupSize,
    arena: Math.max(1, arena),
    scratch: Math.max(1, scratch),
    parametersLocal: parameters.local,
    valuesLocal: values.local,
    partialsLocal: partials.local,
    layers,
  };
}

/** Place that the parameters of a layer take, in vec4f: kernel rows, bias, scale and shift. */
function parameterQuads({ I4, O4 }: { I4: number; O4: number }): number {
  return (4 * I4 + 3) * O4;
}

/** Place that the parameters of a network take, in vec4f. */
export function quadsOf(plan: Plan): number {
  return sum(
    plan.layers.map(({ inputs, units }) =>
      parameterQuads({ I4: Math.ceil(inputs / 4), O4: Math.ceil(units / 4) }),
    ),
  );
}

/** Workgroup memory that `layOutMemory` takes for sums over the workgroup, in bytes. */
export function reductionBytes(workgroupSize: number): number {
  return 16 * (workgroupSize + REDUCED);
}

function sum(values: readonly number[]): number {
  return values.reduce((total, value) => total + value, 0);
}
