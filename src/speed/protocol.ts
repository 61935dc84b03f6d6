import type { ErrorRecord } from '../session/protocol.ts';
import type { SpeedHandle, SurveyedEngine } from './handle.ts';
import type { Profile, ProfileNews, ProfileQuestion } from './profile-handle.ts';
import type { RaceNews, RaceQuestion, RaceSummary } from './race-handle.ts';
import type { SpeedNews, SpeedQuestion } from './results/speed-result.ts';

/** The name of a worker that measures. */
export const SPEED_WORKER_NAME = 'nabla-speed';

/** What a worker does, one after the other: what it is asked, what it tells meanwhile, what it answers. */
export interface Jobs {
  survey: { question: null; news: never; result: readonly SurveyedEngine[] };
  measure: { question: SpeedQuestion; news: SpeedNews; result: true };
  race: { question: RaceQuestion; news: RaceNews; result: RaceSummary };
  profile: { question: ProfileQuestion; news: ProfileNews; result: Profile };
}
export type JobKind = keyof Jobs & keyof SpeedHandle;

/** From the page to the worker. */
export type SpeedRequest =
  | {
      [Kind in JobKind]: {
        readonly kind: Kind;
        /** Carried by all that answers it. */
        readonly id: number;
        readonly question: Jobs[Kind]['question'];
      };
    }[JobKind]
  | { readonly kind: 'visibility'; readonly hidden: boolean };

/** From the worker to the page. */
export type SpeedResponse =
  | { readonly kind: 'news'; readonly id: number; readonly news: Jobs[JobKind]['news'] }
  | {
      readonly kind: 'end';
      readonly id: number;
      readonly result: Jobs[JobKind]['result'];
    }
  | { readonly kind: 'error'; readonly id: number; readonly error: ErrorRecord };
