import { mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import type { CliIo, TextStream } from '../../src/cli/io.ts';
import { main } from '../../src/cli/main.ts';
import type { EngineCatalogue } from '../../src/session/engine-catalogue.ts';
import { catalogueWith } from '../session/sample-runs.ts';

/** A stream that keeps what is written to it. */
export class TextSink implements TextStream {
  text = '';
  readonly isTTY: boolean;

  constructor(isTTY = false) {
    this.isTTY = isTTY;
  }

  write(text: string, done: (error?: Error | null) => void): void {
    this.text += text;
    done();
  }

  on(): void {
    // It never fails.
  }
}

/** A folder of its own for a test file. */
export class Workspace {
  readonly folder = mkdtempSync(join(tmpdir(), 'nabla-cli-'));

  path(name: string): string {
    return join(this.folder, name);
  }

  /** Writes a file: text as it is, anything else as JSON. Returns its name. */
  write(name: string, content: unknown): string {
    const text = typeof content === 'string' ? content : JSON.stringify(content);
    writeFileSync(this.path(name), text);
    return name;
  }

  remove(): void {
    rmSync(this.folder, { recursive: true, force: true });
  }

  /** Runs the command line here, with the CPU engines alone. */
  async run(argv: readonly string[], changes: Partial<CliIo> = {}) {
    const stdout = new TextSink();
    const stderr = new TextSink();
    const engines: EngineCatalogue = catalogueWith();
    const status = await main(argv, {
      stdout,
      stderr,
      cwd: this.folder,
      engines,
      onInterrupt: () => () => undefined,
      ...changes,
    });
    return { status, stdout: stdout.text, stderr: stderr.text };
  }
}

export interface TensorOutput {
  readonly name: string;
  readonly shape: readonly number[];
  readonly values: readonly (number | null)[];
}

/** The JSON that `nabla train` prints. */
export interface TrainOutput {
  readonly engine: string;
  readonly adapter: string;
  readonly executor?: string;
  readonly steps: number;
  readonly trainLoss: number | null;
  readonly testLoss: number | null;
  readonly trainAccuracy: number | null;
  readonly testAccuracy: number | null;
  readonly stepsPerSecond: number;
  readonly stopped?: string;
  readonly interrupted?: boolean;
  readonly lossHistory: readonly number[];
  readonly parameters: readonly TensorOutput[];
}

/** The JSON that `nabla gradients` prints. */
export interface GradientsOutput {
  readonly engine: string;
  readonly inputs: readonly (readonly number[])[];
  readonly targets: readonly (readonly number[])[];
  readonly parameters: readonly TensorOutput[];
  readonly loss: number;
  readonly gradients: readonly TensorOutput[];
  readonly stopped?: string;
}

export function parseTrainOutput(text: string): TrainOutput {
  return JSON.parse(text) as TrainOutput;
}

export function parseGradientsOutput(text: string): GradientsOutput {
  return JSON.parse(text) as GradientsOutput;
}
