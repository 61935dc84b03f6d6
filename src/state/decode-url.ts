import { parameterOf, type Choice } from '../core/choice.ts';
import { EXECUTOR_REQUESTS } from '../core/engine.ts';
import {
  SPEC_VERSION,
  TASKS,
  type DataSpec,
  type NetworkSpec,
  type TrainingSpec,
} from '../core/spec.ts';
import { DATASETS } from '../data/datasets/index.ts';
import { isPlanar } from '../data/datasets/planar.ts';
import { pointsProblem } from '../data/points.ts';
import { optimizers } from '../ops/optimizers/index.ts';
import { checkFit } from '../spec/check-fit.ts';
import {
  DATA_DEFAULTS,
  NOISE_BOUNDS,
  samplesBounds,
  TEST_FRACTION_BOUNDS,
} from '../spec/data-schema.ts';
import {
  DEFAULT_SPEC,
  defaultSpecFor,
  defaultSpecForTask,
} from '../spec/default-spec.ts';
import { featuresSchema } from '../spec/features-schema.ts';
import { parseSpec } from '../spec/parse-spec.ts';
import { mustBeKnown, show } from '../spec/problems.ts';
import type { Schema } from '../spec/schema-parts.ts';
import {
  BATCH_BOUNDS,
  BIAS_DEVIATION_BOUNDS,
  hiddenLayersSchema,
  outputInLinkSchema,
  SCHEMA_DEFINITIONS as SCHEMAS,
  SEED_BOUNDS,
} from '../spec/schema.ts';
import type { LinkState } from './app-state.ts';
import { decodeChoice } from './choice-text.ts';
import { decodeFeatures } from './features-text.ts';
import {
  DEFAULT_PHASE,
  decodePhase,
  encodePhase,
  LESSON_IDS,
  MOST_BESIDE,
  type FlowOptions,
  type LessonId,
} from './flow-options.ts';
import { DEFAULT_LAB, LAB_IDS } from './labs.ts';
import { decodeLayers, decodeOutput } from './layers-text.ts';
import { decodePercent, LinkReader } from './link-reader.ts';
import {
  decodeStopConditions,
  stopConditionsSchema,
  type StopConditions,
} from './stop-conditions.ts';
import { readMeasurement, readRace } from './decode-speed.ts';
import { translatePlaygroundLink } from './playground-link.ts';
import { decodePoints, MAX_LINK_POINTS } from './points-text.ts';
import {
  CSV_IN_URL,
  DEFAULT_ENGINE,
  DEFAULT_EXECUTOR,
  BESIDE_SEPARATOR,
  POINTS_IN_URL,
  type UrlKey,
} from './url-keys.ts';
import {
  decodeHidden,
  DEFAULT_VIEW,
  SPEEDS,
  STEP_UNITS,
  type ViewOptions,
} from './view-options.ts';

export interface DecodedLink extends LinkState {
  /** What in the link was not right and what was made of it, a sentence each; ten at most. */
  readonly problems: readonly string[];
}

const MAX_PROBLEMS = 10;
/** Times that a link is escaped, at most. */
const MOST_ESCAPES = 4;

/**
 * Reads the hash of a link. It never fails: what is not understood is left at its default,
 * a number that is too large or too small is moved into its range, and each of these is
 * told in a sentence. The spec is always one that `parseSpec` accepts. A link of TensorFlow
 * Playground is read too.
 * @param hash with or without its `#`
 * @param engines ids of the engines that may be named, besides `auto`
 */
export function decodeUrl(hash: string, engines: readonly string[]): DecodedLink {
  const text = hash.replace(/^#/, '');
  const playground = translatePlaygroundLink(text);
  const link = new LinkReader(playground?.text ?? text);
  const version = link.text('v') ?? String(SPEC_VERSION);
  if (version !== String(SPEC_VERSION)) {
    link.problems.push(
      `The link is of version ${show(version)}; this page reads version ${SPEC_VERSION}, so it shows its default.`,
    );
    link.clear();
  }
  const spec = readSpec(link);
  return {
    spec,
    engine: link.name('engine', [DEFAULT_ENGINE, ...engines], DEFAULT_ENGINE),
    executor: link.name('executor', EXECUTOR_REQUESTS, DEFAULT_EXECUTOR),
    playing: link.flag('playing', true),
    stop: readStop(link),
    view: readView(link),
    lab: link.name('lab', LAB_IDS, DEFAULT_LAB),
    flow: readFlow(link, spec),
    measurement: readMeasurement(link),
    race: readRace(link),
    problems: [...(playground?.problems ?? []), ...link.problems].slice(0, MAX_PROBLEMS),
  };
}

function readFlow(link: LinkReader, spec: TrainingSpec): FlowOptions {
  const phase = decodePhase(link.text('phase') ?? encodePhase(DEFAULT_PHASE));
  if (typeof phase === 'string')
    link.problems.push(`In the link, "phase" ${phase} The default is used.`);
  return {
    beside: readBeside(link, spec),
    lesson: readLesson(link),
    phase: typeof phase === 'string' ? DEFAULT_PHASE : phase,
  };
}

/** Networks beside the first: all on its data. */
function readBeside(link: LinkReader, first: TrainingSpec): TrainingSpec[] {
  const { data, seed } = first;
  const parts = link.text('beside')?.split(BESIDE_SEPARATOR) ?? [];
  if (parts.length > MOST_BESIDE)
    link.problems.push(
      `The link has ${parts.length} networks beside the first; ${MOST_BESIDE} are shown.`,
    );
  return parts.slice(0, MOST_BESIDE).map((part) => {
    const own = new LinkReader(unescaped(part));
    const spec = { ...readSpec(own), data, seed };
    const fitting = fitted(spec, first, own);
    link.problems.push(...own.problems);
    return fitting;
  });
}

/** A link in a link is escaped, once for each time that the whole was. */
function unescaped(part: string): string {
  let text = part;
  for (let round = 0; round < MOST_ESCAPES && !text.includes('='); round++)
    text = decodePercent(text);
  return text;
}

function readLesson(link: LinkReader): LessonId | null {
  const id = link.text('lesson');
  const known = LESSON_IDS.find((lesson) => lesson === id);
  if (id !== undefined && !known)
    link.problems.push(
      `In the link, lesson ${mustBeKnown(id, LESSON_IDS)} None is shown.`,
    );
  return known ?? null;
}

function readView(link: LinkReader): ViewOptions {
  const { hide, problem } = decodeHidden(link.text('hide') ?? '');
  if (problem !== null) link.problems.push(problem);
  return {
    testPoints: link.flag('show-test', DEFAULT_VIEW.testPoints),
    discretize: link.flag('discretize', DEFAULT_VIEW.discretize),
    speed: link.name('speed', SPEEDS, DEFAULT_VIEW.speed),
    stepUnit: link.name('step', STEP_UNITS, DEFAULT_VIEW.stepUnit),
    hide,
  };
}

function readSpec(link: LinkReader): TrainingSpec {
  const base = readBase(link);
  const { hidden, output } = base.network;
  const choice = (key: UrlKey, schema: Schema<Choice>, fallback: Choice) =>
    link.value(key, decodeChoice, schema, fallback);
  const spec: TrainingSpec = {
    ...base,
    seed: link.number('seed', SEED_BOUNDS, base.seed),
    ...(link.has('initseed') && { initSeed: link.number('initseed', SEED_BOUNDS, 0) }),
    data: readData(link, base.data),
    network: {
      hidden: link.value<NetworkSpec['hidden']>(
        'hidden',
        decodeLayers,
        hiddenLayersSchema,
        hidden,
      ),
      output: {
        ...link.value('output', decodeOutput, outputInLinkSchema, output),
        initializer: choice('init', SCHEMAS.initializer, output.initializer),
      },
      biasDeviation: link.number('biasdev', BIAS_DEVIATION_BOUNDS, 0),
    },
    loss: choice('loss', SCHEMAS.loss, base.loss),
    optimizer: readOptimizer(link, base.optimizer),
    schedule: choice('schedule', SCHEMAS.schedule, base.schedule),
    regularization: choice('regularization', SCHEMAS.regularization, base.regularization),
    clipping: choice('clipping', SCHEMAS.clipping, base.clipping),
    batchSize: link.number('batch', BATCH_BOUNDS, base.batchSize),
  };
  return parseSpec(fitted(spec, base, link));
}

/** Undefined where nothing is to end the run, so that following a link clears what was set. */
function readStop(link: LinkReader): StopConditions | undefined {
  if (!link.has('stop')) return undefined;
  return link.value<StopConditions>(
    'stop',
    decodeStopConditions,
    stopConditionsSchema,
    {},
  );
}

/** The default spec of the data that the link names. */
function readBase(link: LinkReader): TrainingSpec {
  const dataset = link.text('data');
  if (dataset === POINTS_IN_URL) return readPoints(link) ?? DEFAULT_SPEC;
  for (const key of ['points', 'task'] as const)
    if (link.has(key))
      link.problems.push(
        `In the link, "${key}" is ignored: it goes with data=${POINTS_IN_URL}.`,
      );
  if (dataset === undefined) return DEFAULT_SPEC;
  if (DATASETS.has(dataset)) return defaultSpecFor(dataset);
  link.problems.push(
    dataset === CSV_IN_URL
      ? 'The link was made with a CSV file, which a link cannot carry: open the file again. Until then, the data set by default is shown.'
      : `In the link, data ${mustBeKnown(dataset, [...DATASETS.ids, POINTS_IN_URL])} The default is used.`,
  );
  return DEFAULT_SPEC;
}

/** The default spec with the points of the link as its data; null where there are none. */
function readPoints(link: LinkReader): TrainingSpec | null {
  const task = link.name('task', TASKS, 'classification');
  const text = link.text('points');
  if (text === undefined) {
    link.problems.push(
      `The link was made with more than ${MAX_LINK_POINTS} drawn points, which it cannot carry. The data set by default is shown instead.`,
    );
    return null;
  }
  const points = decodePoints(text, task);
  const problem = typeof points === 'string' ? points : pointsProblem(points, task);
  if (typeof points === 'string' || problem !== null) {
    const subject = typeof points === 'string' ? '"points"' : 'the points';
    link.problems.push(`In the link, ${subject} ${problem} The default is used.`);
    return null;
  }
  const testFraction = DATA_DEFAULTS.drawnTestFraction;
  return { ...defaultSpecForTask(task), data: { points, task, testFraction } };
}

function readData(link: LinkReader, base: DataSpec): DataSpec {
  if ('csv' in base) return base;
  if ('points' in base) {
    const features = readFeatures(link);
    return {
      ...base,
      testFraction: link.number('test', TEST_FRACTION_BOUNDS, base.testFraction),
      ...(features && { features }),
    };
  }
  const dataset = DATASETS.get(base.dataset);
  const { classChoice } = dataset;
  if (!classChoice && link.has('classes'))
    link.problems.push(
      `In the link, "classes" is ignored: the classes of data set "${base.dataset}" are fixed.`,
    );
  const planar = isPlanar(dataset);
  if (!planar && link.has('features'))
    link.problems.push(
      `In the link, "features" is ignored: the data set "${base.dataset}" does not lie in the plane.`,
    );
  const features = planar ? readFeatures(link) : undefined;
  return {
    ...base,
    samples: link.number('samples', samplesBounds(dataset), base.samples),
    noise: link.number('noise', NOISE_BOUNDS, base.noise),
    testFraction: link.number('test', TEST_FRACTION_BOUNDS, base.testFraction),
    ...(classChoice && {
      classes: link.number(
        'classes',
        { ...classChoice, integer: true },
        classChoice.default,
      ),
    }),
    ...(features && { features }),
  };
}

function readFeatures(link: LinkReader): readonly string[] | undefined {
  return link.value<readonly string[] | undefined>(
    'features',
    decodeFeatures,
    featuresSchema,
    undefined,
  );
}

function readOptimizer(link: LinkReader, base: Choice): Choice {
  const choice = link.value<Choice>('optimizer', decodeChoice, SCHEMAS.optimizer, base);
  const { learningRate } = optimizers.get(choice.id).parameters;
  const current = parameterOf(choice, 'learningRate');
  return { ...choice, learningRate: link.number('lr', learningRate, current) };
}

/** Replaces what does not fit together, and says so. */
function fitted(spec: TrainingSpec, base: TrainingSpec, link: LinkReader): TrainingSpec {
  const problems = checkFit(spec);
  if (problems.length === 0) return spec;
  for (const problem of problems) link.problems.push(`In the link, ${problem}`);
  link.problems.push(
    'Loss, output activation and batch size are the default ones instead.',
  );
  const { loss, batchSize } = base;
  const output = { ...spec.network.output, activation: base.network.output.activation };
  return { ...spec, loss, batchSize, network: { ...spec.network, output } };
}
