import { describe, expect, it } from 'vitest';
import type { TrainingSpec } from '../../src/core/spec.ts';
import { DEFAULT_SPEC } from '../../src/spec/default-spec.ts';
import { parseSpec } from '../../src/spec/parse-spec.ts';
import { canGoOn, isSameTraining } from '../../src/session/same-training.ts';
import { TrainingSession } from '../../src/session/training-session.ts';
import { catalogueWith, request, tinySpec } from './sample-runs.ts';

/** The spec with its hidden layers and its output layer frozen or not. */
function withFrozen(
  spec: TrainingSpec,
  hidden: readonly boolean[],
  output = false,
): TrainingSpec {
  return parseSpec({
    ...spec,
    network: {
      hidden: spec.network.hidden.map((layer, at) => ({ ...layer, frozen: hidden[at] })),
      output: { ...spec.network.output, frozen: output },
    },
  });
}

describe('a run that differs in its frozen layers', () => {
  const plain = request({ spec: DEFAULT_SPEC });
  const some = request({ spec: withFrozen(DEFAULT_SPEC, [true, false], true) });

  it('is another training that can go on from the first, either way', () => {
    expect(isSameTraining(plain, some)).toBe(false);
    expect(canGoOn(plain, some)).toBe(true);
    expect(canGoOn(some, plain)).toBe(true);
  });

  it('goes on with other dropout, too', () => {
    const hidden = DEFAULT_SPEC.network.hidden.map((l) => ({ ...l, dropout: 0.3 }));
    const network = { ...DEFAULT_SPEC.network, hidden };
    expect(canGoOn(plain, request({ spec: { ...DEFAULT_SPEC, network } }))).toBe(true);
  });

  it('cannot go on where something else of the network differs', () => {
    const [first, ...rest] = some.spec.network.hidden;
    const hidden = [{ ...first, units: first.units + 1 }, ...rest];
    const network = { ...some.spec.network, hidden };
    expect(canGoOn(plain, request({ spec: { ...some.spec, network } }))).toBe(false);
    const fewer = { ...some.spec.network, hidden: rest };
    expect(canGoOn(plain, request({ spec: { ...some.spec, network: fewer } }))).toBe(
      false,
    );
  });
});

it('a run with another deviation of the initial biases starts anew', async () => {
  const biases = (biasDeviation: number) => {
    const spec = tinySpec();
    return request({
      spec: parseSpec({ ...spec, network: { ...spec.network, biasDeviation } }),
    });
  };
  expect(isSameTraining(biases(0), biases(0.5))).toBe(false);
  for (const [a, b] of [
    [0, 0.5],
    [0.5, 0],
    [0.5, 1],
  ])
    expect(canGoOn(biases(a), biases(b))).toBe(false);
  expect(isSameTraining(request(), biases(0))).toBe(true);
  const slower = { id: 'sgd', learningRate: 0.1 };
  const changed = { ...biases(0.5).spec, optimizer: slower };
  expect(canGoOn(biases(0.5), request({ spec: changed }))).toBe(true);
  const session = new TrainingSession(catalogueWith());
  try {
    await session.configure(biases(0));
    await session.advance(4);
    expect((await session.configure(biases(0.5))).step).toBe(0);
  } finally {
    session.dispose();
  }
});

it('freezing in mid-run keeps step and weights, and holds the layer from there on', async () => {
  const session = new TrainingSession(catalogueWith());
  try {
    const spec = tinySpec();
    const { plan } = await session.configure(request({ spec }));
    await session.advance(4);
    const before = await session.readParameters();
    const hidden = spec.network.hidden.map(() => true);
    const frozen = request({ spec: withFrozen(spec, hidden) });
    expect((await session.configure(frozen)).step).toBe(4);
    expect(await session.readParameters()).toEqual(before);
    await session.advance(3);
    const after = await session.readParameters();
    for (const { layer, name, offset, size } of plan.tensors) {
      const isHeld = layer < hidden.length;
      const [was, is] = [before, after].map((all) => [
        ...all.subarray(offset, offset + size),
      ]);
      if (isHeld) expect(is, name).toEqual(was);
      else expect(is, name).not.toEqual(was);
    }
  } finally {
    session.dispose();
  }
});
