import { describe, expect, it } from 'vitest';
import { choose } from '../../../src/core/choice.ts';
import { losses } from '../../../src/ops/losses/index.ts';
import { outputActivations } from '../../../src/ops/softmax.ts';
import { enter, referenceOf } from '../../../src/speed/contest/training-contest.ts';
import { createTimedEngines } from '../../../src/speed/engines/catalogue.ts';
import { raceProblem } from '../../../src/speed/race/race-problem.ts';
import { DEFAULT_RACE, raceSpec } from '../../../src/state/race-options.ts';

const engines = createTimedEngines({ findGpu: async () => undefined, wasmPaths: {} });
const IDS = ['cpu', 'tfjs-cpu', 'jax-wasm', 'finite-differences'];

/** A small network with that output and loss. */
function problemWith(output: string, loss: string, activation: string) {
  const spec = raceSpec({
    ...DEFAULT_RACE,
    dataset: 'moons',
    hidden: [5, 3],
    optimizer: 'sgd',
    learningRate: 0.1,
  });
  const hidden = spec.network.hidden.map((layer) => ({
    ...layer,
    activation: { id: activation },
  }));
  const outputLayer = {
    ...spec.network.output,
    activation: choose(outputActivations.get(output)),
  };
  return raceProblem({
    ...spec,
    network: { ...spec.network, hidden, output: outputLayer },
    loss: choose(losses.get(loss)),
  });
}

describe.each(IDS)('%s', (id) => {
  const engine = engines.get(id);

  it.each([
    ['softmax', 'cross-entropy', 'relu'],
    ['sigmoid', 'binary-cross-entropy', 'sigmoid'],
    ['tanh', 'half-squared-error', 'tanh'],
    ['sigmoid', 'mean-squared-error', 'linear'],
    ['linear', 'mean-squared-error', 'tanh'],
  ])('comes through the gate with %s and %s over %s', async (output, loss, hidden) => {
    const problem = problemWith(output, loss, hidden);
    await engine.start();
    const { run, parity } = await enter(engine, problem, await referenceOf(problem));
    expect(parity).toBeLessThan(1e-4);
    run.dispose();
    await engine.close();
  });

  it.each([
    ['softmax', 'cross-entropy'],
    ['sigmoid', 'binary-cross-entropy'],
    ['tanh', 'half-squared-error'],
  ])('answers and restarts as the CPU does with %s', async (output, loss) => {
    const problem = problemWith(output, loss, 'tanh');
    const inputs = problem.training.inputs.slice(0, 14);
    const answersOf = async (which: typeof engine) => {
      await which.start();
      const run = await which.prepare(problem);
      const first = Array.from(await run.predict(inputs));
      const losses = [await run.step(1), await run.step(2)];
      const trained = Array.from(await run.predict(inputs));
      await run.restart();
      const again = Array.from(await run.predict(inputs));
      const relived = [await run.step(1), await run.step(2)];
      run.dispose();
      await which.close();
      return { first, losses, trained, again, relived };
    };
    const own = await answersOf(engine);
    expect(own.again).toEqual(own.first);
    expect(own.relived).toEqual(own.losses);
    const expected = await answersOf(engines.get('cpu'));
    for (const which of ['first', 'trained'] as const) {
      expect(own[which]).toHaveLength(expected[which].length);
      own[which].forEach((value, at) =>
        expect(Math.abs(value - expected[which][at])).toBeLessThan(1e-4),
      );
    }
  });
});

it('forgets what Adam remembers when it restarts', async () => {
  const problem = raceProblem(raceSpec({ ...DEFAULT_RACE, hidden: [4] }));
  for (const id of ['cpu', 'tfjs-cpu', 'jax-wasm']) {
    const engine = engines.get(id);
    await engine.start();
    const run = await engine.prepare(problem);
    const first = [await run.step(3), await run.step(4)];
    await run.restart();
    expect([await run.step(3), await run.step(4)]).toEqual(first);
    run.dispose();
    await engine.close();
  }
});
