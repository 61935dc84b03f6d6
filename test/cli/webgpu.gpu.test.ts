import { afterAll, describe, expect, it } from 'vitest';
import { createEngineCatalogue } from '../../src/session/engine-catalogue.ts';
import { nodeHost } from '../../src/session/node-host.ts';
import { EXIT } from '../../src/cli/command.ts';
import { tinySpec } from '../session/sample-runs.ts';
import { parseGradientsOutput, parseTrainOutput, Workspace } from './run-cli.ts';

const workspace = new Workspace();
afterAll(() => workspace.remove());
const spec = workspace.write('spec.json', tinySpec());
const run = (...argv: readonly string[]) =>
  workspace.run(argv, { engines: createEngineCatalogue(nodeHost) });

describe('the command line on WebGPU', () => {
  it('is what auto chooses, and trains as the CPU does', async () => {
    const gpu = await run('train', spec, '--steps', '100');
    expect(gpu.stderr).toContain('WebGPU is available');
    const cpu = await run('train', spec, '--steps', '100', '--engine', 'cpu');
    const [onGpu, onCpu] = [gpu, cpu].map(({ stdout }) => parseTrainOutput(stdout));
    expect(onGpu.engine).toBe('webgpu');
    expect(onGpu.lossHistory).toHaveLength(100);
    // Rounding differs in its order and grows over the steps; 1e-3 is what users are promised.
    onGpu.lossHistory.forEach((loss, step) => {
      const other = onCpu.lossHistory[step];
      expect(Math.abs(loss - other)).toBeLessThan(1e-3 * other);
    });
    expect(onGpu.testAccuracy).toBe(onCpu.testAccuracy);
  });

  it('says which executor trains and why, and takes the one that is asked for', async () => {
    const chosen = await run('train', spec, '--steps', '5');
    expect(chosen.stderr).toMatch(
      /\nfused executor\. A step takes about \S+ multiply-adds/,
    );
    expect(parseTrainOutput(chosen.stdout).executor).toBe('fused');
    const asked = await run('train', spec, '--steps', '5', '--executor', 'tiled');
    expect(asked.stderr).toContain('\ntiled executor. It was asked for.\n');
    expect(parseTrainOutput(asked.stdout).executor).toBe('tiled');
  });

  it('refuses an executor that cannot train the network', async () => {
    const hidden = [{ units: 4, activation: 'tanh', normalization: 'batch' }];
    const network = { hidden, output: { activation: 'softmax' } };
    const normalized = workspace.write('normalized.json', tinySpec({ network }));
    const { status, stdout, stderr } = await run(
      'train',
      normalized,
      '--executor',
      'fused',
    );
    expect(status).toBe(EXIT.user);
    expect(stdout).toBe('');
    expect(stderr).toMatch(
      /batch normalization needs the tiled executor\. Take the tiled one/,
    );
  });

  it('repeats itself bit by bit', async () => {
    const runs = [];
    for (let i = 0; i < 2; i++)
      runs.push(parseTrainOutput((await run('train', spec, '--steps', '40')).stdout));
    expect(runs[1].lossHistory).toEqual(runs[0].lossHistory);
    expect(runs[1].parameters).toEqual(runs[0].parameters);
  });

  it('checks its gradients', async () => {
    const check = await run('gradcheck', spec, '--engine', 'webgpu');
    expect(check.stdout).toContain('vs cpu-f64');
    expect(check.status).toBe(0);
    const { gradients } = parseGradientsOutput((await run('gradients', spec)).stdout);
    expect(gradients.map(({ name }) => name)).toContain('dense_1/bias');
  });
});
