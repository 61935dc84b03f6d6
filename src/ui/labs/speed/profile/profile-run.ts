import type { SpeedHandle } from '../../../../speed/handle.ts';
import type {
  FamilyNetwork,
  Profile,
  ProfileNews,
} from '../../../../speed/profile-handle.ts';

/** The last profile and how far the present one is. */
export class ProfileRun {
  profile: Profile | null = null;
  /** Null unless one is being taken. */
  news: ProfileNews | null = null;
  problem: string | null = null;
  readonly #onChange: () => void;

  /** @param onChange something of it is another */
  constructor(onChange: () => void) {
    this.#onChange = onChange;
  }

  /** Resolves when it is over, cancelled or failed: `problem` says what went wrong. */
  async take(handle: SpeedHandle, network: FamilyNetwork): Promise<void> {
    this.problem = null;
    this.#tell({ doing: 'Starting', share: 0 });
    try {
      const taken = await handle.profile({ network }, (news) => this.#tell(news));
      // What was there before stays where it was cancelled.
      if (taken) this.profile = taken;
    } catch (error) {
      this.problem = error instanceof Error ? error.message : String(error);
    } finally {
      this.news = null;
      this.#onChange();
    }
  }

  #tell(news: ProfileNews): void {
    this.news = news;
    this.#onChange();
  }
}
