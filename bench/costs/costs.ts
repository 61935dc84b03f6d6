import { quartiles, type Quartiles } from '../../src/speed/statistics.ts';

/** Workgroups that are more than a software adapter runs side by side. */
export const SHARED_WORKGROUPS = 64;
/** Subgroups of a large workgroup. */
export const MANY_SUBGROUPS = 16;

/** What is measured, see `probes.ts`: nanoseconds a round, a workgroup or a dispatch. */
export type ProbeId =
  | 'loop'
  | 'load-storage'
  | 'load-quad'
  | 'load-workgroup'
  | 'multiply-add-few'
  | 'multiply-add-many'
  | 'multiply-add-shared'
  | 'barrier-one'
  | 'barrier-many'
  | 'no-barrier-one'
  | 'no-barrier-many'
  | 'workgroup'
  | 'workgroup-barrier-one'
  | 'workgroup-barrier-many'
  | 'dispatch';

export type Slopes = Readonly<Record<ProbeId, number>>;

/** Loads and multiply-adds in a round of the kernels in `bench/shaders`. */
const LOADS = 16;
const FEW = 256;
const MANY = 128;
const BARRIERS = 4;

/** What a cost is, and how it follows from the slopes of one round. In nanoseconds, of one subgroup unless stated. */
const COSTS = {
  'loop-round': {
    label: 'a round of a loop',
    of: (slopes: Slopes) => slopes.loop,
  },
  'load-storage': {
    label: 'a load of one f32, from storage',
    of: (slopes: Slopes) => (slopes['load-storage'] - slopes.loop) / LOADS,
  },
  'load-quad': {
    label: 'a quarter of a load of vec4f, from storage',
    of: (slopes: Slopes) => (slopes['load-quad'] - slopes.loop) / LOADS,
  },
  'load-workgroup': {
    label: 'a load of one f32, from workgroup memory',
    of: (slopes: Slopes) => (slopes['load-workgroup'] - slopes.loop) / LOADS,
  },
  'multiply-add-few': {
    label: 'a multiply-add into one of 8 sums',
    of: (slopes: Slopes) => (slopes['multiply-add-few'] - slopes.loop) / FEW,
  },
  'multiply-add-many': {
    label: 'a multiply-add into one of 128 sums',
    of: (slopes: Slopes) => (slopes['multiply-add-many'] - slopes.loop) / MANY,
  },
  'barrier-one': {
    label: 'a barrier, 1 subgroup a workgroup',
    of: (slopes: Slopes) => (slopes['barrier-one'] - slopes['no-barrier-one']) / BARRIERS,
  },
  'barrier-many': {
    label: `a barrier, ${MANY_SUBGROUPS} subgroups a workgroup`,
    of: (slopes: Slopes) =>
      (slopes['barrier-many'] - slopes['no-barrier-many']) / BARRIERS,
  },
  workgroup: {
    label: 'to start a workgroup of 1 subgroup',
    of: (slopes: Slopes) => slopes.workgroup,
  },
  'workgroup-barrier-one': {
    label: 'the same in a kernel with barriers',
    of: (slopes: Slopes) => slopes['workgroup-barrier-one'],
  },
  'workgroup-barrier-many': {
    label: `the same with ${MANY_SUBGROUPS} subgroups`,
    of: (slopes: Slopes) => slopes['workgroup-barrier-many'],
  },
  dispatch: {
    label: 'to start a dispatch of one workgroup',
    of: (slopes: Slopes) => slopes.dispatch,
  },
} as const;

export type CostId = keyof typeof COSTS;

export interface Cost {
  readonly id: CostId;
  readonly label: string;
  /** Over the rounds. */
  readonly nanoseconds: Quartiles;
}

/** @param slopes of each probe, one a round */
export function costsOf(slopes: Readonly<Record<ProbeId, readonly number[]>>): Cost[] {
  const rounds = roundsOf(slopes);
  return Object.entries(COSTS).map(([id, { label, of }]) => ({
    id: id as CostId,
    label,
    nanoseconds: quartiles(rounds.map(of)),
  }));
}

/** How many workgroups run at the same time: those that share the device by how much longer they take than one. */
export function parallelismOf(
  slopes: Readonly<Record<ProbeId, readonly number[]>>,
): Quartiles {
  return quartiles(
    roundsOf(slopes).map(
      (round) =>
        (SHARED_WORKGROUPS * round['multiply-add-many']) / round['multiply-add-shared'],
    ),
  );
}

function roundsOf(slopes: Readonly<Record<ProbeId, readonly number[]>>): Slopes[] {
  const ids = Object.keys(slopes) as ProbeId[];
  return slopes.loop.map(
    (_, round) => Object.fromEntries(ids.map((id) => [id, slopes[id][round]])) as Slopes,
  );
}
