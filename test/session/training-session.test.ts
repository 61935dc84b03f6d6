import { afterEach, describe, expect, it } from 'vitest';
import { UserError } from '../../src/core/errors.ts';
import { planeToInputs } from '../../src/data/plane-features.ts';
import { TrainingSession } from '../../src/session/training-session.ts';
import {
  catalogueWith,
  explodingSpec,
  failingEngine,
  record,
  request,
  tinySpec,
  untilUpdate,
} from './sample-runs.ts';

const sessions: TrainingSession[] = [];
function createSession(): TrainingSession {
  const session = new TrainingSession(catalogueWith());
  sessions.push(session);
  return session;
}
afterEach(() => {
  for (const session of sessions.splice(0)) session.dispose();
});

describe('configure', () => {
  it('describes the run and leaves it paused at step 0 with an evaluation', async () => {
    const session = createSession();
    const { last } = record(session);
    const description = await session.configure(request());
    expect(description).toMatchObject({
      engine: 'cpu',
      adapter: 'JavaScript, one thread',
      task: 'classification',
      trainCount: 30,
      testCount: 30,
      domain: [-6, 6],
    });
    expect(description.points.train.inputs).toHaveLength(60);
    expect(description.points.train.labels).toHaveLength(30);
    expect(last()).toMatchObject({ state: 'paused', step: 0, overflow: null });
    expect(last().evaluations).toMatchObject([
      { step: 0, trainCount: 30, testCount: 30 },
    ]);
  });

  it('takes the CPU where WebGPU is missing and says why', async () => {
    const session = createSession();
    const description = await session.configure(request({ engine: 'auto' }));
    expect(description.engine).toBe('cpu');
    expect(description.engineReason).toBe('The CPU computes: This test has none.');
  });

  it('reads the points of a CSV file and frames them', async () => {
    const data = { csv: 'p.csv', target: 'y', testFraction: 0.25, standardize: false };
    const rows = Array.from({ length: 12 }, (_, i) => `${i},${-i},${i % 2 ? 'a' : 'b'}`);
    const session = createSession();
    const description = await session.configure(
      request({ spec: tinySpec({ data }), csv: ['u,v,y', ...rows].join('\n') }),
    );
    expect(description.classNames).toEqual(['a', 'b']);
    const [low, high] = description.domain ?? [0, 0];
    expect(low).toBeLessThan(-11);
    expect(high).toBeGreaterThan(11);
  });

  it('tells where examples lie in the plane, and how the network sees the plane', async () => {
    const session = createSession();
    const plain = await session.configure(request());
    expect(plain).toMatchObject({ features: null, planeNames: ['x₁', 'x₂'] });
    expect(plain.points.train.plane).toEqual(plain.points.train.inputs);

    const features = ['x1^2', 'x2^2', 'x1*x2'];
    const data = { ...plain.spec.data, features };
    const description = await session.configure(request({ spec: tinySpec({ data }) }));
    expect(description).toMatchObject({
      features,
      featureNames: features,
      planeNames: ['x₁', 'x₂'],
      domain: [-6, 6],
      plan: { inputs: 3 },
    });
    for (const part of ['train', 'test'] as const) {
      const { plane, inputs } = description.points[part];
      expect(plane).toEqual(plain.points[part].inputs);
      expect(inputs).toEqual(planeToInputs(features, plane ?? new Float32Array(0)));
    }
  });

  it('has no plane for images, and names the columns of a file of two', async () => {
    const session = createSession();
    const digits = { dataset: 'digits', samples: 20 };
    const images = await session.configure(request({ spec: tinySpec({ data: digits }) }));
    expect(images).toMatchObject({ features: null, planeNames: null, domain: null });
    expect(images.points.train.plane).toBeNull();
    const csv = ['u,v,y', '1,2,a', '2,3,b', '3,4,a', '4,5,b'].join('\n');
    const data = { csv: 'p.csv', target: 'y' };
    const file = await session.configure(request({ spec: tinySpec({ data }), csv }));
    expect(file).toMatchObject({ features: null, planeNames: ['u', 'v'] });
  });

  it('refuses a feature without a value, and leaves the run', async () => {
    const session = createSession();
    await session.configure(request());
    await session.advance(3);
    const before = await session.readParameters();
    const data = { dataset: 'circle', samples: 60, features: ['x1', 'log(x2)'] };
    await expect(
      session.configure(request({ spec: tinySpec({ data }) })),
    ).rejects.toThrow(/^The feature log x₂ has no finite value at the example x₁ = /);
    expect(await session.readParameters()).toEqual(before);
  });

  it('leaves the run as it was when the new one is impossible', async () => {
    const session = createSession();
    await session.configure(request());
    await session.advance(5);
    const before = await session.readParameters();
    await expect(session.configure(request({ engine: 'abacus' }))).rejects.toThrow(
      /abacus.*"webgpu", "cpu" or "cpu-f64"/,
    );
    await expect(session.configure(request({ engine: 'webgpu' }))).rejects.toThrow(
      /webgpu.*This test has none/,
    );
    const missingFile = tinySpec({ data: { csv: 'a.csv', target: 'y' } });
    await expect(session.configure(request({ spec: missingFile }))).rejects.toThrow(
      UserError,
    );
    expect(await session.readParameters()).toEqual(before);
    await session.advance(1);
  });

  it('keeps playing the old run when the new one is impossible', async () => {
    const session = createSession();
    await session.configure(request());
    await session.play();
    await expect(session.configure(request({ engine: 'abacus' }))).rejects.toThrow();
    const { step } = await untilUpdate(session, ({ losses }) => losses.length > 0);
    await untilUpdate(session, (update) => update.step > step);
  });

  it('replaces a playing run and pauses the new one', async () => {
    const session = createSession();
    await session.configure(request());
    await session.play();
    const { last } = record(session);
    await session.configure(request({ spec: tinySpec({ seed: 8 }) }));
    expect(last()).toMatchObject({ state: 'paused', step: 0 });
  });
});

describe('another engine for the same training', () => {
  /** Losses of 60 steps, of which those from step 25 on are taken by `engine`. */
  async function switchedTo(engine: string): Promise<number[]> {
    const session = new TrainingSession(catalogueWith(failingEngine(() => undefined)));
    sessions.push(session);
    const { losses, last } = record(session);
    await session.configure(request());
    await session.advance(25);
    const weights = Array.from(await session.readParameters());
    const description = await session.configure(request({ engine }));
    expect(description).toMatchObject({ engine, step: 25 });
    expect(last()).toMatchObject({ state: 'paused', step: 25, firstStep: 25, engine });
    expect(Array.from(await session.readParameters())).toEqual(weights);
    await session.advance(35);
    expect(last().step).toBe(60);
    return losses;
  }

  it('goes on with the very losses that the first would have had', async () => {
    const undisturbed = await switchedTo('cpu');
    expect(undisturbed).toHaveLength(60);
    expect(await switchedTo('webgpu')).toEqual(undisturbed);
  });

  it('goes on in float64 with the same losses up to rounding', async () => {
    const undisturbed = await switchedTo('cpu');
    const losses = await switchedTo('cpu-f64');
    expect(losses.slice(0, 25)).toEqual(undisturbed.slice(0, 25));
    // 35 steps in float32, which rounds each term of sums over a batch of 8 by 2^-24.
    losses.forEach((loss, step) =>
      expect(Math.abs(loss / undisturbed[step] - 1)).toBeLessThan(35 * 2 ** -24 * 8),
    );
    expect(losses).not.toEqual(undisturbed);
  });

  it('resets to what that engine would have begun with', async () => {
    const session = createSession();
    await session.configure(request({ engine: 'cpu-f64' }));
    const initial = await session.readParameters();
    await session.configure(request());
    await session.advance(5);
    await session.configure(request({ engine: 'cpu-f64' }));
    await session.reset();
    expect(await session.readParameters()).toEqual(initial);
  });

  it('leaves the run alone where it cannot be had, and playing where it cannot go on', async () => {
    let broken = false;
    const failing = failingEngine((method) => {
      if (broken && method === 'writeState') throw new Error('No memory is left.');
    });
    const session = new TrainingSession(catalogueWith(failing));
    sessions.push(session);
    const { losses, last } = record(session);
    await session.configure(request());
    await session.advance(5);
    await expect(session.configure(request({ engine: 'abacus' }))).rejects.toThrow();
    expect(last()).toMatchObject({ state: 'paused', step: 5, engine: 'cpu' });
    await session.play();
    broken = true;
    await expect(session.configure(request({ engine: 'webgpu' }))).rejects.toThrow(
      'No memory is left.',
    );
    const { step } = last();
    await untilUpdate(session, (update) => update.step > step);
    await session.pause();
    expect(last()).toMatchObject({ state: 'paused', engine: 'cpu' });
    expect(losses).toHaveLength(last().step);
  });

  it('starts anew where the file is another', async () => {
    const data = { csv: 'p.csv', target: 'y', testFraction: 0.25, standardize: false };
    const spec = tinySpec({ data });
    const fileFrom = (first: number) => {
      const rows = Array.from(
        { length: 12 },
        (_, i) => `${i + first},${-i},${i % 2 ? 'a' : 'b'}`,
      );
      return new TextEncoder().encode(['u,v,y', ...rows].join('\n'));
    };
    const session = createSession();
    await session.configure(request({ spec, csv: fileFrom(0) }));
    await session.advance(5);
    const same = request({ spec, csv: fileFrom(0), engine: 'cpu-f64' });
    expect((await session.configure(same)).step).toBe(5);
    const other = request({ spec, csv: fileFrom(1), engine: 'cpu' });
    expect((await session.configure(other)).step).toBe(0);
  });
});

describe('training', () => {
  it('takes exactly the steps asked for, in order, and reports every loss once', async () => {
    const session = createSession();
    const { losses, last, updates } = record(session);
    await session.configure(request({ metricsEvery: 10 }));
    await Promise.all([session.advance(30), session.advance(12)]);
    expect(last()).toMatchObject({ state: 'paused', step: 42, stepsPerSecond: 0 });
    expect(losses).toHaveLength(42);
    expect(losses.every(Number.isFinite)).toBe(true);
    const steps = updates.flatMap(({ metrics }) => metrics.map(({ step }) => step));
    // Each tenth, and where each of the two calls ended.
    expect(steps).toEqual([0, 10, 20, 29, 30, 40, 41]);
  });

  it('measures every single step, and none where no figures are wanted', async () => {
    for (const metricsEvery of [10, 0]) {
      const session = createSession();
      const { updates } = record(session);
      await session.configure(request({ metricsEvery }));
      for (let step = 0; step < 3; step++) await session.advance(1);
      const steps = updates.flatMap(({ metrics }) => metrics.map(({ step }) => step));
      expect(steps).toEqual(metricsEvery > 0 ? [0, 1, 2] : []);
    }
  });

  it('evaluates after the first steps, however many a frame takes', async () => {
    // A clock that stands still: an engine that takes any number of steps in no time.
    const session = new TrainingSession(catalogueWith(), { now: () => 0 });
    sessions.push(session);
    const { updates } = record(session);
    await session.configure(request());
    await session.advance(2000);
    const steps = updates.flatMap(({ evaluations }) =>
      evaluations.map(({ step }) => step),
    );
    expect(steps).toEqual([0, 1, 5, 21, 85, 341, 1365, 2000]);
  });

  it('plays until paused and goes on from there', async () => {
    const session = createSession();
    const { losses, last } = record(session);
    await session.configure(request());
    await session.play();
    await session.play();
    await untilUpdate(session, ({ step }) => step > 20);
    await session.pause();
    const { step, state } = last();
    expect(state).toBe('paused');
    expect(losses).toHaveLength(step);
    await session.advance(3);
    expect(last().step).toBe(step + 3);
    expect(losses).toHaveLength(step + 3);
  });

  it('gives the same losses, bit by bit, in chunks of any size', async () => {
    const runs = await Promise.all(
      [1, 20, 200].map(async (chunkMilliseconds) => {
        const session = new TrainingSession(catalogueWith(), { chunkMilliseconds });
        sessions.push(session);
        const { losses } = record(session);
        await session.configure(request());
        await session.advance(300);
        return { losses, evaluation: await session.evaluate() };
      }),
    );
    expect(runs[1]).toEqual(runs[0]);
    expect(runs[2]).toEqual(runs[0]);
  });

  it('resets to the same weights and repeats the same losses', async () => {
    const session = createSession();
    const { losses, last } = record(session);
    await session.configure(request());
    const initial = await session.readParameters();
    await session.advance(50);
    const first = [...losses];
    expect(await session.readParameters()).not.toEqual(initial);
    await session.reset();
    expect(last()).toMatchObject({ state: 'paused', step: 0 });
    expect(await session.readParameters()).toEqual(initial);
    await session.advance(50);
    expect(losses).toEqual(first);
  });

  it('cuts short what was asked for before a pause or reset, not what comes after', async () => {
    const session = createSession();
    const { last } = record(session);
    await session.configure(request());
    const long = session.advance(1e7);
    const pause = session.pause();
    const short = session.advance(4);
    await Promise.all([long, pause, short]);
    expect(last().step).toBe(4);
    const again = session.advance(1e7);
    await Promise.all([again, session.reset()]);
    expect(last().step).toBe(0);
  });

  it('plays when asked to right after a configuration, without waiting', async () => {
    const session = createSession();
    await session.configure(request());
    await session.play();
    void session.configure(request({ spec: tinySpec({ seed: 9 }) }));
    await session.play();
    await untilUpdate(session, ({ state, step }) => state === 'running' && step > 5);
  });

  it('answers predictions and reads while it plays', async () => {
    const session = createSession();
    const { plan } = await session.configure(request());
    await session.play();
    const outputs = await session.predict(new Float32Array([0, 0, 1, 1]));
    expect(outputs).toHaveLength(4);
    expect(outputs[0] + outputs[1]).toBeCloseTo(1, 6);
    expect(await session.readParameters()).toHaveLength(plan.parameterCount);
    expect((await session.evaluate()).trainCount).toBe(30);
  });

  it('works without a test part', async () => {
    const data = { dataset: 'circle', samples: 20, noise: 0, testFraction: 0 };
    const session = createSession();
    await session.configure(request({ spec: tinySpec({ data }) }));
    const { train, test, testCount } = await session.evaluate();
    expect(train.loss).toBeGreaterThan(0);
    expect(test.loss).toBeNaN();
    expect(testCount).toBe(0);
  });
});

describe('overflow', () => {
  it('stops the run with a sentence, and a reset starts it again', async () => {
    const session = createSession();
    const { last } = record(session);
    await session.configure(request({ spec: explodingSpec() }));
    await session.advance(10);
    expect(last()).toMatchObject({ state: 'stopped', step: 0 });
    expect(last().overflow).toMatchObject({ step: 0, stage: 'forward' });
    expect(last().notice).toMatch(/stopped in step 0.*dense_\d+/);
    await expect(session.play()).rejects.toThrow(/reset it first/);
    await session.reset();
    expect(last()).toMatchObject({ state: 'paused', overflow: null });
  });
});

describe('calls that cannot be carried out', () => {
  it('rejects before there is a run, except pause', async () => {
    const session = createSession();
    await expect(session.play()).rejects.toThrow(UserError);
    await expect(session.advance(1)).rejects.toThrow(/configure one first/);
    await expect(session.reset()).rejects.toThrow(UserError);
    await expect(session.predict(new Float32Array(2))).rejects.toThrow(UserError);
    await session.pause();
  });

  it.each([-1, 0.5, NaN])('rejects %d steps', async (steps) => {
    const session = createSession();
    await session.configure(request());
    await expect(session.advance(steps)).rejects.toThrow(/whole number/);
  });

  it('rejects after disposal, and what was pending', async () => {
    const session = createSession();
    await session.configure(request());
    const pending = session.advance(1e7);
    session.dispose();
    await expect(pending).rejects.toThrow(/disposed/);
    await expect(session.readParameters()).rejects.toThrow(/disposed/);
  });
});
