import { afterEach, describe, expect, it } from 'vitest';
import type { CompileOptions, Engine, ExecutorKind } from '../../src/core/engine.ts';
import { UserError } from '../../src/core/errors.ts';
import { DeviceLostError } from '../../src/gpu/device-lost-error.ts';
import { TrainingSession } from '../../src/session/training-session.ts';
import {
  catalogueWith,
  failingEngine,
  record,
  request,
  untilUpdate,
} from './sample-runs.ts';

const IMPOSSIBLE = 'The fused executor cannot train this network.';
const sessions: TrainingSession[] = [];

/** A session whose `webgpu` has two executors, of which `auto` is the tiled one. */
function createSession(
  beforeCall: (method: string) => void = () => undefined,
  beforeCompile: (options: CompileOptions) => void = () => undefined,
) {
  const inner = failingEngine(beforeCall, beforeCompile);
  const engine: Engine = {
    ...inner,
    async compile(options) {
      const { executor = 'auto' } = options;
      const id: ExecutorKind = executor === 'auto' ? 'tiled' : executor;
      const reason = executor === 'auto' ? 'It is large.' : 'It was asked for.';
      return Object.assign(await inner.compile(options), { method: { id, reason } });
    },
  };
  const session = new TrainingSession(catalogueWith(engine));
  sessions.push(session);
  return session;
}

afterEach(() => {
  for (const session of sessions.splice(0)) session.dispose();
});

const tiled = request({ engine: 'webgpu' });
const fused = request({ engine: 'webgpu', executor: 'fused' });

describe('the executor of an engine', () => {
  it('is told, with its reason', async () => {
    const session = createSession();
    const { last } = record(session);
    const chosen = { id: 'tiled', reason: 'It is large.' };
    expect((await session.configure(tiled)).method).toEqual(chosen);
    expect(last().method).toEqual(chosen);
  });

  it('is none where the engine has one only, whatever was asked for', async () => {
    const session = createSession();
    const { method } = await session.configure(request({ executor: 'fused' }));
    expect(method).toBeNull();
  });

  it('is changed in mid-run, which goes on with the same losses', async () => {
    const alone = createSession();
    const undisturbed = record(alone);
    await alone.configure(tiled);
    await alone.advance(40);

    const session = createSession();
    const { losses, last } = record(session);
    await session.configure(tiled);
    await session.advance(25);
    const weights = await session.readParameters();
    const description = await session.configure(fused);
    expect(description).toMatchObject({ step: 25, method: { id: 'fused' } });
    expect(await session.readParameters()).toEqual(weights);
    await session.advance(15);
    expect(last()).toMatchObject({ step: 40, method: { id: 'fused' } });
    expect(losses).toEqual(undisturbed.losses);
  });

  it('that cannot train the network leaves the run as it was, playing', async () => {
    const session = createSession(undefined, ({ executor }) => {
      if (executor === 'fused') throw new UserError(IMPOSSIBLE);
    });
    const { last } = record(session);
    await session.configure(tiled);
    await session.play();
    await untilUpdate(session, ({ step }) => step > 0);
    await expect(session.configure(fused)).rejects.toThrow(new UserError(IMPOSSIBLE));
    const { step } = last();
    await untilUpdate(session, (update) => update.step > step);
    expect(last()).toMatchObject({ state: 'running', method: { id: 'tiled' } });
  });

  it('stays the one asked for when a lost device is restored, and goes with it', async () => {
    let losses = 0;
    const session = createSession((method) => {
      if (method !== 'train' || losses === 0) return;
      losses--;
      throw new DeviceLostError('unknown', '');
    });
    const { last } = record(session);
    await session.configure(fused);
    losses = 1;
    await session.advance(5);
    expect(last()).toMatchObject({ engine: 'webgpu', method: { id: 'fused' } });
    losses = 2;
    await session.advance(5);
    expect(last()).toMatchObject({ step: 10, engine: 'cpu', method: null });
  });
});
