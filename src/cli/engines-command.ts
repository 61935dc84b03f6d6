import { EXIT, type Command } from './command.ts';
import { writeText } from './io.ts';
import { jsonPieces } from './json-pieces.ts';
import { formatTable } from './table.ts';

export const enginesCommand: Command = {
  name: 'engines',
  takesSpec: false,
  summary: 'Say which engines this machine has, and why not the others.',
  options: [{ name: 'json', help: 'print a JSON list instead of a table' }],
  async run({ options }, io) {
    const reports = await io.engines.survey();
    if (options['json'] === true) {
      const list = reports.map(({ id, label, availability }) => ({
        id,
        label,
        ...availability,
      }));
      await writeText(io.stdout, jsonPieces(list));
      return EXIT.ok;
    }
    const rows = reports.map(({ id, label, availability }) => [
      id,
      label,
      availability.available ? 'yes' : 'no',
      availability.available ? availability.adapter : availability.reason,
    ]);
    const head = ['engine', 'name', 'here', 'adapter, or why not'];
    await writeText(io.stdout, [formatTable([head, ...rows])]);
    return EXIT.ok;
  },
};
