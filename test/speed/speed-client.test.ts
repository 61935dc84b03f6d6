import { describe, expect, it } from 'vitest';
import { UserError } from '../../src/core/errors.ts';
import type { SpeedRequest, SpeedResponse } from '../../src/speed/protocol.ts';
import type { SpeedNews } from '../../src/speed/results/speed-result.ts';
import { createSpeedClient } from '../../src/speed/speed-client.ts';
import { DEFAULT_QUESTION } from '../../src/state/speed-options.ts';

function setUp() {
  const workers: {
    readonly requests: SpeedRequest[];
    terminated: boolean;
    answer(response: SpeedResponse): void;
    breakDown(message: string): void;
  }[] = [];
  const shown: { visibilityState: DocumentVisibilityState } = {
    visibilityState: 'visible',
  };
  const page = Object.assign(new EventTarget(), shown);
  const client = createSpeedClient(page, () => {
    const target = new EventTarget();
    const worker = {
      requests: [] as SpeedRequest[],
      terminated: false,
      answer: (data: SpeedResponse) =>
        void target.dispatchEvent(Object.assign(new Event('message'), { data })),
      breakDown: (message: string) =>
        void target.dispatchEvent(Object.assign(new Event('error'), { message })),
    };
    workers.push(worker);
    return Object.assign(target, {
      postMessage: (request: SpeedRequest) => void worker.requests.push(request),
      terminate: () => void (worker.terminated = true),
    });
  });
  const hide = (hidden: boolean) => {
    page.visibilityState = hidden ? 'hidden' : 'visible';
    page.dispatchEvent(new Event('visibilitychange'));
  };
  return { client, workers, hide };
}

describe('the client of the measuring worker', () => {
  it('starts a worker when it is first asked, and hands news and answers on', async () => {
    const { client, workers } = setUp();
    expect(workers).toHaveLength(0);
    const news: SpeedNews[] = [];
    const measured = client.measure(DEFAULT_QUESTION, (each) => news.push(each));
    expect(workers[0].requests).toEqual([
      { kind: 'visibility', hidden: false },
      { kind: 'measure', id: 1, question: DEFAULT_QUESTION },
    ]);
    workers[0].answer({ kind: 'news', id: 1, news: { kind: 'note', note: 'Hm.' } });
    workers[0].answer({
      kind: 'news',
      id: 7,
      news: { kind: 'note', note: 'Of another.' },
    });
    workers[0].answer({ kind: 'end', id: 1, result: true });
    expect(await measured).toBe(true);
    expect(news).toEqual([{ kind: 'note', note: 'Hm.' }]);
  });

  it('tells when the page is hidden and shown', () => {
    const { client, workers, hide } = setUp();
    void client.measure(DEFAULT_QUESTION, () => undefined);
    hide(true);
    hide(false);
    expect(workers[0].requests.slice(2)).toEqual([
      { kind: 'visibility', hidden: true },
      { kind: 'visibility', hidden: false },
    ]);
    client.dispose();
    hide(true);
    expect(workers[0].requests).toHaveLength(4);
  });

  it('ends the worker when it is cancelled, and starts another for the next question', async () => {
    const { client, workers } = setUp();
    const measured = client.measure(DEFAULT_QUESTION, () => undefined);
    client.cancel();
    expect(await measured).toBeNull();
    expect(workers[0].terminated).toBe(true);
    void client.measure(DEFAULT_QUESTION, () => undefined);
    expect(workers).toHaveLength(2);
  });

  it('gives errors their class back, and keeps the worker', async () => {
    const { client, workers } = setUp();
    const measured = client.measure(DEFAULT_QUESTION, () => undefined);
    workers[0].answer({
      kind: 'error',
      id: 1,
      error: { type: 'user', message: 'No size.' },
    });
    await expect(measured).rejects.toThrow(new UserError('No size.'));
    expect(workers[0].terminated).toBe(false);
  });

  it('says so where the worker breaks down, and starts another', async () => {
    const { client, workers } = setUp();
    const measured = client.measure(DEFAULT_QUESTION, () => undefined);
    workers[0].breakDown('out of memory');
    await expect(measured).rejects.toThrow('broke down (out of memory)');
    void client.survey();
    expect(workers).toHaveLength(2);
  });

  it('answers nothing more once it is disposed', async () => {
    const { client, workers } = setUp();
    const survey = client.survey();
    client.dispose();
    expect(await survey).toEqual([]);
    expect(workers[0].terminated).toBe(true);
    expect(await client.measure(DEFAULT_QUESTION, () => undefined)).toBeNull();
    expect(workers).toHaveLength(1);
  });
});
