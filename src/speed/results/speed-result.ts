import type {
  FamilyNetwork,
  Quantity,
  SpeedQuestion,
} from '../../core/speed-question.ts';

export type { Quantity, SpeedQuestion };

/** Where a measurement took place. */
export interface SpeedEnvironment {
  /** Of the browser, or `Node v20.19.0`. */
  readonly userAgent: string;
  readonly cores: number;
  /** Whether the page is cross-origin isolated: without that the clock is coarse and WebAssembly has one thread. */
  readonly isolated: boolean;
  /** Smallest step of the clock seen, in milliseconds. */
  readonly clockResolution: number;
  /** What WebGPU computes on; null where there is none. */
  readonly adapter: string | null;
  /** Whether that adapter is software, which computes on the processor. */
  readonly softwareAdapter: boolean;
  /** ISO 8601. */
  readonly date: string;
  readonly version: string;
}

/** An engine of a measurement. */
export interface EngineEntry {
  readonly id: string;
  /** The form in which it is used. */
  readonly form: string;
  /** What it computes on; absent where it could not start. */
  readonly adapter?: string;
  /** Milliseconds to load and start it. */
  readonly startTime?: number;
  /** Why it could not start. */
  readonly failed?: string;
}

/** The samples of one engine at one size, an entry a round; milliseconds. */
export type Samples = Readonly<Record<Quantity, readonly number[]>>;

/** One engine at one size. */
export interface PointEntry {
  readonly engine: string;
  /** Largest relative error against the float64 reference: of a tensor's gradient, ‖g − r‖ / ‖r‖, or a loss. */
  readonly parity?: number;
  /** Milliseconds to upload, to compile and to take the first gradients and the first step; null where it was disturbed. */
  readonly firstUse?: number | null;
  /** Whether the warm-up ended because the times had settled. */
  readonly settled?: boolean;
  readonly samples?: Samples;
  /** Why it has no times (or no more). */
  readonly refused?: string;
}

/** All engines at one size. */
export interface SpeedPoint {
  /** Place on the axis. */
  readonly value: number;
  readonly network: FamilyNetwork;
  readonly parameterCount: number;
  /** Multiplications and additions in the matrix products of one step. */
  readonly operations: number;
  readonly entries: readonly PointEntry[];
}

/** A round that does not count. */
export interface VoidRound {
  /** From 1 on. */
  readonly round: number;
  readonly reason: string;
}

/** A measurement, also one that is under way or was cancelled. */
export interface SpeedResult {
  readonly question: SpeedQuestion;
  readonly environment: SpeedEnvironment;
  readonly engines: readonly EngineEntry[];
  readonly points: readonly SpeedPoint[];
  readonly voidRounds: readonly VoidRound[];
  /** What a reader should know, a sentence each. */
  readonly notes: readonly string[];
  /** Whether all rounds were taken. */
  readonly complete: boolean;
}

/** What a measurement tells while it goes on. */
export type SpeedNews =
  | {
      readonly kind: 'progress';
      /** What is being done. */
      readonly doing: string;
      /** Share of the whole that is done, an estimate. */
      readonly share: number;
    }
  | { readonly kind: 'environment'; readonly environment: SpeedEnvironment }
  | { readonly kind: 'engine'; readonly engine: EngineEntry }
  | { readonly kind: 'point'; readonly point: SpeedPoint }
  | {
      readonly kind: 'entry';
      /** Place on the axis. */
      readonly value: number;
      readonly entry: PointEntry;
    }
  | { readonly kind: 'void'; readonly void: VoidRound }
  | { readonly kind: 'note'; readonly note: string }
  | { readonly kind: 'complete' };
