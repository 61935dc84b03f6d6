import { afterEach, describe, expect, it } from 'vitest';
import { UnavailableError, UserError } from '../../src/core/errors.ts';
import { rebuildError, recordError } from '../../src/session/protocol.ts';
import { serveSession } from '../../src/session/serve-session.ts';
import { SessionClient } from '../../src/session/session-client.ts';
import { TrainingSession } from '../../src/session/training-session.ts';
import type { WorkerLike } from '../../src/session/start-worker.ts';
import { createWorkerSession } from '../../src/session/worker-client.ts';
import { catalogueWith, record, request, tinySpec, untilUpdate } from './sample-runs.ts';

const closers: (() => void)[] = [];
afterEach(() => {
  for (const close of closers.splice(0)) close();
});

/** A channel with a session served on one end; the other end. */
function servedPort(): MessagePort {
  const { port1, port2 } = new MessageChannel();
  const session = new TrainingSession(catalogueWith());
  serveSession(session, port2);
  port1.start();
  port2.start();
  closers.push(() => {
    session.dispose();
    port1.close();
  });
  return port1;
}

describe('errors across the channel', () => {
  it.each([
    new UserError('The width is −1.'),
    new UnavailableError('No adapter.'),
    new Error('A defect.'),
  ])('keep class and message: %s', (error) => {
    const rebuilt = rebuildError(structuredClone(recordError(error)));
    expect(rebuilt.message).toBe(error.message);
    expect(rebuilt.constructor).toBe(error.constructor);
  });

  it('are made of anything thrown', () => {
    expect(rebuildError(recordError('out of paper')).message).toBe('out of paper');
  });
});

describe('a session across a channel', () => {
  it('trains as it does in the same thread', async () => {
    const local = new TrainingSession(catalogueWith());
    const remote = new SessionClient(servedPort());
    const here = record(local);
    const there = record(remote);
    const descriptions = await Promise.all([
      local.configure(request({ metricsEvery: 5 })),
      remote.configure(request({ metricsEvery: 5 })),
    ]);
    expect(descriptions[1]).toEqual(descriptions[0]);
    await Promise.all([local.advance(40), remote.advance(40)]);
    expect(there.losses).toEqual(here.losses);
    // How many there are depends on the clock; the last one is of the last step.
    expect(there.last().evaluations.at(-1)).toEqual(here.last().evaluations.at(-1));
    expect(here.last().evaluations.at(-1)?.step).toBe(40);
    const metrics = [here, there].map(({ updates }) =>
      updates.flatMap((update) => update.metrics),
    );
    // Every fifth step, and the last one of what was asked for.
    expect(metrics[0].map(({ step }) => step)).toEqual([
      0, 5, 10, 15, 20, 25, 30, 35, 39,
    ]);
    expect(metrics[1]).toEqual(metrics[0]);
    expect(await remote.readParameters()).toEqual(await local.readParameters());
    expect(await remote.evaluate()).toEqual(await local.evaluate());
    local.dispose();
  });

  it('plays, predicts, pauses and resets; arrays stay with the caller', async () => {
    const remote = new SessionClient(servedPort());
    const { last } = record(remote);
    await remote.configure(request());
    await remote.play();
    await untilUpdate(remote, ({ step }) => step > 10);
    const inputs = new Float32Array([0.5, 0.5]);
    expect(await remote.predict(inputs)).toHaveLength(2);
    expect(inputs).toHaveLength(2);
    await remote.pause();
    expect(last().state).toBe('paused');
    await remote.reset();
    expect(last()).toMatchObject({ state: 'paused', step: 0 });
  });

  it('rejects with the error of the other end', async () => {
    const remote = new SessionClient(servedPort());
    await expect(remote.play()).rejects.toBeInstanceOf(UserError);
    await expect(remote.configure(request({ engine: 'webgpu' }))).rejects.toBeInstanceOf(
      UnavailableError,
    );
    await remote.configure(request());
  });

  it('rejects pending calls when disposed, and later ones', async () => {
    const remote = new SessionClient(servedPort());
    await remote.configure(request());
    const pending = remote.advance(1e7);
    remote.dispose();
    await expect(pending).rejects.toThrow(/disposed/);
    await expect(remote.advance(1)).rejects.toThrow(/disposed/);
  });
});

describe('a session in a worker', () => {
  /** Workers whose other end is a session in this thread, and a way to break the newest. */
  function breakableWorkers() {
    const crashes: ((message: string) => void)[] = [];
    let terminated = 0;
    const start = (): WorkerLike => {
      const port = servedPort();
      const errors = new EventTarget();
      crashes.push((message) =>
        errors.dispatchEvent(Object.assign(new Event('error'), { message })),
      );
      return {
        postMessage: port.postMessage.bind(port),
        addEventListener(type: string, listener: EventListener) {
          (type === 'error' ? errors : port).addEventListener(type, listener);
        },
        terminate: () => {
          terminated++;
          port.close();
        },
      };
    };
    return { start, crashes, terminated: () => terminated };
  }

  it('starts its worker with the first configuration', async () => {
    const { start, crashes } = breakableWorkers();
    const session = createWorkerSession(start);
    await expect(session.play()).rejects.toBeInstanceOf(UserError);
    await session.pause();
    expect(crashes).toHaveLength(0);
    await session.configure(request());
    await session.advance(2);
    expect(crashes).toHaveLength(1);
    session.dispose();
  });

  it('says so when the worker breaks down, and starts another', async () => {
    const { start, crashes, terminated } = breakableWorkers();
    const session = createWorkerSession(start);
    const { last } = record(session);
    await session.configure(request());
    await session.advance(3);
    const pending = session.advance(1e7);
    crashes[0]('out of memory');
    await expect(pending).rejects.toThrow(/broke down \(out of memory\)/);
    expect(last()).toMatchObject({ state: 'empty', step: 3 });
    expect(last().notice).toContain('out of memory');
    expect(terminated()).toBe(1);
    await session.configure(request({ spec: tinySpec({ seed: 3 }) }));
    await session.advance(2);
    expect(last()).toMatchObject({ state: 'paused', step: 2 });
    session.dispose();
    expect(terminated()).toBe(2);
    await expect(session.configure(request())).rejects.toThrow(/disposed/);
  });
});
