import { afterEach, describe, expect, it } from 'vitest';
import { UserError } from '../../src/core/errors.ts';
import { MAX_INSPECTED, type SensitivityQuestion } from '../../src/session/handle.ts';
import { serveSession } from '../../src/session/serve-session.ts';
import { SessionClient } from '../../src/session/session-client.ts';
import { TrainingSession } from '../../src/session/training-session.ts';
import { createWorkerSession } from '../../src/session/worker-client.ts';
import { catalogueWith, request } from './sample-runs.ts';

const closers: (() => void)[] = [];
afterEach(() => {
  for (const close of closers.splice(0)) close();
});

function createSession(): TrainingSession {
  const session = new TrainingSession(catalogueWith());
  closers.push(() => session.dispose());
  return session;
}

const inputs = Float32Array.of(0.5, -1, 2, 3, -4, 0);
const question: SensitivityQuestion = { inputs, output: 1, of: 'output' };

describe('sensitivity', () => {
  it('gives the outputs, and how one of them changes with the inputs', async () => {
    const session = createSession();
    await session.configure(request({ engine: 'cpu-f64' }));
    await session.advance(20);
    const { step, outputs, gradients } = await session.sensitivity(question);
    expect(step).toBe(20);
    expect(outputs).toEqual(await session.predict(inputs));
    expect(gradients.length).toBe(6);
    // By a central difference; float32 holds these inputs with the shift.
    const shifted = async (change: number) => {
      const moved = inputs.slice();
      moved[3] += change;
      return (await session.predict(moved))[3];
    };
    const h = 2 ** -10;
    const numeric = ((await shifted(h)) - (await shifted(-h))) / (2 * h);
    expect(gradients[3] / numeric).toBeCloseTo(1, 5);
  });

  it('tells logits from outputs', async () => {
    const session = createSession();
    await session.configure(request());
    const output = await session.sensitivity(question);
    const logit = await session.sensitivity({ ...question, of: 'logit' });
    expect(logit.outputs).toEqual(output.outputs);
    expect(logit.gradients).not.toEqual(output.gradients);
  });

  it('is about what was asked when the caller changes its array at once', async () => {
    const session = createSession();
    await session.configure(request());
    const given = inputs.slice();
    const answer = session.sensitivity({ ...question, inputs: given });
    given.fill(7);
    expect(await answer).toEqual(await session.sensitivity(question));
  });

  it.each([
    [{ inputs: new Float32Array(3) }, 'an example of this network has 2'],
    [{ output: 2 }, 'There is no output 2: this network has 2, counted from 0.'],
    [{ output: -1 }, 'There is no output -1'],
    [{ output: 0.5 }, 'There is no output 0.5'],
    [{ of: 'loss' as 'logit' }, '"loss" cannot be differentiated'],
    [
      { inputs: new Float32Array(2 * (MAX_INSPECTED / 8 + 1)) },
      'too many to differentiate',
    ],
  ])('refuses what it cannot answer: %#', async (change, why) => {
    const session = createSession();
    await session.configure(request());
    const refusal = session.sensitivity({ ...question, ...change });
    await expect(refusal).rejects.toThrow(UserError);
    await expect(refusal).rejects.toThrow(why);
  });

  it('needs a run', async () => {
    await expect(createSession().sensitivity(question)).rejects.toThrow('no run yet');
    const remote = createWorkerSession(() => {
      throw new Error('No worker is needed to say so.');
    });
    await expect(remote.sensitivity(question)).rejects.toThrow('no run yet');
  });

  it('crosses a channel', async () => {
    const { port1, port2 } = new MessageChannel();
    const session = createSession();
    serveSession(session, port2);
    port1.start();
    port2.start();
    closers.push(() => port1.close());
    const remote = new SessionClient(port1);
    await remote.configure(request());
    expect(await remote.sensitivity(question)).toEqual(
      await session.sensitivity(question),
    );
  });
});
