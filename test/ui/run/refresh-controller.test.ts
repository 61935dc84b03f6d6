import type { ReactiveController, ReactiveControllerHost } from 'lit';
import { afterEach, beforeEach, describe, expect, it, vi } from 'vitest';
import { UserError } from '../../../src/core/errors.ts';
import { RefreshController } from '../../../src/ui/run/refresh-controller.ts';
import { Run } from '../../../src/ui/run/run.ts';
import { FakeSession } from '../support/fake-session.ts';

beforeEach(() => {
  vi.useFakeTimers();
});
afterEach(() => {
  vi.useRealTimers();
});

class Host implements ReactiveControllerHost {
  updates = 0;
  readonly updateComplete = Promise.resolve(true);
  addController(_: ReactiveController): void {
    // The tests connect their controllers themselves.
  }
  removeController(_: ReactiveController): void {
    // None is ever taken off.
  }
  requestUpdate(): void {
    this.updates++;
  }
}

function create(ask: () => Promise<void> | null, interval = 100) {
  const host = new Host();
  const session = new FakeSession();
  const run = new Run(session, false);
  const refresh = new RefreshController(host, () => run, interval, ask);
  return { host, session, refresh };
}

describe('a refresh controller', () => {
  it('asks when it is connected and with news, one question at a time', async () => {
    const settle: (() => void)[] = [];
    const ask = vi.fn(() => new Promise<void>((resolve) => settle.push(resolve)));
    const { refresh, session } = create(ask);
    refresh.hostConnected();
    expect(ask).toHaveBeenCalledTimes(1);
    for (let step = 1; step < 5; step++) session.send({ step });
    await vi.advanceTimersByTimeAsync(1000);
    expect(ask).toHaveBeenCalledTimes(1);
    settle[0]();
    await vi.advanceTimersByTimeAsync(5000);
    expect(ask).toHaveBeenCalledTimes(2);
    refresh.hostDisconnected();
  });

  it('asks no more often than every interval', async () => {
    const ask = vi.fn(() => Promise.resolve());
    const { refresh, session } = create(ask, 500);
    refresh.hostConnected();
    for (let step = 1; step <= 200; step++) {
      session.send({ step });
      await vi.advanceTimersByTimeAsync(10);
    }
    expect(ask.mock.calls.length).toBeGreaterThanOrEqual(4);
    expect(ask.mock.calls.length).toBeLessThanOrEqual(5);
    refresh.hostDisconnected();
  });

  it('rests twice as long as an answer took', async () => {
    const ask = vi.fn(() => new Promise<void>((resolve) => setTimeout(resolve, 400)));
    const { refresh, session } = create(ask);
    refresh.hostConnected();
    await vi.advanceTimersByTimeAsync(400);
    session.send({ step: 1 });
    await vi.advanceTimersByTimeAsync(750);
    expect(ask).toHaveBeenCalledTimes(1);
    await vi.advanceTimersByTimeAsync(100);
    expect(ask).toHaveBeenCalledTimes(2);
    refresh.hostDisconnected();
  });

  it('keeps a refusal until the next answer, and goes on after any failure', async () => {
    const answers = [
      () => Promise.reject(new UserError('That is too much.')),
      () => Promise.reject(new Error('The run was replaced.')),
      () => Promise.resolve(),
    ];
    const { refresh, session, host } = create(() => answers.shift()?.() ?? null);
    refresh.hostConnected();
    await vi.advanceTimersByTimeAsync(10);
    expect(refresh.problem).toBe('That is too much.');
    expect(host.updates).toBe(1);
    session.send({ step: 1 });
    await vi.advanceTimersByTimeAsync(200);
    expect(refresh.problem).toBeNull();
    session.send({ step: 2 });
    await vi.advanceTimersByTimeAsync(200);
    expect(answers).toHaveLength(0);
    refresh.hostDisconnected();
  });

  it('asks nothing while it is not connected', async () => {
    const ask = vi.fn(() => Promise.resolve());
    const { refresh, session } = create(ask);
    refresh.request();
    expect(ask).not.toHaveBeenCalled();
    refresh.hostConnected();
    session.send({ step: 1 });
    refresh.hostDisconnected();
    session.send({ step: 2 });
    await vi.advanceTimersByTimeAsync(1000);
    expect(ask).toHaveBeenCalledTimes(1);
  });
});
