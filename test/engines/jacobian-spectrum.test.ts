import { describe, expect, it } from 'vitest';
import { Matrix, SVD } from 'ml-matrix';
import { soleParameter } from '../../src/core/choice.ts';
import type { Spectrum } from '../../src/core/jacobian-spectrum.ts';
import type { LayerPlan, Plan } from '../../src/core/plan.ts';
import { createRandom } from '../../src/core/random.ts';
import { forward } from '../../src/engines/cpu/forward.ts';
import { jacobianSpectrum } from '../../src/engines/cpu/jacobian-spectrum.ts';
import { createWorkspace } from '../../src/engines/cpu/workspace.ts';
import { activations } from '../../src/ops/activations/index.ts';
import { initialParameters } from '../../src/ops/initial-parameters.ts';
import { tensorView } from '../../src/ops/tensor-view.ts';
import { parametersFor, planOf, type NetworkCase } from '../support/networks.ts';

const STEP = 2 ** -13;
const widths = (units: number, depth: number): number[] =>
  new Array<number>(depth).fill(units);

interface Live {
  readonly plan: Plan;
  readonly parameters: Float64Array;
  readonly statistics: Float64Array;
  readonly input: Float64Array;
}

type Net = Omit<NetworkCase, 'name' | 'batchSize'>;

/** A network with running statistics that are neither those of a fresh nor of a standard normal layer. */
function live(network: Net): Live {
  const plan = planOf({ name: 'spectrum', batchSize: 1, ...network });
  const random = createRandom(3, 'statistics');
  const statistics = new Float64Array(plan.statisticsCount);
  for (const { statistics: start, units } of plan.layers)
    if (start >= 0)
      for (let unit = 0; unit < units; unit++) {
        statistics[start + unit] = 0.3 * random.normal();
        statistics[start + units + unit] = random.between(0.3, 3);
      }
  const input = Float64Array.from({ length: plan.inputs }, () => random.normal());
  return { plan, parameters: Float64Array.from(parametersFor(plan)), statistics, input };
}

const spectrumOf = ({ plan, parameters, statistics, input }: Live) =>
  jacobianSpectrum(plan, parameters, statistics, input, 7);

function singular(jacobian: Matrix): number[] {
  return new SVD(jacobian, { autoTranspose: true }).diagonal.sort((a, b) => b - a);
}

/** Outputs of the layers, that of the last being its logits, when `input` goes into layer `from`. */
function outputsFrom(
  { plan, parameters, statistics }: Live,
  from: number,
  input: Float64Array,
): Float64Array[] {
  const workspace = createWorkspace(plan, 'float64', 1);
  const part = { ...plan, layers: plan.layers.slice(from) };
  forward(part, parameters, workspace, input, 1, { running: statistics });
  return workspace.layers.map(({ z, h }, index) =>
    Float64Array.from(index === plan.layers.length - 1 ? z : h),
  );
}

/** ∂h_l/∂input of the layers from `from` on, by five-point central differences. */
function differences(net: Live, from: number, input: Float64Array): Matrix[] {
  const jacobians = net.plan.layers.map(({ units }) => Matrix.zeros(units, input.length));
  input.forEach((_, column) => {
    const [left2, left, right, right2] = [-2, -1, 1, 2].map((shift) => {
      const moved = input.slice();
      moved[column] += shift * STEP;
      return outputsFrom(net, from, moved);
    });
    jacobians.slice(from).forEach((jacobian, at) => {
      const l = from + at;
      for (let row = 0; row < jacobian.rows; row++) {
        const near = right[l][row] - left[l][row];
        const far = right2[l][row] - left2[l][row];
        jacobian.set(row, column, (8 * near - far) / (12 * STEP));
      }
    });
  });
  return jacobians;
}

/** ∂h_l/∂h_{l−1} written out: S + diag(φ′)·N·Wᵀ, with N that of the normalization. */
function analyticJacobian(
  { plan, parameters, statistics }: Live,
  layer: LayerPlan,
  below: Float64Array,
): Matrix {
  const { inputs: I, units: O } = layer;
  const kernel = Matrix.from1DArray(I, O, tensorView(parameters, layer.kernel));
  if (layer.index === plan.layers.length - 1) return kernel.transpose();
  const bias = layer.bias ? tensorView(parameters, layer.bias) : new Float64Array(O);
  const z = Matrix.rowVector(below).mmul(kernel).add(Matrix.rowVector(bias)).to1DArray();
  const mean = z.reduce((sum, value) => sum + value, 0) / O;
  const variance = z.reduce((sum, value) => sum + (value - mean) ** 2, 0) / O;
  const gamma = layer.scale && tensorView(parameters, layer.scale);
  const beta = layer.shift && tensorView(parameters, layer.shift);
  const N = Matrix.eye(O, O);
  const n = z.slice();
  if (gamma && beta)
    for (let i = 0; i < O; i++) {
      const isBatch = layer.normalization === 'batch';
      const centre = isBatch ? statistics[layer.statistics + i] : mean;
      const spread = isBatch ? statistics[layer.statistics + O + i] : variance;
      const deviation = Math.sqrt(spread + 1e-5);
      n[i] = (gamma[i] * (z[i] - centre)) / deviation + beta[i];
      for (let j = 0; j < O; j++) {
        const own = i === j ? 1 : 0;
        const shared = isBatch
          ? 0
          : (1 + ((z[i] - mean) * (z[j] - mean)) / (variance + 1e-5)) / O;
        N.set(i, j, (gamma[i] * (own - shared)) / deviation);
      }
    }
  const activation = activations.get(layer.activation.id);
  const alpha = soleParameter(layer.activation, activation.parameters);
  const slopes = Matrix.diag(n.map((value) => activation.df(value, alpha)));
  const jacobian = slopes.mmul(N).mmul(kernel.transpose());
  return layer.residual ? jacobian.add(Matrix.eye(O, I)) : jacobian;
}

/** How far a reference can be trusted. Both bounds are relative to the largest value. */
interface Trust {
  /** That all values must keep. */
  readonly error: number;
  /** From this size on a value must be right to 1e-3 of itself. */
  readonly from: number;
}

/** Five-point differences err by some ε/STEP. */
const DIFFERENCES: Trust = { error: 1e-10, from: 1e-8 };
/** Its product and ml-matrix both err by some ε. */
const WRITTEN_OUT: Trust = { error: 1e-14, from: 1e-11 };

function expectSpectrum(
  what: string,
  { values, resolved }: Spectrum,
  jacobian: Matrix,
  { error, from }: Trust,
): void {
  const expected = singular(jacobian);
  expect(values.length, what).toBe(expected.length);
  values.forEach((value, at) => {
    const difference = Math.abs(value - expected[at]);
    expect(difference / expected[0], `${what}, value ${at}`).toBeLessThan(error);
    if (expected[at] < from * expected[0]) return;
    expect(resolved, `${what}, resolved`).toBeGreaterThan(at);
    expect(difference / expected[at], `${what}, value ${at}`).toBeLessThan(1e-3);
  });
}

const nets: Record<string, Net> = {
  'one hidden layer, tanh': { inputs: 3, hidden: [5], outputs: 2 },
  'no hidden layer': { inputs: 4, hidden: [], outputs: 3 },
  'tanh, not square': { inputs: 2, hidden: [9, 6, 12, 4], outputs: 3 },
  'relu, 6 deep': {
    inputs: 5,
    hidden: widths(16, 6),
    outputs: 4,
    activation: 'relu',
    initializer: 'he-normal',
  },
  'sine, 12 deep': { inputs: 8, hidden: widths(12, 12), outputs: 8, activation: 'sine' },
  'residual, cut off and padded': {
    inputs: 6,
    hidden: [4, 9, 9, 5, 8],
    outputs: 3,
    residual: true,
  },
  'layer normalization': {
    inputs: 4,
    hidden: [8, 8, 5, 11],
    outputs: 3,
    normalization: 'layer',
  },
  'batch normalization': {
    inputs: 4,
    hidden: [8, 8, 5, 11],
    outputs: 3,
    normalization: 'batch',
    activation: 'gelu',
  },
  'layer normalization, residual, relu, dropout, 12 deep': {
    inputs: 3,
    hidden: widths(10, 12),
    outputs: 2,
    normalization: 'layer',
    residual: true,
    activation: 'relu',
    dropout: 0.3,
  },
  'batch normalization, residual, 10 deep': {
    inputs: 3,
    hidden: widths(10, 10),
    outputs: 2,
    normalization: 'batch',
    residual: true,
    activation: ['leaky-relu', { alpha: 0.2 }],
  },
};

describe.each(Object.entries(nets))('%s', (_, network) => {
  const net = live(network);
  const outputs = outputsFrom(net, 0, net.input);
  const belowOf = (layer: number) => (layer > 0 ? outputs[layer - 1] : net.input);
  const { layers, endToEnd, step } = spectrumOf(net);

  it('agrees with differences of the layers’ outputs', () => {
    expect(step).toBe(7);
    expect(layers.map(({ layer }) => layer)).toEqual(net.plan.layers.map((_, at) => at));
    const fromInput = differences(net, 0, net.input);
    const fromFirst = differences(net, 1, outputs[0]);
    expectSpectrum('end to end', endToEnd, fromInput[fromInput.length - 1], DIFFERENCES);
    for (const { layer, own, fromFirst: product } of layers) {
      const alone = differences(net, layer, belowOf(layer))[layer];
      expectSpectrum(`layer ${layer}`, own, alone, DIFFERENCES);
      if (layer > 0)
        expectSpectrum(`up to ${layer}`, product, fromFirst[layer], DIFFERENCES);
    }
  });

  it('agrees with a product of Jacobians that are written out', () => {
    let fromInput = Matrix.eye(net.plan.inputs);
    let fromFirst = Matrix.eye(net.plan.layers[0].units);
    for (const { layer, own, fromFirst: product } of layers) {
      const jacobian = analyticJacobian(net, net.plan.layers[layer], belowOf(layer));
      fromInput = jacobian.mmul(fromInput);
      if (layer > 0) fromFirst = jacobian.mmul(fromFirst);
      expectSpectrum(`layer ${layer}`, own, jacobian, WRITTEN_OUT);
      expectSpectrum(`up to ${layer}`, product, fromFirst, WRITTEN_OUT);
    }
    expectSpectrum('end to end', endToEnd, fromInput, WRITTEN_OUT);
  });
});

describe('the first layer', () => {
  it('starts the product: all values are 1', () => {
    const [first] = spectrumOf(live({ inputs: 2, hidden: [6, 4], outputs: 1 })).layers;
    expect([...first.fromFirst.values]).toEqual(widths(1, 6));
    expect(first.fromFirst.resolved).toBe(6);
  });
});

it('ends at the logits, whatever is made of them', () => {
  const network = { inputs: 3, hidden: [7, 7], outputs: 3 };
  const plain = live(network);
  const { plan } = live({ ...network, loss: 'cross-entropy' });
  const curved = live({ ...network, outputActivation: 'tanh' });
  expect(spectrumOf({ ...plain, plan })).toEqual(spectrumOf(plain));
  expect(spectrumOf({ ...plain, plan: curved.plan })).toEqual(spectrumOf(plain));
});

describe('dynamical isometry', () => {
  it.each([0.9, 1, 1.5])('orthogonal and linear with gain %d', (gain) => {
    const net = live({
      inputs: 16,
      hidden: widths(16, 20),
      outputs: 16,
      activation: 'linear',
      initializer: ['orthogonal', { gain }],
    });
    const { layers, endToEnd } = spectrumOf(net);
    const expectAll = ({ values }: Spectrum, expected: number) => {
      expect(values.length).toBe(16);
      for (const value of values)
        expect(Math.abs(value / expected - 1)).toBeLessThan(1e-6);
    };
    for (const { layer, own, fromFirst } of layers) {
      expectAll(own, gain);
      expectAll(fromFirst, gain ** layer);
    }
    expectAll(endToEnd, gain ** 21);
  });

  it('not with normal weights of the same variance', () => {
    const net = live({
      inputs: 16,
      hidden: widths(16, 20),
      outputs: 16,
      activation: 'linear',
      initializer: 'lecun-normal',
    });
    const { values } = spectrumOf(net).endToEnd;
    expect(values[0] / values[15]).toBeGreaterThan(1e6);
  });
});

describe('what float64 resolves', () => {
  /** Linear layers with these kernels behind a first one. */
  function linear(size: number, kernels: readonly Matrix[]): Live {
    const net = live({
      inputs: size,
      hidden: widths(size, kernels.length + 1),
      outputs: 1,
      activation: 'linear',
    });
    kernels.forEach((kernel, at) =>
      net.parameters.set(kernel.to1DArray(), net.plan.layers[at + 1].kernel.offset),
    );
    return net;
  }

  it('a bottleneck lets through as many directions as it has units', () => {
    const hidden = [32, 32, 3, ...widths(32, 15)];
    const { layers } = spectrumOf(live({ inputs: 2, hidden, outputs: 4 }));
    expect(layers[1].fromFirst.resolved).toBe(32);
    for (const { layer, fromFirst } of layers.slice(3, -1)) {
      expect(fromFirst.resolved, `layer ${layer}`).toBe(3);
      expect(fromFirst.values.length).toBe(32);
      expect(fromFirst.values[3] / fromFirst.values[0]).toBeLessThan(1e-14);
    }
  });

  it('follows the rounding of a direction that is taken away again', () => {
    // 1 + 1e8·uuᵀ, then 1 − uuᵀ: the rounding of the 1e8 stays, and there is a true 0.
    const size = 9;
    const random = createRandom(4, 'direction');
    const u = Matrix.columnVector(Array.from({ length: size }, () => random.normal()));
    u.div(u.norm());
    const onto = u.mmul(u.transpose());
    const grow = Matrix.eye(size).add(Matrix.mul(onto, 1e8));
    const remove = Matrix.eye(size).sub(onto);
    const { values, resolved } = spectrumOf(linear(size, [grow, remove])).layers[2]
      .fromFirst;
    expect(values[size - 2]).toBeCloseTo(1, 6);
    expect(values[size - 1]).toBeGreaterThan(1e-11);
    expect(resolved).toBe(size - 1);
  });

  it('a product may leave the range of float64 on its way', () => {
    const random = createRandom(5, 'kernels');
    const kernels = Array.from({ length: 4 }, () =>
      Matrix.from1DArray(
        6,
        6,
        Array.from({ length: 36 }, () => random.normal()),
      ),
    );
    const plain = spectrumOf(linear(6, kernels)).layers;
    const scales = [1e-200, 1e-200, 1e200, 1e200];
    const scaled = spectrumOf(
      linear(
        6,
        kernels.map((kernel, at) => Matrix.mul(kernel, scales[at])),
      ),
    ).layers;
    expect([...scaled[2].fromFirst.values]).toEqual(widths(0, 6));
    // Below the smallest number, yet not rounding: they are known to be no zeros.
    expect(scaled[2].fromFirst.resolved).toBe(6);
    scaled[4].fromFirst.values.forEach((value, at) =>
      expect(value / plain[4].fromFirst.values[at]).toBeCloseTo(1, 10),
    );
  });

  it('nothing passes a layer that is dead', () => {
    const net = live({ inputs: 3, hidden: [5, 5, 5], outputs: 2, activation: 'relu' });
    const { bias } = net.plan.layers[1];
    if (!bias) throw new Error('There is a bias without batch normalization.');
    tensorView(net.parameters, bias).fill(-1000);
    const { layers, endToEnd } = spectrumOf(net);
    expect(layers[0].own.resolved).toBeGreaterThan(0);
    for (const spectrum of [layers[1].own, layers[2].fromFirst, endToEnd]) {
      expect(spectrum.resolved).toBe(0);
      expect(Math.max(...spectrum.values)).toBe(0);
    }
  });

  it('nothing of a network that is not finite', () => {
    const net = live({ inputs: 3, hidden: [5], outputs: 2 });
    net.parameters[0] = NaN;
    const { endToEnd } = spectrumOf(net);
    expect([...endToEnd.values]).toEqual([NaN, NaN]);
    expect(endToEnd.resolved).toBe(0);
  });
});

it('takes float32 as well, changes nothing that is given, and gives the same bits again', () => {
  const { plan, statistics, input } = live({
    inputs: 3,
    hidden: [6, 6],
    outputs: 2,
    normalization: 'batch',
  });
  const parameters = initialParameters(plan);
  const given = [parameters, Float32Array.from(statistics), Float32Array.from(input)];
  const copies = given.map((values) => values.slice());
  const [p, s, x] = given;
  const first = jacobianSpectrum(plan, p, s, x, 0);
  expect(given).toEqual(copies);
  expect(jacobianSpectrum(plan, p, s, x, 0)).toEqual(first);
  const wide = given.map((values) => Float64Array.from(values));
  expect(jacobianSpectrum(plan, wide[0], wide[1], wide[2], 0)).toEqual(first);
});
