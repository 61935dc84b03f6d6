import * as v from 'valibot';
import { UserError } from '../../core/errors.ts';
import { questionProblem, QUANTITIES, SPEED_AXES } from '../../core/speed-question.ts';
import { curvesOf, placeOf } from './curves.ts';
import type { SpeedResult } from './speed-result.ts';

/** What a file of results begins with, so that others are not taken for one. */
const FORMAT = 'nabla-speed';
const VERSION = 1;
/** Of a file; one with all that can be asked for has a few hundred thousand. */
export const MOST_CHARACTERS = 4_000_000;

const text = v.pipe(v.string(), v.maxLength(2000));
const figure = v.pipe(v.number(), v.finite());
const time = v.pipe(figure, v.minValue(0));
const network = v.strictObject({
  inputs: figure,
  width: figure,
  depth: figure,
  outputs: figure,
  batchSize: figure,
});
const times = v.pipe(v.array(time), v.maxLength(99));
const list = <Item extends v.GenericSchema>(item: Item) =>
  v.pipe(v.array(item), v.maxLength(100));

const schema = v.strictObject({
  format: v.literal(FORMAT),
  version: v.literal(VERSION),
  question: v.strictObject({
    base: network,
    axis: v.picklist(SPEED_AXES),
    values: list(figure),
    engines: list(text),
    rounds: figure,
  }),
  environment: v.strictObject({
    userAgent: text,
    cores: figure,
    isolated: v.boolean(),
    clockResolution: time,
    adapter: v.nullable(text),
    softwareAdapter: v.boolean(),
    date: text,
    version: text,
  }),
  engines: list(
    v.strictObject({
      id: text,
      form: text,
      adapter: v.optional(text),
      startTime: v.optional(time),
      failed: v.optional(text),
    }),
  ),
  points: list(
    v.strictObject({
      value: figure,
      network,
      parameterCount: figure,
      operations: figure,
      entries: list(
        v.strictObject({
          engine: text,
          // Not a number where an engine gave none; JSON has null for it.
          parity: v.optional(v.nullable(figure)),
          firstUse: v.optional(v.nullable(time)),
          settled: v.optional(v.boolean()),
          samples: v.optional(
            v.strictObject({ gradient: times, step: times, latency: times }),
          ),
          refused: v.optional(text),
        }),
      ),
    }),
  ),
  voidRounds: list(v.strictObject({ round: figure, reason: text })),
  notes: list(text),
  complete: v.boolean(),
});

/** The result as a file, with every sample. */
export function writeSpeedFile(result: SpeedResult): string {
  return `${JSON.stringify({ format: FORMAT, version: VERSION, ...result }, null, 1)}\n`;
}

/**
 * Reads a file that `writeSpeedFile` wrote.
 * @param name of the file, for the message
 * @throws UserError saying what is wrong with it
 */
export function readSpeedFile(contents: string, name: string): SpeedResult {
  if (contents.length > MOST_CHARACTERS)
    throw new UserError(
      `"${name}" has ${contents.length} characters; a file of measurements has at most ${MOST_CHARACTERS}.`,
    );
  let json: unknown;
  try {
    json = JSON.parse(contents);
  } catch {
    throw new UserError(`"${name}" is no JSON; a file that this lab saved is.`);
  }
  const parsed = v.safeParse(schema, json);
  if (!parsed.success) {
    const [issue] = parsed.issues;
    const place = v.getDotPath(issue);
    throw new UserError(
      `"${name}" is no file of measurements of this lab${place ? `: "${place}" is not right` : ''}. (${issue.message})`,
    );
  }
  const { question, environment, engines, points, voidRounds, notes, complete } =
    parsed.output;
  const problem = questionProblem(question);
  if (problem !== null) throw new UserError(`"${name}" is not right: ${problem}`);
  return {
    question,
    environment,
    engines,
    points: points.map((point) => ({
      ...point,
      entries: point.entries.map(({ parity, ...entry }) => ({
        ...entry,
        ...(parity !== undefined && { parity: parity ?? NaN }),
      })),
    })),
    voidRounds,
    notes,
    complete,
  };
}

const COLUMNS = [
  'engine',
  'axis',
  'place',
  'inputs',
  'width',
  'depth',
  'outputs',
  'batch',
  'parameters',
  'operations_per_step',
  'quantity',
  'samples',
  'median_ms',
  'lower_quartile_ms',
  'upper_quartile_ms',
  'median_low_95_ms',
  'median_high_95_ms',
  'parity_error',
  'first_use_ms',
] as const;

/** The figures as a table, one row for each engine, size and quantity; times in milliseconds. */
export function writeSpeedCsv(result: SpeedResult): string {
  const rows = QUANTITIES.flatMap((quantity) =>
    curvesOf(result, quantity).flatMap(({ engine, points }) =>
      points.map(({ point, quartiles, interval }) => {
        const entry = point.entries.find((candidate) => candidate.engine === engine);
        const { inputs, width, depth, outputs, batchSize } = point.network;
        return [
          engine,
          result.question.axis,
          placeOf(result, point),
          inputs,
          width,
          depth,
          outputs,
          batchSize,
          point.parameterCount,
          point.operations,
          quantity,
          entry?.samples?.[quantity].length ?? 0,
          quartiles.median,
          quartiles.lower,
          quartiles.upper,
          interval.low,
          interval.high,
          entry?.parity ?? '',
          entry?.firstUse ?? '',
        ].join(',');
      }),
    ),
  );
  return `${[COLUMNS.join(','), ...rows].join('\n')}\n`;
}
