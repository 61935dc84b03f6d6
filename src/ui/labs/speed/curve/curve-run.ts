import type { SpeedQuestion } from '../../../../core/speed-question.ts';
import type { SpeedHandle } from '../../../../speed/handle.ts';
import { collectNews } from '../../../../speed/results/collect-news.ts';
import type {
  SpeedEnvironment,
  SpeedResult,
} from '../../../../speed/results/speed-result.ts';

/** How far a measurement has come. */
export interface CurveProgress {
  readonly doing: string;
  /** Of the whole, from 0 to 1. */
  readonly share: number;
}

/** As long as nothing is known of it. */
const UNKNOWN: SpeedEnvironment = {
  userAgent: '',
  cores: 0,
  isolated: true,
  clockResolution: 0,
  adapter: null,
  softwareAdapter: false,
  date: '',
  version: '',
};

/** One measurement after the other, with what is known of the last. */
export class CurveRun {
  result: SpeedResult | null = null;
  progress: CurveProgress | null = null;
  /** Why the last one ended before its end, in a sentence, or null. */
  problem: string | null = null;

  readonly #handle: SpeedHandle;
  readonly #onChange: () => void;
  /** Counts the measurements, so that news of an earlier one are known. */
  #number = 0;

  constructor(handle: SpeedHandle, onChange: () => void) {
    this.#handle = handle;
    this.#onChange = onChange;
  }

  get running(): boolean {
    return this.progress !== null;
  }

  async measure(question: SpeedQuestion): Promise<void> {
    const number = ++this.#number;
    const isCurrent = () => number === this.#number;
    this.problem = null;
    this.progress = { doing: 'Starting', share: 0 };
    this.result = {
      question,
      environment: UNKNOWN,
      engines: [],
      points: [],
      voidRounds: [],
      notes: [],
      complete: false,
    };
    this.#onChange();
    try {
      await this.#handle.measure(question, (news) => {
        if (!isCurrent() || !this.result) return;
        if (news.kind === 'progress') {
          const { doing, share } = news;
          this.progress = { doing, share: Number.isNaN(share) ? this.#share : share };
        } else this.result = collectNews(this.result, news);
        this.#onChange();
      });
    } catch (error) {
      if (isCurrent())
        this.problem = error instanceof Error ? error.message : String(error);
    }
    if (!isCurrent()) return;
    this.progress = null;
    this.#onChange();
  }

  /** What was measured stays. */
  cancel(): void {
    this.#handle.cancel();
  }

  get #share(): number {
    return this.progress?.share ?? 0;
  }
}
