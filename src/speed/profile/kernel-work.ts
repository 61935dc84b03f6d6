import type { LayerPlan, Plan } from '../../core/plan.ts';
import { optimizers } from '../../ops/optimizers/index.ts';
import type { KernelGroup } from '../profile-handle.ts';

/** What a dispatch of a training step has to do. */
export interface KernelWork {
  readonly group: KernelGroup;
  /** Number of its layer, where it belongs to one. */
  readonly layer: number | null;
  /** Multiplications and additions of its formula; functions such as tanh are not counted. */
  readonly flops: number;
  /** If each input is read once and each output written once, in float32. */
  readonly bytes: number;
}

/** A dispatch as it was encoded. */
export interface EncodedDispatch {
  /** `${kernel.id} ${label}`, see `createDispatch`. */
  readonly label: string;
  readonly workgroups: readonly [number, number, number];
}

/** B rows of the batch, and how many parts each sum of a product was split into before; 1 is none. */
interface Setting {
  readonly plan: Plan;
  readonly B: number;
  readonly parts: number;
}

const BYTES = 4;

type Work = { readonly flops: number; readonly values: number } | null;
interface Entry {
  readonly group: KernelGroup;
  work(layer: LayerPlan | undefined, setting: Setting, subject: string): Work;
}

/**
 * Every kernel of a step of the tiled executor; values are elements that must be moved. A sum of
 * `parts` parts per result is left to a kernel behind `layer/partial-product`, which did the
 * product.
 */
const KERNELS: Readonly<Record<string, Entry>> = {
  'executor/gather-batch': {
    group: 'gather',
    work: (_, { plan, B }, subject) => {
      const W = subject === 'inputs' ? plan.inputs : plan.outputs;
      return { flops: 0, values: B + 2 * B * W };
    },
  },
  // z and h are both stored. The bias makes up for the addition that a sum of I products lacks.
  'layer/dense': {
    group: 'forward',
    work: ofPlainLayer(({ inputs: I, units: O, bias }, { B, parts }) => {
      const stored = (bias ? O : 0) + 2 * B * O;
      return parts === 1
        ? { flops: 2 * B * I * O, values: B * I + I * O + stored }
        : { flops: parts * B * O, values: parts * B * O + stored };
    }),
  },
  // Reads n of the layer below for φ′, and writes dh and δ of it.
  'layer/dense-input-gradient': {
    group: 'input-gradient',
    work: ofPlainLayer(({ inputs: I, units: O }, { B, parts }) =>
      parts === 1
        ? { flops: 2 * B * I * O, values: B * O + I * O + 3 * B * I }
        : { flops: parts * B * I, values: parts * B * I + 3 * B * I },
    ),
  },
  'layer/dense-kernel-gradient': {
    group: 'kernel-gradient',
    work: ofPlainLayer(({ inputs: I, units: O }, { plan, B, parts }) => {
      // The gradient of a penalty would read the weights, too.
      if (plan.training.regularization.id !== 'none') return null;
      return parts === 1
        ? { flops: 2 * B * I * O, values: B * I + B * O + I * O }
        : { flops: (parts - 1) * I * O, values: parts * I * O + I * O };
    }),
  },
  'layer/dense-bias-gradient': {
    group: 'bias-gradient',
    work: ofPlainLayer(({ units: O }, { B }) => ({ flops: B * O, values: B * O + O })),
  },
  // Mean squared error: a difference, its square and their sum; 2, the share and φ′ times it.
  'loss/elementwise': {
    group: 'loss',
    work: (_, { plan, B }) => {
      const { loss, classification } = plan.training;
      if (loss.id !== 'mean-squared-error' || classification) return null;
      return { flops: 6 * B * plan.outputs, values: 4 * B * plan.outputs + 2 * B };
    },
  },
  // Means of the rows' losses and hits.
  'loss/total': {
    group: 'loss',
    work: (_, { plan, B }) =>
      plan.training.regularization.id === 'none'
        ? { flops: 2 * B, values: 2 * B + 2 }
        : null,
  },
  'optimizer/update': {
    group: 'update',
    work: (_, { plan }, subject) => {
      const range = /^parameters (\d+) to (\d+)$/.exec(subject);
      const { optimizer, clipping } = plan.training;
      const hasMemory = optimizers.get(optimizer.id).slots.length > 0;
      if (!range || hasMemory || clipping.id !== 'none') return null;
      const count = Number(range[2]) - Number(range[1]);
      return { flops: 2 * count, values: 3 * count };
    },
  },
};

/** Products in parts: [layout in the label, group, results of a part, values of its two matrices]. */
const PARTIAL = 'layer/partial-product';
const LAYOUTS: Readonly<
  Record<string, { group: KernelGroup; sizes(I: number, O: number, B: number): number[] }>
> = {
  forward: { group: 'forward', sizes: (I, O, B) => [B * O, B * I, I * O] },
  'kernel-gradient': {
    group: 'kernel-gradient',
    sizes: (I, O, B) => [I * O, B * I, B * O],
  },
  'input-gradient': {
    group: 'input-gradient',
    sizes: (I, O, B) => [B * I, B * O, I * O],
  },
};

/** The kernel of a dispatch and what it is called besides. */
export function splitLabel(label: string): { kernel: string; subject: string } {
  const space = label.indexOf(' ');
  return space < 0
    ? { kernel: label, subject: '' }
    : { kernel: label.slice(0, space), subject: label.slice(space + 1) };
}

/**
 * The work of each dispatch of a training step, by the shapes of its plan; null where it is not
 * known.
 */
export function workOfStep(
  plan: Plan,
  dispatches: readonly EncodedDispatch[],
): (KernelWork | null)[] {
  const B = plan.training.batchSize;
  // `dense_0 forward`, with the number of parts.
  const partsBefore = new Map(
    dispatches.flatMap(({ label, workgroups }) => {
      const { kernel, subject } = splitLabel(label);
      return kernel === PARTIAL ? [[subject, workgroups[2]] as const] : [];
    }),
  );
  return dispatches.map((dispatch) => {
    const { kernel, subject } = splitLabel(dispatch.label);
    if (kernel === PARTIAL) return partialWork(plan, subject, dispatch.workgroups[2]);
    if (!Object.hasOwn(KERNELS, kernel)) return null;
    const { group, work } = KERNELS[kernel];
    const layer = plan.layers.find(({ name }) => name === subject);
    const parts = partsBefore.get(`${subject} ${group}`) ?? 1;
    return workFrom(group, layer, work(layer, { plan, B, parts }, subject));
  });
}

function partialWork(plan: Plan, subject: string, parts: number): KernelWork | null {
  const [name, layout] = subject.split(' ');
  const layer = plan.layers.find((other) => other.name === name);
  if (!layer || !Object.hasOwn(LAYOUTS, layout)) return null;
  const { group, sizes } = LAYOUTS[layout];
  const { inputs: I, units: O } = layer;
  const B = plan.training.batchSize;
  const [results, left, right] = sizes(I, O, B);
  const work = { flops: 2 * B * I * O, values: left + right + parts * results };
  return workFrom(group, layer, work);
}

function workFrom(
  group: KernelGroup,
  layer: LayerPlan | undefined,
  work: Work,
): KernelWork | null {
  if (!work) return null;
  const { flops, values } = work;
  return { group, layer: layer?.index ?? null, flops, bytes: BYTES * values };
}

/** What holds for layers without normalization, dropout and skip connection; others are not known. */
function ofPlainLayer(work: (layer: LayerPlan, setting: Setting) => Work): Entry['work'] {
  return (layer, setting) =>
    layer && layer.normalization === 'none' && layer.dropout === 0 && !layer.residual
      ? work(layer, setting)
      : null;
}
