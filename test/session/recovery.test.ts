import { describe, expect, it } from 'vitest';
import { DeviceLostError } from '../../src/gpu/device-lost-error.ts';
import { TrainingSession } from '../../src/session/training-session.ts';
import { catalogueWith, failingEngine, record, request } from './sample-runs.ts';

const gpuRequest = request({ engine: 'webgpu' });

/** Losses of 60 steps on a device that is never lost. */
async function undisturbed(): Promise<number[]> {
  const session = new TrainingSession(catalogueWith());
  const { losses } = record(session);
  await session.configure(request());
  await session.advance(60);
  session.dispose();
  return losses;
}

describe('a lost device', () => {
  it('is restored from the last snapshot, with the losses it would have had', async () => {
    let armed = false;
    const engine = failingEngine((method) => {
      if (!armed || method !== 'train') return;
      armed = false;
      throw new DeviceLostError('unknown', 'the driver was reset');
    });
    const session = new TrainingSession(catalogueWith(engine));
    const { losses, updates, last } = record(session);
    await session.configure(gpuRequest);
    await session.advance(25);
    armed = true;
    await session.advance(35);
    expect(losses).toEqual(await undisturbed());
    expect(last()).toMatchObject({ state: 'paused', step: 60, engine: 'webgpu' });
    const notices = updates.map(({ notice }) => notice).filter(Boolean);
    expect(notices).toEqual([
      'WebGPU lost its device. It was restored, and the run continues from step 25.',
    ]);
    session.dispose();
  });

  it('goes back to the snapshot when it is lost in between', async () => {
    let clock = 0;
    let armed = true;
    const engine = failingEngine((method, executor) => {
      clock += 10;
      if (!armed || method !== 'train' || executor.step < 25) return;
      armed = false;
      throw new DeviceLostError('unknown', '');
    });
    const now = () => clock;
    const session = new TrainingSession(catalogueWith(engine), { now });
    const { losses, updates, last } = record(session);
    await session.configure(gpuRequest);
    await session.advance(60);
    expect(updates.some(({ notice }) => notice?.includes('from step 0.'))).toBe(true);
    expect(losses).toEqual(await undisturbed());
    expect(last().step).toBe(60);
    session.dispose();
  });

  it.each([
    ['cannot be had again', 1, /could not get it back/],
    ['is lost a second time at once', Infinity, /twice/],
  ])('leaves the run to the CPU when it %s', async (_, compilations, notice) => {
    let compiled = 0;
    let armed = false;
    const engine = failingEngine(
      (method) => {
        if (armed && method === 'train') throw new DeviceLostError('unknown', '');
      },
      () => {
        if (++compiled > compilations) throw new Error('There is no device.');
      },
    );
    const session = new TrainingSession(catalogueWith(engine));
    const { losses, updates, last } = record(session);
    await session.configure(gpuRequest);
    await session.advance(10);
    armed = true;
    await session.advance(50);
    expect(losses).toEqual(await undisturbed());
    expect(last()).toMatchObject({
      state: 'paused',
      step: 60,
      engine: 'cpu',
      adapter: 'JavaScript, one thread',
    });
    expect(last().engineReason).toMatch(notice);
    expect(updates.some((update) => notice.test(update.notice ?? ''))).toBe(true);
    session.dispose();
  });

  it('is not recovered when it was destroyed on purpose', async () => {
    let armed = false;
    let compiled = 0;
    const engine = failingEngine(
      (method) => {
        if (armed && method !== 'dispose') throw new DeviceLostError('destroyed', '');
      },
      () => {
        compiled++;
      },
    );
    const session = new TrainingSession(catalogueWith(engine));
    const { last } = record(session);
    await session.configure(gpuRequest);
    armed = true;
    await expect(session.advance(5)).rejects.toThrow(DeviceLostError);
    expect(last()).toMatchObject({ state: 'stopped', overflow: null });
    expect(last().notice).toContain('closed');
    expect(compiled).toBe(1);
    session.dispose();
  });

  it('starts anew with a reset after a failure', async () => {
    let broken = false;
    const engine = failingEngine(
      () => {
        if (broken) throw new Error('The shader did not compile.');
      },
      () => (broken = false),
    );
    const session = new TrainingSession(catalogueWith(engine));
    const { last } = record(session);
    await session.configure(gpuRequest);
    await session.advance(5);
    broken = true;
    await session.play();
    await session.pause();
    expect(last()).toMatchObject({ state: 'stopped' });
    expect(last().notice).toContain('The shader did not compile.');
    await session.reset();
    await session.advance(5);
    expect(last()).toMatchObject({ state: 'paused', step: 5, engine: 'webgpu' });
    session.dispose();
  });
});
