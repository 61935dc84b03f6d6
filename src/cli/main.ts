import { version } from '../../package.json';
import { listNames, UserError } from '../core/errors.ts';
import { EXIT, type Command, type ExitStatus } from './command.ts';
import { enginesCommand } from './engines-command.ts';
import { gradcheckCommand } from './gradcheck-command.ts';
import { gradientsCommand } from './gradients-command.ts';
import { OutputClosedError, processIo, tell, writeText, type CliIo } from './io.ts';
import { parseArguments } from './parse-arguments.ts';
import { schemaCommand } from './schema-command.ts';
import { trainCommand } from './train-command.ts';
import { usage, usageOf } from './usage.ts';

const COMMANDS: readonly Command[] = [
  trainCommand,
  gradientsCommand,
  gradcheckCommand,
  schemaCommand,
  enginesCommand,
];

/**
 * The command line.
 * @param argv what follows the program's name
 * @param given replaces parts of this process's surroundings
 * @returns the exit status; never rejects
 */
export async function main(
  argv: readonly string[],
  given: Partial<CliIo> = {},
): Promise<ExitStatus> {
  const io: CliIo = { ...processIo(), ...given };
  // Each write reports its own failure; without a listener the event would end the process.
  for (const stream of [io.stdout, io.stderr]) stream.on('error', () => undefined);
  try {
    return await run(argv, io);
  } catch (error) {
    if (error instanceof OutputClosedError) return EXIT.ok;
    if (error instanceof UserError) {
      tell(io, `nabla: ${error.message}`);
      return EXIT.user;
    }
    const cause = error instanceof Error ? (error.stack ?? error.message) : String(error);
    tell(io, `nabla failed unexpectedly: ${cause}`);
    return EXIT.failed;
  } finally {
    await io.engines.close();
  }
}

async function run(argv: readonly string[], io: CliIo): Promise<ExitStatus> {
  const [name, ...rest] = argv;
  if (name === '--version') return print(io, `${version}\n`);
  if (name === '--help' || name === 'help') return print(io, usage(COMMANDS));
  if (name === undefined) {
    tell(io, usage(COMMANDS).trimEnd());
    return EXIT.user;
  }
  const command = COMMANDS.find((candidate) => candidate.name === name);
  if (!command) {
    const known = listNames(COMMANDS.map((candidate) => candidate.name));
    const what = name.startsWith('-') ? 'option' : 'command';
    throw new UserError(
      `There is no ${what} "${name}"; known commands are ${known}. "nabla --help" explains them.`,
    );
  }
  if (rest.includes('--help')) return print(io, usageOf(command));
  return command.run(parseArguments(command, rest), io);
}

async function print(io: CliIo, text: string): Promise<ExitStatus> {
  await writeText(io.stdout, [text]);
  return EXIT.ok;
}
