import { toJsonSchema, type JsonSchema } from '@valibot/to-json-schema';
import { SCHEMA_DEFINITIONS, trainingSpecSchema } from './schema.ts';

/**
 * The JSON Schema (draft 2020-12) of a spec as one writes it, printed from the schema that
 * reads it, so that an editor can complete and check a spec. Whether the fields fit each
 * other (`checkFit`) is beyond it.
 */
export function trainingSpecJsonSchema(): JsonSchema {
  return toJsonSchema(trainingSpecSchema, {
    target: 'draft-2020-12',
    typeMode: 'input',
    definitions: SCHEMA_DEFINITIONS,
  });
}
