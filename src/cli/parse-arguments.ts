import { parseArgs } from 'node:util';
import { UserError } from '../core/errors.ts';
import type { Command, CommandArguments } from './command.ts';

/**
 * Reads what follows a command's name.
 * @throws UserError naming what is wrong and which options the command has
 */
export function parseArguments(
  command: Command,
  given: readonly string[],
): CommandArguments {
  const { values, positionals } = parse(command, given);
  const wanted = command.takesSpec ? 1 : 0;
  if (positionals.length < wanted)
    throw new UserError(
      `"nabla ${command.name}" needs the path of a spec: nabla ${command.name} SPEC.json`,
    );
  if (positionals.length > wanted)
    throw new UserError(
      `"nabla ${command.name}" takes ${wanted === 0 ? 'no file' : 'one spec'}; "${positionals[wanted]}" is too much.`,
    );
  return { spec: positionals[0] ?? '', options: values };
}

function parse(command: Command, given: readonly string[]) {
  const options = Object.fromEntries(
    command.options.map(({ name, value }) => [
      name,
      { type: value === undefined ? ('boolean' as const) : ('string' as const) },
    ]),
  );
  try {
    const { values, positionals, tokens } = parseArgs({
      args: [...given],
      options,
      allowPositionals: true,
      tokens: true,
    });
    const seen = new Set<string>();
    for (const token of tokens)
      if (token.kind === 'option') {
        if (seen.has(token.name))
          throw new UserError(`The option --${token.name} is given twice.`);
        seen.add(token.name);
      }
    return { values: { ...values } as CommandArguments['options'], positionals };
  } catch (error) {
    throw explain(error, command);
  }
}

function explain(error: unknown, command: Command): unknown {
  if (!(error instanceof Error) || error instanceof UserError) return error;
  const { code } = error as NodeJS.ErrnoException;
  if (!code?.startsWith('ERR_PARSE_ARGS')) return error;
  const option = /--?[\w-]+/.exec(error.message)?.[0] ?? '';
  const definition = command.options.find(({ name }) => `--${name}` === option);
  const problem =
    definition?.value === undefined
      ? definition
        ? `${option} takes no value`
        : `there is no option ${option}`
      : `${option} needs a value; one that begins with "-" is written ${option}=${definition.value}`;
  return new UserError(`nabla ${command.name}: ${problem}. ${knownOptions(command)}`);
}

function knownOptions({ options }: Command): string {
  const known = options.map(({ name, value }) =>
    value === undefined ? `--${name}` : `--${name} ${value}`,
  );
  return known.length > 0 ? `Its options are ${known.join(', ')}.` : 'It has no options.';
}
