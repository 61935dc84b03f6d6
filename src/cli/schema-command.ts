import { trainingSpecJsonSchema } from '../spec/json-schema.ts';
import { EXIT, type Command } from './command.ts';
import { writeText } from './io.ts';
import { jsonPieces } from './json-pieces.ts';

export const schemaCommand: Command = {
  name: 'schema',
  takesSpec: false,
  summary: 'Print the JSON Schema of a spec.',
  options: [],
  async run(_, io) {
    await writeText(io.stdout, jsonPieces(trainingSpecJsonSchema()));
    return EXIT.ok;
  },
};
