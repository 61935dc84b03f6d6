import { describe, expect, it } from 'vitest';
import { UserError } from '../../src/core/errors.ts';
import { DEFAULT_SPEC, SPIRAL_SPEC } from '../../src/spec/default-spec.ts';
import { parseSpec } from '../../src/spec/parse-spec.ts';
import { createActions } from '../../src/state/actions.ts';
import type { AppState } from '../../src/state/app-state.ts';
import { DEFAULT_FLOW } from '../../src/state/flow-options.ts';
import { createStore } from '../../src/state/store.ts';

function setUp() {
  const store = createStore<AppState>({
    spec: DEFAULT_SPEC,
    engine: 'auto',
    executor: 'auto',
    playing: true,
    file: null,
    problems: [],
  });
  return { store, actions: createActions(store) };
}

const FILE = { name: 'iris.csv', contents: 'a,species\n1,x\n2,y\n' };

describe('actions', () => {
  it('change the spec, written short', () => {
    const { store, actions } = setUp();
    actions.changeSpec({ ...store.state.spec, optimizer: 'adam', batchSize: 64 });
    expect(store.state.spec).toMatchObject({
      optimizer: { id: 'adam', beta1: 0.9 },
      batchSize: 64,
    });
  });

  it('open a whole configuration, without what was set beyond it', () => {
    const { store, actions } = setUp();
    actions.drawWeights();
    actions.openConfiguration({ spec: SPIRAL_SPEC, engine: 'cpu', stop: { steps: 5 } });
    expect(store.state).toMatchObject({
      engine: 'cpu',
      executor: 'auto',
      stop: { steps: 5 },
    });
    expect(store.state.spec).toEqual(SPIRAL_SPEC);
  });

  it('open a configuration of a file only while that is open', () => {
    const { store, actions } = setUp();
    actions.openFile(FILE, 'species');
    const { spec } = store.state;
    actions.openConfiguration({ spec: { ...spec, seed: 3 } });
    expect(store.state).toMatchObject({ spec: { seed: 3 }, file: FILE });
    actions.chooseDataset('moons');
    const before = store.state;
    expect(() => actions.openConfiguration({ spec })).toThrow(
      'The configuration trains on the file "iris.csv", which is not open: open it first.',
    );
    expect(store.state).toBe(before);
  });

  it('draw other weights for the same data, one seed after the other', () => {
    const { store, actions } = setUp();
    actions.changeSpec({ ...store.state.spec, seed: 2 ** 32 - 2 });
    actions.drawWeights();
    expect(store.state.spec).toMatchObject({ seed: 2 ** 32 - 2, initSeed: 2 ** 32 - 1 });
    actions.drawWeights();
    expect(store.state.spec).toMatchObject({ seed: 2 ** 32 - 2, initSeed: 0 });
  });

  it('leave the state as it was when a change is not right', () => {
    const { store, actions } = setUp();
    const before = store.state;
    expect(() => actions.changeSpec({ ...store.state.spec, batchSize: 0 })).toThrow(
      UserError,
    );
    expect(() => actions.changeSpec({ ...store.state.spec, loss: 'huber' })).toThrow(
      'network.output.activation "softmax" needs loss "cross-entropy", not "huber".',
    );
    expect(() => actions.chooseDataset('mars')).toThrow(UserError);
    expect(store.state).toBe(before);
  });

  it('fit output and loss to another task, and keep the network', () => {
    const { store, actions } = setUp();
    actions.changeSpec({ ...store.state.spec, seed: 9 });
    actions.chooseDataset('plane');
    expect(store.state.spec).toMatchObject({
      seed: 9,
      data: { dataset: 'plane' },
      network: {
        hidden: DEFAULT_SPEC.network.hidden,
        output: { activation: { id: 'linear' } },
      },
      loss: { id: 'half-squared-error' },
    });
    actions.chooseDataset('spiral');
    expect(store.state.spec).toMatchObject({
      seed: 9,
      network: {
        hidden: DEFAULT_SPEC.network.hidden,
        output: { activation: { id: 'softmax' } },
      },
      loss: { id: 'cross-entropy' },
    });
  });

  it('keep features on other data over the plane only', () => {
    const { store, actions } = setUp();
    const features = ['x1^2', 'x2^2'];
    actions.changeSpec({ ...store.state.spec, data: { dataset: 'circle', features } });
    actions.chooseDataset('plane');
    expect(store.state.spec.data).toMatchObject({ dataset: 'plane', features });
    actions.chooseDataset('digits');
    expect(store.state.spec.data).not.toHaveProperty('features');
  });

  it('keep output and loss where the task stays the same', () => {
    const { store, actions } = setUp();
    const output = { ...DEFAULT_SPEC.network.output, activation: 'sigmoid' };
    actions.changeSpec({
      ...store.state.spec,
      network: { ...DEFAULT_SPEC.network, output },
      loss: 'half-squared-error',
    });
    actions.chooseDataset('spiral');
    expect(store.state.spec).toMatchObject({
      network: { output: { activation: { id: 'sigmoid' } } },
      loss: { id: 'half-squared-error' },
    });
  });

  it.each([
    ['stated', 'plane', { task: 'regression' }],
    ['told by the loss', 'plane', {}],
  ])('take the task of a file as it is %s', (_, before, task) => {
    const { store, actions } = setUp();
    actions.chooseDataset(before);
    actions.changeSpec({
      ...store.state.spec,
      data: { csv: 'a.csv', target: 'y', ...task },
    });
    actions.chooseDataset('circle');
    expect(store.state.spec.loss).toEqual({ id: 'cross-entropy' });
  });

  it('open a file, and forget it with other data', () => {
    const { store, actions } = setUp();
    actions.openFile(FILE, 'species');
    expect(store.state.file).toBe(FILE);
    expect(store.state.spec.data).toMatchObject({ csv: 'iris.csv', target: 'species' });
    actions.changeSpec({ ...store.state.spec, seed: 3 });
    expect(store.state.file).toBe(FILE);
    actions.chooseDataset('circle');
    expect(store.state.file).toBeNull();
  });

  it('follow a link', () => {
    const { store, actions } = setUp();
    actions.followLink('#data=xor&engine=cpu&playing=0&noise=0.5', ['cpu']);
    expect(store.state).toMatchObject({
      spec: { data: { dataset: 'xor', noise: 0.5 } },
      engine: 'cpu',
      playing: false,
      problems: [],
    });
  });

  it('refuse a link that is not right, and follow it when asked once more', () => {
    const { store, actions } = setUp();
    const before = store.state;
    const link = '#data=xor&engine=cpu&playing=0&noise=5';
    actions.followLink(link, ['cpu']);
    expect(store.state).toEqual({
      ...before,
      problems: [expect.stringContaining('"noise"')],
      refusedLink: link,
    });
    expect(store.state.spec).toBe(before.spec);
    actions.followRefusedLink(['cpu']);
    expect(store.state).toMatchObject({
      spec: { data: { dataset: 'xor', noise: 1 } },
      engine: 'cpu',
      problems: [],
      refusedLink: undefined,
    });
    // There is none left to be followed.
    const after = store.state;
    actions.followRefusedLink(['cpu']);
    expect(store.state).toBe(after);
  });

  it('dismiss what was wrong with a link', () => {
    const { store, actions } = setUp();
    actions.followLink('#noise=5', []);
    actions.dismissProblems();
    expect(store.state).toMatchObject({ problems: [], refusedLink: undefined });
  });

  it('leave nothing of the spec that was replaced', () => {
    const { store, actions } = setUp();
    actions.drawWeights();
    expect(store.state.spec.initSeed).toBeDefined();
    actions.changeSpec(DEFAULT_SPEC);
    expect(store.state.spec).toEqual(DEFAULT_SPEC);
  });

  it('choose engine, executor and playing', () => {
    const { store, actions } = setUp();
    actions.chooseEngine('webgpu');
    actions.chooseExecutor('tiled');
    actions.setPlaying(false);
    expect(store.state).toMatchObject({
      engine: 'webgpu',
      executor: 'tiled',
      playing: false,
    });
  });

  it('have the networks beside the first go along with its data and seeds', () => {
    const { store, actions } = setUp();
    const beside = [{ ...DEFAULT_SPEC, clipping: { id: 'value', limit: 2 } }];
    actions.changeFlow(DEFAULT_SPEC, { ...DEFAULT_FLOW, beside });
    actions.openLab('gradient-flow');
    actions.drawWeights();
    const network = () => store.state.flow!.beside[0];
    expect(network()).toEqual({
      ...store.state.spec,
      clipping: { id: 'value', limit: 2 },
    });
    // Of another task: output and loss go along.
    actions.chooseDataset('plane');
    expect(network()).toEqual({
      ...store.state.spec,
      clipping: { id: 'value', limit: 2 },
    });
    expect(parseSpec(network())).toEqual(network());
    actions.changeSpec({ ...store.state.spec, seed: 5, batchSize: 7 });
    expect(network().seed).toBe(5);
    expect(network().batchSize).toBe(10);
  });

  it('refuse a diagram whose axis leads nowhere', () => {
    const { store, actions } = setUp();
    const { phase } = DEFAULT_FLOW;
    const x = { ...phase.x, from: 2, to: 1 };
    const change = () =>
      actions.changeFlow(DEFAULT_SPEC, { ...DEFAULT_FLOW, phase: { ...phase, x } });
    expect(change).toThrow(UserError);
    expect(store.state.flow).toBeUndefined();
  });
});
