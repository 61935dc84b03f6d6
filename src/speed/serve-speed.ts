import { recordError, type MessageEnd } from '../session/protocol.ts';
import { Disturbances } from './disturbances.ts';
import type { JobContext } from './job-context.ts';
import type { JobKind, Jobs, SpeedRequest, SpeedResponse } from './protocol.ts';
import type { SpeedHost } from './speed-host.ts';

type Job<Kind extends JobKind> = (
  context: JobContext,
  question: Jobs[Kind]['question'],
  tell: (news: Jobs[Kind]['news']) => void,
) => Promise<Jobs[Kind]['result']>;

/** Each in a file of its own, which is fetched when it is asked for. */
const LOADERS: { readonly [Kind in JobKind]: () => Promise<Job<Kind>> } = {
  survey: async () => (await import('./survey.ts')).survey,
  measure: async () => (await import('./measure-curve.ts')).measureCurve,
  race: async () => (await import('./race/run-race.ts')).runRace,
  profile: async () => (await import('./profile/take-profile.ts')).takeProfile,
};

/** Does what is asked for at `end`, one job at a time; the page sees to that. */
export function serveSpeed(host: SpeedHost, end: MessageEnd<SpeedResponse>): void {
  const context = { host, disturbances: new Disturbances() };
  const tell = (response: SpeedResponse) => end.postMessage(response, []);
  const work = async <Kind extends JobKind>(
    kind: Kind,
    id: number,
    question: Jobs[Kind]['question'],
  ) => {
    const job = await LOADERS[kind]();
    return job(context, question, (news) => tell({ kind: 'news', id, news }));
  };
  end.addEventListener('message', (event: MessageEvent<SpeedRequest>) => {
    const request = event.data;
    if (request.kind === 'visibility') {
      context.disturbances.noteVisibility(request.hidden);
      return;
    }
    const { kind, id, question } = request;
    work(kind, id, question).then(
      (result) => tell({ kind: 'end', id, result }),
      (error: unknown) => tell({ kind: 'error', id, error: recordError(error) }),
    );
  });
}
