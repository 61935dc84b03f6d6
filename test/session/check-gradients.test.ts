import { describe, expect, it } from 'vitest';
import type { Engine } from '../../src/core/engine.ts';
import { cpuEngine, cpuFloat64Engine } from '../../src/engines/cpu/index.ts';
import { checkGradients } from '../../src/session/check-gradients.ts';
import { differentiate } from '../../src/session/finite-difference.ts';
import { prepareRun } from '../../src/session/prepare-run.ts';
import { explodingSpec, tinySpec } from './sample-runs.ts';

const network = (hidden: unknown[]) => ({
  network: { hidden, output: { activation: 'softmax' } },
});

/** The reference with one gradient entry off by a factor. */
function wrongBy(factor: number): Engine {
  return {
    ...cpuFloat64Engine,
    id: 'wrong',
    async compile(options) {
      const executor = await cpuFloat64Engine.compile(options);
      const gradients = executor.gradients.bind(executor);
      executor.gradients = async (batch) => {
        const result = await gradients(batch);
        result.gradients[0] *= factor;
        return result;
      };
      return executor;
    },
  };
}

describe('difference quotient', () => {
  it('is right to a billionth where the function is smooth', async () => {
    const result = await differentiate(async (x) => Math.exp(Math.sin(3 * x)), 0.7, 1e-9);
    const exact = 3 * Math.cos(2.1) * Math.exp(Math.sin(2.1));
    expect(Math.abs((result?.value ?? NaN) - exact)).toBeLessThan(1e-9);
  });

  it('escapes a kink nearby with a shorter step', async () => {
    const kinked = async (x: number) => x * x + Math.max(0, x - 1e-4);
    const result = await differentiate(kinked, 0, 1e-9);
    // The function is x² left of the kink: its derivative at 0 is 0.
    expect(Math.abs(result?.value ?? NaN)).toBeLessThan(result?.noise ?? 0);
  });

  it('gives up on a kink that is exactly there', async () => {
    expect(await differentiate(async (x) => Math.abs(x), 0, 1e-9)).toBeNull();
  });
});

describe('gradient check', () => {
  it.each([
    ['tanh', network([{ units: 5, activation: 'tanh' }])],
    ['relu', network([{ units: 70, activation: 'relu' }])],
    [
      'batch normalization and residuals',
      network([
        { units: 6, activation: 'gelu', normalization: 'batch' },
        { units: 6, activation: 'elu', normalization: 'layer', residual: true },
      ]),
    ],
    ['L2', { regularization: { id: 'l2', rate: 0.1 } }],
  ])('passes the reference with %s', async (_, changes) => {
    const run = prepareRun(tinySpec(changes));
    const { tensors, limit } = await checkGradients(
      run,
      cpuFloat64Engine,
      cpuFloat64Engine,
    );
    expect(limit).toBe(1e-6);
    expect(tensors.map(({ name }) => name)).toEqual(
      run.plan.tensors.map(({ name }) => name),
    );
    expect(tensors.map(({ verdict }) => verdict)).not.toContain('failed');
    expect(tensors.filter(({ verdict }) => verdict === 'ok').length).toBeGreaterThan(1);
    for (const { referenceError, checked, leftOut, size } of tensors) {
      expect(referenceError).toBeNull();
      expect(checked + leftOut).toBe(Math.min(64, size));
    }
  });

  it('passes float32 against its own limit and against the reference', async () => {
    const { tensors, limit } = await checkGradients(
      prepareRun(tinySpec()),
      cpuEngine,
      cpuFloat64Engine,
    );
    expect(limit).toBe(1e-3);
    for (const { verdict, referenceError } of tensors) {
      expect(verdict).toBe('ok');
      expect(referenceError).toBeLessThan(1e-5);
      expect(referenceError).toBeGreaterThan(0);
    }
  });

  it('fails the tensor with a wrong entry, and that one alone', async () => {
    const run = prepareRun(tinySpec());
    const { tensors } = await checkGradients(run, wrongBy(1.001), cpuFloat64Engine);
    expect(tensors.map(({ verdict }) => verdict)).toEqual(['failed', 'ok', 'ok', 'ok']);
    // The differences alone would have found it.
    expect(tensors[0].error).toBeGreaterThan(1e-5);
  });

  it('says where a vanished gradient is beyond differences, and compares it with the reference', async () => {
    const hidden = Array.from({ length: 30 }, () => ({
      units: 4,
      activation: 'sigmoid',
      initializer: 'glorot-uniform',
    }));
    const run = prepareRun(tinySpec(network(hidden)));
    const { tensors } = await checkGradients(run, cpuEngine, cpuFloat64Engine);
    expect(tensors[0].norm).toBeLessThan(1e-15);
    expect(tensors[0].norm).toBeGreaterThan(0);
    expect(tensors[0].verdict).toBe('unresolved');
    expect(tensors[0].referenceError).toBeLessThan(1e-3);
    expect(tensors.at(-1)?.verdict).toBe('ok');
  });

  it('refuses a network that overflows', async () => {
    const run = prepareRun(explodingSpec());
    await expect(checkGradients(run, cpuEngine, cpuFloat64Engine)).rejects.toThrow(
      /overflowed/,
    );
  });
});
