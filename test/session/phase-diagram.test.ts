import { describe, expect, it } from 'vitest';
import type { Engine } from '../../src/core/engine.ts';
import { CapacityError, UserError } from '../../src/core/errors.ts';
import { createSequentialPopulation } from '../../src/core/sequential-population.ts';
import { cpuEngine } from '../../src/engines/cpu/index.ts';
import { gradientFlow } from '../../src/engines/cpu/gradient-flow.ts';
import { DeviceLostError } from '../../src/gpu/device-lost-error.ts';
import { DiagramNetworks } from '../../src/session/phase-diagram/diagram-networks.ts';
import { createPhaseClient } from '../../src/session/phase-diagram/phase-client.ts';
import { PhaseDrawer } from '../../src/session/phase-diagram/phase-drawer.ts';
import { servePhases } from '../../src/session/phase-diagram/serve-phases.ts';
import type { PhaseNews, PhaseQuestion } from '../../src/session/phase-handle.ts';
import { firstBatch, prepareRun } from '../../src/session/prepare-run.ts';
import { catalogueWith, tinySpec } from './sample-runs.ts';

const hidden = Array.from({ length: 5 }, () => ({
  units: 6,
  activation: 'tanh',
  initializer: 'lecun-normal',
}));
const output = { activation: 'softmax' };

function question(changes: Partial<PhaseQuestion> = {}): PhaseQuestion {
  return {
    spec: tinySpec({ network: { hidden, output }, optimizer: 'sgd' }),
    engine: 'cpu',
    x: { id: 'gain', from: 0.2, to: 3, scale: 'linear' },
    y: { id: 'bias', from: 0, to: 1, scale: 'linear' },
    columns: 9,
    rows: 7,
    outcome: 'ratio',
    steps: 20,
    ...changes,
  };
}

/** Puts a diagram together from its news. */
class Picture {
  readonly values: Float32Array;
  readonly told: number[] = [];
  readonly notices: string[] = [];
  last: PhaseNews | null = null;
  onTile: () => void = () => undefined;

  constructor({ columns, rows }: PhaseQuestion) {
    this.values = new Float32Array(columns * rows).fill(NaN);
  }

  readonly take = (news: PhaseNews): void => {
    this.last = news;
    if (news.notice !== null) this.notices.push(news.notice);
    news.tile?.pixels.forEach((pixel, at) => {
      this.told.push(pixel);
      this.values[pixel] = news.tile?.values[at] ?? NaN;
    });
    if (news.tile) this.onTile();
  };
}

async function draw(asked: PhaseQuestion, standIn?: Engine) {
  const drawer = new PhaseDrawer(catalogueWith(standIn));
  const picture = new Picture(asked);
  const summary = await drawer.draw(asked, picture.take);
  return { picture, summary };
}

/** An engine whose populations do what the CPU's do, unless `hinder` throws. */
const populating = (hinder: (networks: number) => void): Engine => ({
  ...cpuEngine,
  id: 'webgpu',
  label: 'WebGPU',
  probe: async () => ({ available: true, adapter: 'stand-in' }),
  populate: async (options) => {
    hinder(options.plans.length);
    return createSequentialPopulation(cpuEngine, options);
  },
});

describe('the gradient ratio at initialization', () => {
  it('is that of each network alone, taken in float64', async () => {
    const asked = question();
    const { picture, summary } = await draw(asked);
    expect(summary.complete).toBe(true);
    expect(picture.told.length).toBe(63);
    expect(new Set(picture.told).size).toBe(63);
    const networks = new DiagramNetworks(asked);
    for (const pixel of picture.told) {
      const run = prepareRun(networks.spec(pixel));
      const { layers } = gradientFlow(
        run.plan,
        run.parameters,
        firstBatch({ ...run, plan: networks.plan(pixel) }),
        0,
      );
      const wanted = Math.log10(layers[0].delta / layers[4].delta);
      expect(Math.abs(picture.values[pixel] - wanted)).toBeLessThan(1e-4);
    }
    // From left to right it vanishes less and less.
    expect(picture.values[0]).toBeLessThan(-2);
    expect(picture.values[8]).toBeGreaterThan(0);
  });

  it('is infinite where a value overflows, and does not depend on the learning rate', async () => {
    const linear = hidden.map((layer) => ({ ...layer, activation: 'linear' }));
    const optimizer = { id: 'sgd', learningRate: 1000 };
    const spec = tinySpec({ network: { hidden: linear, output }, optimizer });
    const x = { id: 'gain', from: 1, to: 1000, scale: 'log' } as const;
    const deep = { id: 'depth', from: 2, to: 66, scale: 'linear' } as const;
    const { picture } = await draw(question({ spec, x, y: deep, columns: 4, rows: 3 }));
    expect([...picture.values].map((value) => value === Infinity)).toEqual([
      ...[false, false, false, false],
      // 100³⁴ and 10⁶⁶ are beyond float32, 10³⁴ is not.
      ...[false, false, true, true],
      ...[false, true, true, true],
    ]);
    expect(picture.values.every((value) => !Number.isNaN(value))).toBe(true);
  });
});

describe('what becomes of the networks in training', () => {
  it('is the loss of the last steps, as each has it alone', async () => {
    const asked = question({
      outcome: 'loss',
      x: { id: 'lr', from: 0.001, to: 10, scale: 'log' },
      columns: 3,
      rows: 2,
      steps: 30,
    });
    const { picture } = await draw(asked);
    const networks = new DiagramNetworks(asked);
    for (let pixel = 0; pixel < 6; pixel++) {
      const { losses } = await (
        await cpuEngine.compile(prepareRun(networks.spec(pixel)))
      ).train(30);
      const wanted = (losses[27] + losses[28] + losses[29]) / 3;
      expect(picture.values[pixel]).toBe(Math.fround(wanted));
    }
  });

  it('is the step in which a run diverged', async () => {
    const spec = tinySpec({
      network: {
        hidden: [{ units: 4, activation: 'relu' }],
        output: { activation: 'linear' },
      },
      loss: 'half-squared-error',
      data: { dataset: 'plane', samples: 60 },
      optimizer: 'sgd',
    });
    const x = { id: 'lr', from: 0.001, to: 100, scale: 'log' } as const;
    const { picture } = await draw(
      question({ spec, outcome: 'divergence', x, rows: 1, columns: 6 }),
    );
    const steps = [...picture.values];
    expect(steps[0]).toBe(Infinity);
    expect(steps[5]).toBeGreaterThanOrEqual(1);
    expect(steps[5]).toBeLessThan(5);
    const finite = steps.filter((step) => step < Infinity);
    expect(finite).toEqual([...finite].sort((a, b) => b - a));
  });
});

describe('a diagram that is interrupted', () => {
  it('keeps the picture so far when it is cancelled, and goes on with what is missing', async () => {
    const asked = question({ columns: 20, rows: 20 });
    const whole = (await draw(asked)).picture;
    const drawer = new PhaseDrawer(catalogueWith());
    const picture = new Picture(asked);
    picture.onTile = () => drawer.cancel();
    const summary = await drawer.draw(asked, picture.take);
    expect(summary.complete).toBe(false);
    const before = [...picture.told];
    expect(before.length).toBeGreaterThan(0);
    expect(before.length).toBeLessThan(400);
    picture.onTile = () => undefined;
    const rest = await drawer.draw(asked, picture.take, Uint32Array.from(before));
    expect(rest.complete).toBe(true);
    expect(new Set(picture.told).size).toBe(picture.told.length);
    expect(picture.values).toEqual(whole.values);
  });

  it('goes on where it was when the device is lost', async () => {
    let calls = 0;
    const engine = populating(() => {
      if (++calls === 3) throw new DeviceLostError('unknown', 'the driver was reset');
    });
    const asked = question({ engine: 'webgpu', columns: 20, rows: 20 });
    const { picture, summary } = await draw(asked, engine);
    expect(summary.complete).toBe(true);
    expect(picture.told.length).toBe(400);
    expect(picture.notices).toEqual([
      'WebGPU lost its device. It was restored, and the diagram goes on where it was.',
    ]);
    expect(picture.last?.engine).toBe('webgpu');
    expect(picture.values).toEqual(
      (await draw(question({ columns: 20, rows: 20 }))).picture.values,
    );
  });

  it('is finished by the CPU when the device is lost again and again', async () => {
    const engine = populating(() => {
      throw new DeviceLostError('unknown', '');
    });
    const { picture, summary } = await draw(question({ engine: 'webgpu' }), engine);
    expect(summary.complete).toBe(true);
    expect(picture.notices.at(-1)).toBe(
      'WebGPU lost its device again. The diagram goes on on CPU.',
    );
    expect(picture.last?.engine).toBe('cpu');
  });

  it('ends where the device was closed on purpose', async () => {
    const engine = populating(() => {
      throw new DeviceLostError('destroyed', '');
    });
    await expect(draw(question({ engine: 'webgpu' }), engine)).rejects.toThrow(
      DeviceLostError,
    );
  });
});

describe('a population beyond what the adapter holds', () => {
  it('is split until it fits', async () => {
    const sizes: number[] = [];
    const engine = populating((networks) => {
      if (networks > 5) throw new CapacityError('Too many.');
      sizes.push(networks);
    });
    const asked = question({ engine: 'webgpu', columns: 30, rows: 12 });
    const { picture, summary } = await draw(asked, engine);
    expect(summary.complete).toBe(true);
    expect(new Set(picture.told).size).toBe(360);
    expect(sizes.reduce((sum, size) => sum + size, 0)).toBe(360);
  });

  it('is refused where not even one network fits', async () => {
    const engine = populating(() => {
      throw new CapacityError('Not even one.');
    });
    await expect(draw(question({ engine: 'webgpu' }), engine)).rejects.toThrow(
      'Not even one.',
    );
  });
});

describe('a question that is not right', () => {
  it.each<[string, Partial<PhaseQuestion>]>([
    ['two different numbers', { y: { id: 'gain', from: 0, to: 1, scale: 'linear' } }],
    [
      'from a smaller value to a larger',
      { x: { id: 'gain', from: 2, to: 2, scale: 'linear' } },
    ],
    ['must begin above 0', { x: { id: 'gain', from: 0, to: 2, scale: 'log' } }],
    [
      'must be a number from 0 to 1000; the axis goes from -1 to 2',
      { x: { id: 'gain', from: -1, to: 2, scale: 'linear' } },
    ],
    [
      'a whole number from 1 to 128',
      { x: { id: 'depth', from: 1, to: 400, scale: 'linear' } },
    ],
    [
      'There is no hyperparameter "__proto__"',
      { x: { id: '__proto__', from: 1, to: 4, scale: 'linear' } },
    ],
    ['at most 262144 pixels', { columns: 1000, rows: 1000 }],
    ['at most 262144 pixels', { columns: NaN }],
    ['1 to 10000 steps', { steps: 0 }],
    [
      'at least one hidden layer',
      { spec: tinySpec({ network: { hidden: [], output } }) },
    ],
  ])('is refused: %s', async (sentence, changes) => {
    const drawing = draw(question(changes));
    await expect(drawing).rejects.toThrow(UserError);
    await expect(drawing).rejects.toThrow(sentence);
  });
});

describe('across a channel', () => {
  const connect = () => {
    const { port1, port2 } = new MessageChannel();
    servePhases(catalogueWith(), port2);
    port1.start();
    port2.start();
    const worker = {
      postMessage: port1.postMessage.bind(port1),
      addEventListener: port1.addEventListener.bind(port1),
      terminate: () => port1.close(),
    };
    return createPhaseClient(() => worker);
  };

  it('comes the same picture', async () => {
    const client = connect();
    const asked = question();
    const picture = new Picture(asked);
    expect((await client.draw(asked, picture.take)).complete).toBe(true);
    expect(picture.values).toEqual((await draw(asked)).picture.values);
    client.dispose();
    await expect(client.draw(asked, picture.take)).rejects.toThrow('disposed');
  });

  it('comes a refusal as a sentence, and a second drawing ends the first', async () => {
    const client = connect();
    const asked = question({ columns: 40, rows: 40 });
    await expect(client.draw(question({ steps: 0 }), () => undefined)).rejects.toThrow(
      UserError,
    );
    const first = client.draw(asked, () => undefined);
    const second = client.draw(question(), () => undefined);
    expect((await first).complete).toBe(false);
    expect((await second).complete).toBe(true);
    client.dispose();
  });
});
