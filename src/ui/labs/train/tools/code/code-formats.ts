import { MODEL_FILE_NAME } from '../../../../../export/code/code.ts';
import { CODE_GENERATORS } from '../../../../../export/code/index.ts';
import { writeModel } from '../../../../../export/write-model.ts';
import type { RunReading } from '../read-run.ts';

/** A form in which the network can be taken along. */
export interface CodeFormat {
  readonly id: string;
  readonly label: string;
  readonly fileName: string;
  readonly type: string;
  /** @throws UserError when there is no such form of that network */
  write(reading: RunReading): string;
}

const SAVED_MODEL: CodeFormat = {
  id: 'json',
  label: 'Saved model (JSON)',
  fileName: MODEL_FILE_NAME,
  type: 'application/json',
  write: ({ model }) => writeModel(model),
};

export const CODE_FORMATS: readonly CodeFormat[] = [
  ...CODE_GENERATORS.map(({ id, label, fileName, generate }) => ({
    id,
    label,
    fileName,
    type: 'text/x-python',
    write: ({ model, inputs, outputs }: RunReading) =>
      generate(model, { inputs, outputs }),
  })),
  SAVED_MODEL,
];
