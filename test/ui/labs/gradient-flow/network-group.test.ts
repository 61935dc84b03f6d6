import { afterEach, describe, expect, it } from 'vitest';
import { TrainingSession } from '../../../../src/session/training-session.ts';
import {
  NetworkGroup,
  type GroupRequest,
} from '../../../../src/ui/labs/gradient-flow/network-group.ts';
import { catalogueWith, explodingSpec, tinySpec } from '../../../session/sample-runs.ts';

const catalogue = catalogueWith();
const groups: NetworkGroup[] = [];
afterEach(() => {
  for (const group of groups.splice(0)) group.dispose();
});

const created: TrainingSession[] = [];
function createGroup(): NetworkGroup {
  created.length = 0;
  const group = new NetworkGroup(() => {
    const session = new TrainingSession(catalogue);
    created.push(session);
    return session;
  });
  groups.push(group);
  return group;
}

const asked = (specs: GroupRequest['specs']): GroupRequest => ({
  specs,
  engine: 'cpu',
  executor: 'auto',
  csv: undefined,
});
const rated = (learningRate: number) =>
  tinySpec({ optimizer: { id: 'sgd', learningRate } });

/** Resolves once `condition` holds. */
const until = (group: NetworkGroup, condition: () => boolean) =>
  new Promise<void>((resolve) => {
    if (condition()) {
      resolve();
      return;
    }
    const stop = group.changes.add(() => {
      if (!condition()) return;
      stop();
      resolve();
    });
  });

describe('networks side by side', () => {
  it('are measured before the first step, and are in step after it', async () => {
    const group = createGroup();
    await group.configure(asked([rated(0.01), rated(0.1)]));
    expect(group.history.frames.map(({ step }) => step)).toEqual([0]);
    const [first, second] = group.history.frames[0].readings;
    expect(first?.layers.map(({ delta }) => delta)).toEqual(
      second?.layers.map(({ delta }) => delta),
    );
    await group.advance(5);
    const { step, readings } = group.history.frames[1];
    expect(step).toBe(5);
    expect(readings.map((reading) => reading?.step)).toEqual([5, 5]);
    expect(readings[0]?.layers[0].delta).not.toBe(readings[1]?.layers[0].delta);
    // Of the last of the steps.
    expect(readings[1]?.layers[0].updateRatio).toBeGreaterThan(0);
  });

  it('train as far as is asked for, each step as if alone', async () => {
    const group = createGroup();
    await group.configure(asked([rated(0.01), rated(0.1)]));
    group.play(40);
    await until(group, () => !group.running);
    expect(group.step).toBe(40);
    const alone = new TrainingSession(catalogue);
    await alone.configure({ spec: rated(0.1), engine: 'cpu', metricsEvery: 0 });
    await alone.advance(40);
    expect(await created[1].readParameters()).toEqual(await alone.readParameters());
    alone.dispose();
    const steps = group.history.frames.map(({ step }) => step);
    expect(steps.slice(0, 4)).toEqual([0, 1, 2, 3]);
    expect(steps.at(-1)).toBe(40);
  });

  it('go on where one of them overflows, which stays and says why', async () => {
    const group = createGroup();
    const { data, seed } = explodingSpec();
    await group.configure(asked([explodingSpec(), { ...rated(0.1), data, seed }]));
    await group.advance(1);
    await group.advance(3);
    expect(group.members[0].stopMessage).toContain('overflowed');
    expect(group.members[1].stopMessage).toBeNull();
    expect(group.history.frames.at(-1)?.readings.map((reading) => reading?.step)).toEqual(
      [0, 4],
    );
    group.play();
    await until(group, () => group.step > 10);
    group.pause();
  });

  it('pause where all have stopped', async () => {
    const group = createGroup();
    await group.configure(asked([explodingSpec()]));
    group.play();
    await until(group, () => !group.running);
    expect(group.members[0].stopMessage).toContain('overflowed');
  });

  it('say what is wrong with one of them, and the others are there', async () => {
    const group = createGroup();
    const csv = {
      ...tinySpec(),
      data: { csv: 'a.csv', target: 'y', standardize: true, testFraction: 0.5 },
    };
    await group.configure(asked([tinySpec(), csv]));
    expect(group.members[1].problem).toContain('"a.csv"');
    expect(group.members[0].problem).toBeNull();
    expect(group.history.frames[0].readings[0]).not.toBeNull();
    expect(group.history.frames[0].readings[1]).toBeNull();
  });

  it('begin anew when one comes or goes, with the sessions that there are', async () => {
    const group = createGroup();
    await group.configure(asked([rated(0.01)]));
    await group.advance(3);
    await group.configure(asked([rated(0.01), rated(0.1)]));
    expect(created.length).toBe(2);
    expect(group.step).toBe(0);
    expect(
      group.history.frames.map(({ readings }) =>
        readings.map((reading) => reading?.step),
      ),
    ).toEqual([[0, 0]]);
    await group.configure(asked([rated(0.1)]));
    expect(group.members.length).toBe(1);
    await expect(created[1].readParameters()).rejects.toThrow('disposed');
    await group.advance(2);
    await group.reset();
    expect(group.step).toBe(0);
    expect(group.history.frames.length).toBe(1);
  });

  it('go on training when they are replaced while they run', async () => {
    const group = createGroup();
    await group.configure(asked([rated(0.01)]));
    group.play();
    await until(group, () => group.step > 3);
    const first = group.configure(asked([rated(0.02)]));
    await group.configure(asked([rated(0.05)]));
    await first;
    expect(group.members[0].description?.spec.optimizer['learningRate']).toBe(0.05);
    await until(group, () => group.step > 3);
    expect(group.running).toBe(true);
    group.pause();
  });

  it('count every step that was taken, however the buttons are pressed', async () => {
    const group = createGroup();
    await group.configure(asked([rated(0.01)]));
    const first = group.advance(1);
    const second = group.advance(1);
    await Promise.all([first, second]);
    expect(group.step).toBe(2);
    group.play();
    await until(group, () => group.step > 5);
    await group.advance(1);
    const { step, readings } = group.history.frames.at(-1)!;
    expect(readings[0]?.step).toBe(step);
    expect(group.step).toBe(step);
  });

  it('begin at step 0 also with another learning rate or engine', async () => {
    const group = createGroup();
    await group.configure(asked([rated(0.01)]));
    const before = group.history.frames[0].readings[0]?.loss;
    await group.advance(30);
    await group.configure(asked([rated(0.1)]));
    expect(group.history.frames[0].readings[0]).toMatchObject({ step: 0, loss: before });
    await group.advance(30);
    await group.configure({ ...asked([rated(0.1)]), engine: 'cpu-f64' });
    expect(group.history.frames[0].readings[0]?.step).toBe(0);
  });

  it('take no step while they are being made', async () => {
    const group = createGroup();
    const making = group.configure(asked([rated(0.01)]));
    await group.advance(1);
    await making;
    expect(group.step).toBe(0);
    expect(group.history.frames[0].readings[0]?.step).toBe(0);
  });

  it('are freed where the lab is left while they are being made, and train no more', async () => {
    const group = createGroup();
    const making = group.configure(asked([rated(0.01), rated(0.1)]));
    const sessions = [...created];
    group.dispose();
    await making;
    group.play();
    expect(group.running).toBe(false);
    for (const session of [...sessions, ...created])
      await expect(session.readParameters()).rejects.toThrow('disposed');
  });
});
