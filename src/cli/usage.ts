import type { Command, OptionDefinition } from './command.ts';
import { formatTable } from './table.ts';

/** The help of the whole program. */
export function usage(commands: readonly Command[]): string {
  return [
    'nabla trains neural networks on hand-written WebGPU kernels and checks every gradient.\n\n',
    'Usage: nabla COMMAND [options]\n\nCommands:\n',
    indent(formatTable(commands.map((command) => [synopsis(command), command.summary]))),
    '\nnabla COMMAND --help explains a command; nabla --version prints the version.\n',
    'Exit status: 0 success; 1 a failed check, an overflow or a defect; 2 something to put\n',
    'right in what was given; 130 interrupted.\n',
  ].join('');
}

/** The help of one command. */
export function usageOf(command: Command): string {
  const head = `Usage: nabla ${synopsis(command)}${command.options.length > 0 ? ' [options]' : ''}\n\n${command.summary}\n`;
  if (command.options.length === 0) return head;
  const rows = command.options.map((option) => [nameOf(option), option.help]);
  return `${head}\nOptions:\n${indent(formatTable(rows))}`;
}

function synopsis(command: Command): string {
  return command.takesSpec ? `${command.name} SPEC.json` : command.name;
}

function nameOf({ name, value }: OptionDefinition): string {
  return value === undefined ? `--${name}` : `--${name} ${value}`;
}

function indent(lines: string): string {
  return lines.replace(/^(?=.)/gm, '  ');
}
