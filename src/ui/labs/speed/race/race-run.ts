import type { SpeedHandle } from '../../../../speed/handle.ts';
import type { Arrival, RaceNews, RaceSummary } from '../../../../speed/race-handle.ts';
import {
  encodeRace,
  raceSpec,
  type RaceOptions,
} from '../../../../state/race-options.ts';

/** Rows and columns of the pictures: smooth enough when enlarged, and quick to answer. */
export const GRID_SIZE = 48;

/** What is known of one runner. */
export interface Lane {
  readonly engine: string;
  /** What it computes on; null before it has come through the gate. */
  adapter: string | null;
  parity: number;
  /** Milliseconds to compile and to take the first step, which are on no clock. */
  firstUse: number;
  step: number;
  /** Milliseconds. */
  clock: number;
  /** Its losses, the numbers of updates before them, and its clock then. */
  readonly steps: number[];
  readonly losses: number[];
  readonly clocks: number[];
  /** [GRID_SIZE, GRID_SIZE, outputs], or null before the first. */
  grid: Float32Array | null;
  /** Why it did not start or gave up, or null. */
  refused: string | null;
}

const emptyLane = (engine: string): Lane => ({
  engine,
  adapter: null,
  parity: NaN,
  firstUse: NaN,
  step: 0,
  clock: 0,
  steps: [],
  losses: [],
  clocks: [],
  grid: null,
  refused: null,
});

/** The lanes of a race that has not begun. */
export const emptyLanes = ({ engines }: RaceOptions): Lane[] => engines.map(emptyLane);

export type RacePhase = 'before' | 'preparing' | 'racing' | 'over';

/** One race after the other, with what is known of the last. */
export class RaceRun {
  race: RaceOptions | null = null;
  phase: RacePhase = 'before';
  lanes: Lane[] = [];
  /** What is being prepared. */
  doing = '';
  notes: string[] = [];
  /** Null until a race has come to its end; one that was stopped has none. */
  summary: RaceSummary | null = null;
  /** Why the last one ended before its end, in a sentence, or null. */
  problem: string | null = null;

  readonly #handle: SpeedHandle;
  readonly #onChange: () => void;

  constructor(handle: SpeedHandle, onChange: () => void) {
    this.#handle = handle;
    this.#onChange = onChange;
  }

  get running(): boolean {
    return this.phase === 'preparing' || this.phase === 'racing';
  }

  /** Whether what is known is of this race. */
  isOf(race: RaceOptions): boolean {
    return this.race !== null && encodeRace(this.race) === encodeRace(race);
  }

  /** To be called while none is running. */
  async start(race: RaceOptions): Promise<void> {
    this.race = race;
    this.phase = 'preparing';
    this.lanes = emptyLanes(race);
    this.doing = 'Computing the reference';
    this.notes = [];
    this.summary = null;
    this.problem = null;
    this.#onChange();
    const { engines, target } = race;
    try {
      const question = { spec: raceSpec(race), engines, target, gridSize: GRID_SIZE };
      this.summary = await this.#handle.race(question, (news) => {
        this.#take(news);
        this.#onChange();
      });
    } catch (error) {
      this.problem = error instanceof Error ? error.message : String(error);
    }
    this.phase = 'over';
    this.#onChange();
  }

  /** How far they came stays. */
  stop(): void {
    this.#handle.cancel();
  }

  #take(news: RaceNews): void {
    switch (news.kind) {
      case 'progress':
        this.doing = news.doing;
        return;
      case 'start':
        this.phase = 'racing';
        return;
      case 'note':
        this.notes = [...this.notes, news.note];
        return;
      case 'entry': {
        const lane = this.#laneOf(news.engine);
        lane.adapter = news.adapter;
        lane.parity = news.parity;
        lane.firstUse = news.firstUse;
        return;
      }
      case 'refused':
        this.#laneOf(news.engine).refused = news.reason;
        return;
      case 'runner': {
        const { engine, step, clock, steps, losses, clocks, grid } = news.runner;
        const lane = this.#laneOf(engine);
        lane.step = step;
        lane.clock = clock;
        lane.steps.push(...steps);
        lane.losses.push(...losses);
        lane.clocks.push(...clocks);
        lane.grid = grid ?? lane.grid;
        return;
      }
    }
  }

  #laneOf(engine: string): Lane {
    const lane = this.lanes.find((one) => one.engine === engine);
    if (!lane) throw new Error(`No lane of ${engine}.`);
    return lane;
  }
}

/** Where an engine came in, from 1 on, or null. */
export function placeOf(
  engine: string,
  arrivals: readonly Arrival[] | undefined,
): number | null {
  const at = arrivals?.findIndex((arrival) => arrival.engine === engine) ?? -1;
  return at < 0 ? null : at + 1;
}
