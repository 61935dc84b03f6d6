import type { ParameterSchemas } from '../../src/core/choice.ts';
import type { Registered, Registry } from '../../src/core/registry.ts';
import { DATASETS } from '../../src/data/datasets/index.ts';
import { activations } from '../../src/ops/activations/index.ts';
import { clippings } from '../../src/ops/clippings/index.ts';
import { initializers } from '../../src/ops/initializers/index.ts';
import { losses } from '../../src/ops/losses/index.ts';
import { optimizers } from '../../src/ops/optimizers/index.ts';
import { regularizers } from '../../src/ops/regularizers/index.ts';
import { schedules } from '../../src/ops/schedules/index.ts';
import { describeBounds } from '../../src/spec/schema-parts.ts';

/** The tables of `docs/spec.md`, drawn from the registries. */

type Row = readonly string[];
type Entry = Registered & {
  readonly formula: string;
  readonly parameters: ParameterSchemas;
};

function table(head: Row, rows: readonly Row[]): string {
  const line = (cells: Row) =>
    `| ${cells.map((cell) => cell.replaceAll('|', '\\|')).join(' | ')} |`;
  return [line(head), line(head.map(() => '---')), ...rows.map(line)].join('\n');
}

function parametersOf(parameters: ParameterSchemas): string {
  return Object.entries(parameters)
    .map(
      ([name, schema]) =>
        `\`${name}\`: ${schema.label}, ${schema.default} (${describeBounds(schema)})`,
    )
    .join('<br>');
}

function choices<T extends Entry>(registry: Registry<T>): string {
  const rows = registry.entries.map((entry) => [
    `\`${entry.id}\``,
    entry.label,
    `\`${entry.formula}\``,
    parametersOf(entry.parameters),
  ]);
  return table(['id', 'name', 'formula', 'parameters, with their defaults'], rows);
}

function lossTable(): string {
  const rows = losses.entries.map((loss) => [
    `\`${loss.id}\``,
    `\`${loss.formula}\``,
    loss.outputActivation ? `\`${loss.outputActivation}\`` : 'any but `softmax`',
    loss.outputActivation ? 'classes' : 'numbers or classes',
    loss.kind === 'elementwise' ? loss.reduction : 'all together',
    parametersOf(loss.parameters),
  ]);
  return table(
    ['id', 'formula', 'output activation', 'predicts', 'over the outputs', 'parameters'],
    rows,
  );
}

function dataTable(): string {
  const rows = DATASETS.entries.map((dataset) => [
    `\`${dataset.id}\``,
    dataset.description,
    dataset.task === 'regression'
      ? 'a number'
      : dataset.classChoice
        ? `${dataset.classChoice.minimum} to ${dataset.classChoice.maximum} classes (\`classes\`, ${dataset.classChoice.default})`
        : `${dataset.classNames?.length ?? 0} classes`,
    String(dataset.defaultSamples),
  ]);
  return table(['id', 'what it is', 'to predict', 'samples'], rows);
}

const TABLES: Readonly<Record<string, () => string>> = {
  'data sets': dataTable,
  activations: () => choices(activations),
  initializers: () => choices(initializers),
  losses: lossTable,
  optimizers: () => choices(optimizers),
  schedules: () => choices(schedules),
  regularizers: () => choices(regularizers),
  clippings: () => choices(clippings),
};

/** The page with every `<!-- table: name -->` … `<!-- end -->` filled in anew. */
export function fillTables(page: string): string {
  const left = new Set(Object.keys(TABLES));
  const filled = page.replace(
    /(<!-- table: (.+?) -->)[\s\S]*?(<!-- end -->)/g,
    (_, open: string, name: string, close: string) => {
      if (!left.delete(name))
        throw new Error(`There is no table "${name}", or it is there twice.`);
      return `${open}\n\n${TABLES[name]()}\n\n${close}`;
    },
  );
  if (left.size > 0) throw new Error(`The page lacks tables: ${[...left].join(', ')}.`);
  return filled;
}
