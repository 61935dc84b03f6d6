import { afterEach, beforeEach, expect, it } from 'vitest';
import { TrainingSession } from '../../src/session/training-session.ts';
import { catalogueWith, record, request, untilUpdate } from './sample-runs.ts';

let session: TrainingSession;
beforeEach(async () => {
  session = new TrainingSession(catalogueWith());
  await session.configure(request());
});
afterEach(() => session.dispose());

const paused = () =>
  untilUpdate(session, ({ state, step }) => state === 'paused' && step > 0);

it('pauses in exactly the step that was asked for, evaluated', async () => {
  const { losses } = record(session);
  const end = paused();
  await session.play(137);
  const update = await end;
  expect(update.step).toBe(137);
  expect(update.evaluations.at(-1)?.step).toBe(137);
  expect(losses).toHaveLength(137);
});

it('answers other calls meanwhile', async () => {
  await session.play(1e9);
  expect(await session.predict(new Float32Array(4))).toHaveLength(4);
  await session.pause();
});

it('takes over another limit in mid-run', async () => {
  await session.play();
  const { step } = await untilUpdate(session, (update) => update.step > 0);
  const end = paused();
  await session.play(step + 5000);
  expect((await end).step).toBe(step + 5000);
});

it('goes on for ever where the limit is behind it', async () => {
  await session.advance(50);
  await session.play(50);
  const update = await untilUpdate(session, ({ step }) => step > 500);
  expect(update.state).toBe('running');
  await session.pause();
});
