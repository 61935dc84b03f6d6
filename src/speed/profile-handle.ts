import type { ExecutorKind } from '../core/engine.ts';
import type { FamilyNetwork } from './cases/family-case.ts';
import type { Quartiles } from './statistics.ts';

export type { ExecutorKind, FamilyNetwork, Quartiles };

export interface ProfileQuestion {
  readonly network: FamilyNetwork;
}

export interface ProfileNews {
  readonly doing: string;
  /** Of the whole, 0 to 1; NaN while it waits for the page to be shown. */
  readonly share: number;
}

/** What a kernel of a training step is for, in the order of a step. */
export const KERNEL_GROUPS = [
  'gather',
  'forward',
  'loss',
  'bias-gradient',
  'kernel-gradient',
  'input-gradient',
  'update',
] as const;
export type KernelGroup = (typeof KERNEL_GROUPS)[number];

/** Dispatches of a step that do the same work in different layers. */
export interface ProfileRow {
  /** Its WGSL file: `layer/dense`. */
  readonly kernel: string;
  /** Null where the kernel is not known. */
  readonly group: KernelGroup | null;
  /** Numbers of the layers from 0 on; empty where it belongs to none. */
  readonly layers: readonly number[];
  /** What its dispatches are called besides, where they belong to no layer: `inputs`. */
  readonly subject: string;
  /** Dispatches a step. */
  readonly count: number;
  /** Milliseconds a step, of all its dispatches together. */
  readonly time: Quartiles;
  /**
   * Of one dispatch: multiplications and additions of its formula, functions such as tanh not
   * counted; null where the kernel is not known.
   */
  readonly flops: number | null;
  /** Bytes of one dispatch if each input is read once and each output written once; null likewise. */
  readonly bytes: number | null;
}

/** How long a step takes on one of the executors, in milliseconds. */
export interface ExecutorTimes {
  readonly kind: ExecutorKind;
  /** Whether the engine chooses it for this network by itself. */
  readonly chosen: boolean;
  /** A step in a call of many, submission and readback included. */
  readonly step: Quartiles;
  /** The same steps by the clock of the GPU, without what lies between its passes; null without one. */
  readonly device: Quartiles | null;
  /** A single step whose loss is waited for. */
  readonly latency: Quartiles;
}

/** What the way to the GPU costs, in milliseconds. */
export interface Overheads {
  /** A submission of nothing until it is known to be done. */
  readonly roundTrip: Quartiles;
  /** A number from the GPU: copy, submission, mapping. */
  readonly readback: Quartiles;
  /** One batch to the GPU until it is known to be there; `roundTrip` is part of it. */
  readonly upload: Quartiles;
  readonly uploadBytes: number;
  /** A dispatch that does nothing, between others in a pass. */
  readonly dispatch: Quartiles;
}

/** A rate that was measured several times; the best counts, as what disturbs only slows down. */
export interface Ceiling {
  readonly best: number;
  readonly spread: Quartiles;
}

/** What the adapter could do. */
export interface Ceilings {
  /** GB/s of a copy, read and written, by the size of each of its two buffers, ascending. */
  readonly bandwidths: readonly { readonly bytes: number; readonly rate: Ceiling }[];
  /** GFLOP/s of multiply-adds that wait for nothing. */
  readonly arithmetic: Ceiling;
}

/** By which clock the dispatches were timed. */
export type ProfileClock =
  | {
      readonly kind: 'gpu';
      /** Smallest difference but 0 between two timestamps, in milliseconds. */
      readonly resolution: number;
    }
  | { readonly kind: 'wall'; readonly reason: string };

/** Where the time of a training step goes. Plain JSON. */
export interface Profile {
  readonly adapter: string;
  /** Whether it is no hardware, but a program on the processor. */
  readonly software: boolean;
  readonly clock: ProfileClock;
  /** When it was taken, as ISO 8601. */
  readonly date: string;
  readonly network: FamilyNetwork;
  /** The tiled one always, and first the fused one where that is chosen. */
  readonly executors: readonly ExecutorTimes[];
  /** Why that one is chosen. */
  readonly choice: string;
  /** Of the tiled executor, in the order of a step. */
  readonly rows: readonly ProfileRow[];
  /** Steps that were taken apart. */
  readonly stepsTimed: number;
  /**
   * What taking apart costs: milliseconds of a step in one pass, and how many times as long its
   * dispatches take together when each is timed by itself.
   */
  readonly whole: Quartiles;
  readonly splitRatio: number;
  readonly overheads: Overheads;
  readonly ceilings: Ceilings;
  readonly notes: readonly string[];
}
