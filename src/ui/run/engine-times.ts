import type { RunDescription } from '../../session/handle.ts';

/** What a step took on an engine, or on one of its executors. */
export interface EngineTime {
  readonly engine: string;
  /** The executor's id; null where the engine has one only. */
  readonly executor: string | null;
  readonly millisecondsPerStep: number;
}

/**
 * The last measured time of a step on each engine that trained the present network. It is
 * forgotten with the network and its data, since times of different work do not compare.
 */
export class EngineTimes {
  readonly #times = new Map<string, EngineTime>();
  #work = '';

  /** In the order in which the engines came. */
  get list(): readonly EngineTime[] {
    return [...this.#times.values()];
  }

  /** Learns what is trained from now on. */
  begin({ spec, trainCount }: RunDescription): void {
    const { network, loss, optimizer, data, batchSize } = spec;
    const work = JSON.stringify([
      network,
      loss,
      optimizer.id,
      data,
      batchSize,
      trainCount,
    ]);
    if (work !== this.#work) this.#times.clear();
    this.#work = work;
  }

  /** @param time ignored where nothing was measured */
  record(time: EngineTime): void {
    if (!(time.millisecondsPerStep > 0)) return;
    this.#times.set(`${time.engine} ${time.executor ?? ''}`, time);
  }
}
