import { existsSync, readdirSync, readFileSync } from 'node:fs';
import { afterAll, describe, expect, it } from 'vitest';
import type { Engine } from '../../src/core/engine.ts';
import { cpuEngine, cpuFloat64Engine } from '../../src/engines/cpu/index.ts';
import { explodingSpec, tinySpec, catalogueWith } from '../session/sample-runs.ts';
import {
  parseGradientsOutput,
  parseTrainOutput,
  TextSink,
  Workspace,
  type TensorOutput,
} from './run-cli.ts';

const workspace = new Workspace();
afterAll(() => workspace.remove());
const spec = workspace.write('spec.json', tinySpec());

describe('train', () => {
  it('prints the result as JSON on stdout and progress on stderr', async () => {
    const { status, stdout, stderr } = await workspace.run([
      'train',
      spec,
      '--steps',
      '60',
    ]);
    expect(status).toBe(0);
    const result = parseTrainOutput(stdout);
    expect(result).toMatchObject({
      engine: 'cpu',
      adapter: 'JavaScript, one thread',
      steps: 60,
      spec: tinySpec(),
    });
    const { trainLoss, testLoss, trainAccuracy, testAccuracy } = result;
    for (const figure of [trainLoss, testLoss, trainAccuracy, testAccuracy])
      expect(figure).toEqual(expect.any(Number));
    expect(result.stepsPerSecond).toBeGreaterThan(0);
    expect(result.lossHistory).toHaveLength(60);
    expect(result.parameters.map(({ name, shape }) => [name, shape])).toEqual([
      ['dense_0/kernel', [2, 4]],
      ['dense_0/bias', [4]],
      ['dense_1/kernel', [4, 2]],
      ['dense_1/bias', [2]],
    ]);
    expect(result.parameters[0].values).toHaveLength(8);
    expect(result).not.toHaveProperty('interrupted');
    expect(result).not.toHaveProperty('executor');
    expect(stderr).toContain('This test has none.');
    expect(stderr).toContain('step 60/60');
  });

  it('writes over one line on a terminal', async () => {
    const stderr = new TextSink(true);
    await workspace.run(['train', spec, '--steps', '20'], { stderr });
    expect(stderr.text).toMatch(/\rstep 20\/20.*\x1b\[K\n$/);
  });

  it('gives the same losses twice', async () => {
    const runs = await Promise.all([1, 2].map(() => workspace.run(['train', spec])));
    const [first, second] = runs.map(({ stdout }) => parseTrainOutput(stdout));
    expect(first.lossHistory).toHaveLength(1000);
    expect(second.lossHistory).toEqual(first.lossHistory);
    expect(second.parameters).toEqual(first.parameters);
    expect(second.testLoss).toBe(first.testLoss);
  });

  it('trains on a CSV file beside the spec', async () => {
    const rows = Array.from({ length: 40 }, (_, i) => `${i},${i % 7},${i > 20}`);
    workspace.write('table.csv', ['a,b,late', ...rows].join('\n'));
    const data = { csv: 'table.csv', target: 'late', testFraction: 0.25 };
    workspace.write('csv.json', tinySpec({ data }));
    const { status, stdout } = await workspace.run(['train', './csv.json'], {
      cwd: workspace.folder,
    });
    expect(status).toBe(0);
    expect(parseTrainOutput(stdout).testAccuracy).toBeGreaterThan(0.5);
  });

  it('prints null for what is not a number: no accuracy in regression', async () => {
    const regression = tinySpec({
      data: { dataset: 'plane', samples: 40, noise: 0, testFraction: 0 },
      network: { hidden: [], output: { activation: 'linear' } },
      loss: 'mean-squared-error',
    });
    workspace.write('plane.json', regression);
    const { stdout } = await workspace.run(['train', 'plane.json', '--steps', '5']);
    expect(parseTrainOutput(stdout)).toMatchObject({
      trainAccuracy: null,
      testLoss: null,
      testAccuracy: null,
    });
  });

  it('writes --out as a whole, replaces what was there, and keeps stdout empty', async () => {
    workspace.write('result.json', 'old');
    const { status, stdout, stderr } = await workspace.run([
      'train',
      spec,
      '--steps=5',
      '--out=result.json',
    ]);
    expect(status).toBe(0);
    expect(stdout).toBe('');
    expect(stderr).toContain('result.json');
    const text = readFileSync(workspace.path('result.json'), 'utf8');
    expect(parseTrainOutput(text).steps).toBe(5);
    expect(readdirSync(workspace.folder).filter((name) => name.endsWith('.tmp'))).toEqual(
      [],
    );
  });

  it('leaves an interrupt to end the process until there is something to save', async () => {
    const events: string[] = [];
    const engine: Engine = {
      ...cpuEngine,
      compile(options) {
        events.push('compile');
        return cpuEngine.compile(options);
      },
    };
    await workspace.run(['train', spec, '--engine=webgpu', '--steps=1'], {
      engines: catalogueWith({ ...engine, id: 'webgpu' }),
      onInterrupt() {
        events.push('listen');
        return () => events.push('stop');
      },
    });
    expect(events).toEqual(['compile', 'listen', 'stop']);
  });

  it('writes the result so far when it is interrupted', async () => {
    const { status, stdout } = await workspace.run(
      ['train', spec, '--steps', '9000000'],
      {
        onInterrupt(listener) {
          const timer = setTimeout(listener, 50);
          return () => clearTimeout(timer);
        },
      },
    );
    expect(status).toBe(130);
    const result = parseTrainOutput(stdout);
    expect(result.interrupted).toBe(true);
    expect(result.steps).toBeLessThan(9_000_000);
    expect(result.lossHistory).toHaveLength(result.steps);
    expect(result.trainLoss).toEqual(expect.any(Number));
  });

  it('stops with the layer and step of an overflow, and still writes the result', async () => {
    workspace.write('explode.json', explodingSpec());
    const { status, stdout, stderr } = await workspace.run(['train', 'explode.json']);
    expect(status).toBe(1);
    expect(stderr).toMatch(/stopped in step 0.*dense_\d+/);
    const result = parseTrainOutput(stdout);
    expect(result).toMatchObject({ steps: 0, lossHistory: [] });
    expect(result.stopped).toMatch(/overflowed/);
  });
});

describe('gradients', () => {
  it('prints the batch, the parameters and the gradients in the same order', async () => {
    const { status, stdout } = await workspace.run(['gradients', spec]);
    expect(status).toBe(0);
    const result = parseGradientsOutput(stdout);
    expect(result).toMatchObject({ engine: 'cpu', regularizationIncluded: true });
    expect(result.inputs).toHaveLength(8);
    expect(result.inputs[0]).toHaveLength(2);
    expect(result.targets[0]).toHaveLength(2);
    const layout = (tensors: readonly TensorOutput[]) =>
      tensors.map(({ name, shape, values }) => [name, shape, values.length]);
    expect(layout(result.gradients)).toEqual(layout(result.parameters));
    const { lossHistory } = parseTrainOutput(
      (await workspace.run(['train', spec, '--steps', '1'])).stdout,
    );
    expect(result.loss).toBeCloseTo(lossHistory[0], 6);
  });

  it('reports an overflow with status 1 and null in place of what is not finite', async () => {
    workspace.write('explode.json', explodingSpec());
    const { status, stdout, stderr } = await workspace.run(['gradients', 'explode.json']);
    expect(status).toBe(1);
    expect(stderr).toContain('overflowed');
    expect(parseGradientsOutput(stdout).stopped).toContain('overflowed');
  });
});

describe('gradcheck', () => {
  it('prints a line a tensor and succeeds where all agree', async () => {
    const { status, stdout } = await workspace.run(['gradcheck', spec]);
    expect(status).toBe(0);
    for (const name of ['dense_0/kernel', 'dense_0/bias', 'dense_1/kernel'])
      expect(stdout).toMatch(new RegExp(`^${name} .* ok$`, 'm'));
    expect(stdout).toContain('limit 0.001');
  });

  it('fails with status 1 where one is wrong', async () => {
    const engines = catalogueWith({
      ...cpuFloat64Engine,
      id: 'webgpu',
      label: 'WebGPU',
      async compile(options) {
        const executor = await cpuFloat64Engine.compile(options);
        const gradients = executor.gradients.bind(executor);
        executor.gradients = async (batch) => {
          const result = await gradients(batch);
          return { ...result, gradients: result.gradients.map((value) => -value) };
        };
        return executor;
      },
    });
    const { status, stdout } = await workspace.run(['gradcheck', spec], { engines });
    expect(status).toBe(1);
    expect(stdout).toContain('4 of 4 tensors failed.');
  });
});

describe('schema, engines, help', () => {
  it('prints the JSON Schema', async () => {
    const { status, stdout } = await workspace.run(['schema']);
    expect(status).toBe(0);
    expect(JSON.parse(stdout)).toHaveProperty('properties.network');
  });

  it('says which engines there are and why not the others', async () => {
    const table = await workspace.run(['engines']);
    expect(table.status).toBe(0);
    expect(table.stdout).toMatch(/^webgpu +WebGPU +no +This test has none\.$/m);
    expect(table.stdout).toMatch(/^cpu +CPU +yes +JavaScript, one thread$/m);
    const json = (await workspace.run(['engines', '--json'])).stdout;
    const list = JSON.parse(json) as unknown[];
    expect(list[0]).toEqual({
      id: 'webgpu',
      label: 'WebGPU',
      available: false,
      reason: 'This test has none.',
    });
  });

  it('explains itself and its commands', async () => {
    const help = await workspace.run(['--help']);
    expect(help.status).toBe(0);
    for (const name of ['train', 'gradients', 'gradcheck', 'schema', 'engines'])
      expect(help.stdout).toContain(name);
    const train = await workspace.run(['train', '--help']);
    expect(train.stdout).toContain('--steps N');
    expect((await workspace.run(['--version'])).stdout).toMatch(/^\d+\.\d+\.\d+\n$/);
    expect((await workspace.run([])).status).toBe(2);
  });
});

describe('output that nobody reads any more', () => {
  it('ends the command quietly', async () => {
    class ClosedPipe extends TextSink {
      override write(_: string, done: (error?: Error | null) => void): void {
        done(Object.assign(new Error('write EPIPE'), { code: 'EPIPE' }));
      }
    }
    const { status, stderr } = await workspace.run(['schema'], {
      stdout: new ClosedPipe(),
    });
    expect(status).toBe(0);
    expect(stderr).toBe('');
    expect(existsSync(workspace.path('schema'))).toBe(false);
  });
});

it('output that cannot be written is told in a sentence', async () => {
  class FullDisk extends TextSink {
    override write(_: string, done: (error?: Error | null) => void): void {
      done(Object.assign(new Error('write ENOSPC'), { code: 'ENOSPC' }));
    }
  }
  const { status, stderr } = await workspace.run(['schema'], { stdout: new FullDisk() });
  expect(status).toBe(2);
  expect(stderr).toBe('nabla: The output does not fit on the disk.\n');
});
