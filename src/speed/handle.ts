import type { ProfileNews, ProfileQuestion, Profile } from './profile-handle.ts';
import type { RaceNews, RaceQuestion, RaceSummary } from './race-handle.ts';
import type { SpeedNews, SpeedQuestion } from './results/speed-result.ts';

/** An engine that can be measured, as this browser has it. */
export interface SurveyedEngine {
  readonly id: string;
  /** The form in which it is used. */
  readonly form: string;
  /** Why it cannot run here, as far as that is known before it is loaded; null where it may. */
  readonly obstacle: string | null;
}

/**
 * What measures, one thing at a time, in a worker. A call while another is under way ends that
 * one first. Everything resolves to null where it was cancelled.
 */
export interface SpeedHandle {
  /** All engines and what speaks against them; loads none of them. */
  survey(): Promise<readonly SurveyedEngine[]>;
  /**
   * Times gradients and training steps of a family of networks.
   * @returns whether it was carried out to its end
   * @throws UserError where the question is at fault
   */
  measure(
    question: SpeedQuestion,
    onNews: (news: SpeedNews) => void,
  ): Promise<true | null>;
  /** Trains one network on several engines, each in its turn. */
  race(
    question: RaceQuestion,
    onNews: (news: RaceNews) => void,
  ): Promise<RaceSummary | null>;
  /** Takes a training step apart: what each kernel takes, and what the adapter could do. */
  profile(
    question: ProfileQuestion,
    onNews: (news: ProfileNews) => void,
  ): Promise<Profile | null>;
  /** Ends what is under way at once; what was told of it stays. */
  cancel(): void;
  dispose(): void;
}
