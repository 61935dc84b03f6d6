import {
  createEngineCatalogue,
  type EngineCatalogue,
} from '../session/engine-catalogue.ts';
import { nodeHost } from '../session/node-host.ts';
import { fileProblem } from './file-problem.ts';

/** Text that a command writes to. */
export interface TextStream {
  write(text: string, done: (error?: Error | null) => void): unknown;
  on(event: 'error', listener: (error: Error) => void): unknown;
  /** Whether a person watches, so that a line may be written over. */
  readonly isTTY?: boolean;
}

/** What a command touches of the world around it; tests give their own. */
export interface CliIo {
  readonly stdout: TextStream;
  readonly stderr: TextStream;
  /** Folder that relative paths start from. */
  readonly cwd: string;
  readonly engines: EngineCatalogue;
  /** Calls `listener` when the user interrupts; returns what ends it. */
  onInterrupt(listener: () => void): () => void;
}

/** Whoever read the output went away (`nabla … | head`): there is nothing left to do. */
export class OutputClosedError extends Error {
  override readonly name = 'OutputClosedError';
}

/**
 * npm passes on an interrupt that the terminal has sent already. Milliseconds within which
 * a second one counts as the same.
 */
const SAME_INTERRUPT = 500;

/** This process. */
export function processIo(): CliIo {
  return {
    stdout: process.stdout,
    stderr: process.stderr,
    cwd: process.cwd(),
    engines: createEngineCatalogue(nodeHost),
    onInterrupt: listenToSignals,
  };
}

/** The first signal calls `listener`; a second one ends the process with status 130. */
function listenToSignals(listener: () => void): () => void {
  let first: number | null = null;
  const receive = () => {
    if (first === null) {
      first = performance.now();
      listener();
    } else if (performance.now() - first > SAME_INTERRUPT) process.exit(130);
  };
  process.on('SIGINT', receive);
  process.on('SIGTERM', receive);
  return () => {
    process.off('SIGINT', receive);
    process.off('SIGTERM', receive);
  };
}

/**
 * Writes `pieces` one after the other, each when the one before has been taken.
 * @throws OutputClosedError when nobody reads any more
 * @throws UserError when the stream takes no more, as on a full disk
 */
export async function writeText(
  stream: TextStream,
  pieces: Iterable<string>,
): Promise<void> {
  for (const piece of pieces)
    await new Promise<void>((resolve, reject) =>
      stream.write(piece, (error) => {
        if (!error) resolve();
        else if (isClosed(error)) reject(new OutputClosedError(error.message));
        else reject(fileProblem('The output', error));
      }),
    );
}

function isClosed(error: Error): boolean {
  const { code } = error as NodeJS.ErrnoException;
  return code === 'EPIPE' || code === 'ERR_STREAM_DESTROYED';
}

/** Writes a line for the person at the terminal; that it cannot be read is no failure. */
export function tell(io: CliIo, line: string): void {
  io.stderr.write(`${line}\n`, () => undefined);
}
