import type { Choice } from '../core/choice.ts';
import { type DataSpec, type TrainingSpec } from '../core/spec.ts';
import { clippings } from '../ops/clippings/index.ts';
import { initializers } from '../ops/initializers/index.ts';
import { losses } from '../ops/losses/index.ts';
import { optimizers } from '../ops/optimizers/index.ts';
import { regularizers } from '../ops/regularizers/index.ts';
import { schedules } from '../ops/schedules/index.ts';
import { DATA_DEFAULTS } from '../spec/data-schema.ts';
import {
  DEFAULT_SPEC,
  defaultSpecFor,
  defaultSpecForTask,
} from '../spec/default-spec.ts';
import type { LinkState } from './app-state.ts';
import { encodeChoice } from './choice-text.ts';
import { encodeFeatures } from './features-text.ts';
import { DEFAULT_FLOW, DEFAULT_PHASE, encodePhase } from './flow-options.ts';
import { DEFAULT_LAB } from './labs.ts';
import { encodeLayers, encodeOutput } from './layers-text.ts';
import { encodePoints, MAX_LINK_POINTS } from './points-text.ts';
import {
  CSV_IN_URL,
  DEFAULT_ENGINE,
  DEFAULT_EXECUTOR,
  BESIDE_SEPARATOR,
  POINTS_IN_URL,
  VERSION_PART,
  type UrlKey,
} from './url-keys.ts';
import { DEFAULT_RACE, encodeRace } from './race-options.ts';
import { DEFAULT_SPEED, encodeMeasurement, type SpeedOptions } from './speed-options.ts';
import { encodeStopConditions } from './stop-conditions.ts';
import { DEFAULT_VIEW } from './view-options.ts';

export interface EncodedLink {
  /** `#v=1&data=spiral&…`, or empty where all is as by default. */
  readonly hash: string;
  /** A sentence on what the link cannot hold, or null. */
  readonly omitted: string | null;
}

/**
 * The state as the hash of a link, readable, with only what differs from the default
 * spec of its data set. `decodeUrl` gives the same state back, unless the data is a file or more
 * than MAX_LINK_POINTS points.
 */
export function encodeUrl(state: LinkState): EncodedLink {
  const { spec, engine, executor, playing, stop = {}, view = DEFAULT_VIEW } = state;
  const { lab = DEFAULT_LAB, flow = DEFAULT_FLOW } = state;
  const { measurement = DEFAULT_SPEED, race = DEFAULT_RACE } = state;
  const { data, network } = spec;
  const base = baseFor(data);
  const pairs = new Map<UrlKey, string>();
  const write = (key: UrlKey, value: string, byDefault: string) => {
    if (value !== byDefault) pairs.set(key, value);
  };
  const writeChoice = (
    key: UrlKey,
    choice: Choice,
    byDefault: Choice,
    registry: Parameters<typeof encodeChoice>[1],
  ) => write(key, encodeChoice(choice, registry), encodeChoice(byDefault, registry));

  if ('csv' in data) pairs.set('data', CSV_IN_URL);
  else if ('points' in data) {
    const { points, task, testFraction } = data;
    pairs.set('data', POINTS_IN_URL);
    write('task', task, 'classification');
    write('test', String(testFraction), String(DATA_DEFAULTS.drawnTestFraction));
    if (points.length <= MAX_LINK_POINTS) pairs.set('points', encodePoints(points, task));
  } else if ('dataset' in base.data) {
    write('data', data.dataset, dataSetByDefault());
    write('samples', String(data.samples), String(base.data.samples));
    write('noise', String(data.noise), String(base.data.noise));
    write('test', String(data.testFraction), String(base.data.testFraction));
    write('classes', String(data.classes), String(base.data.classes));
  }
  if ('features' in data && data.features)
    pairs.set('features', encodeFeatures(data.features));
  write('seed', String(spec.seed), String(base.seed));
  if (spec.initSeed !== undefined) pairs.set('initseed', String(spec.initSeed));
  write('hidden', encodeLayers(network.hidden), encodeLayers(base.network.hidden));
  const { output } = base.network;
  write('output', encodeOutput(network.output), encodeOutput(output));
  writeChoice('init', network.output.initializer, output.initializer, initializers);
  write('biasdev', String(network.biasDeviation ?? 0), '0');
  writeChoice('loss', spec.loss, base.loss, losses);
  const optimizer = encodeChoice(spec.optimizer, optimizers, 'learningRate');
  if (
    optimizer !== encodeChoice(base.optimizer, optimizers, 'learningRate') ||
    spec.optimizer['learningRate'] !== base.optimizer['learningRate']
  ) {
    // Always both: the learning rate by default is another one for each optimizer.
    pairs.set('optimizer', optimizer);
    pairs.set('lr', String(spec.optimizer['learningRate']));
  }
  writeChoice('schedule', spec.schedule, base.schedule, schedules);
  writeChoice('regularization', spec.regularization, base.regularization, regularizers);
  writeChoice('clipping', spec.clipping, base.clipping, clippings);
  write('batch', String(spec.batchSize), String(base.batchSize));
  write('engine', engine, DEFAULT_ENGINE);
  write('executor', executor, DEFAULT_EXECUTOR);
  if (!playing) pairs.set('playing', '0');
  write('stop', encodeStopConditions(stop), '');
  if (view.testPoints) pairs.set('show-test', '1');
  if (view.discretize) pairs.set('discretize', '1');
  write('speed', view.speed, DEFAULT_VIEW.speed);
  write('step', view.stepUnit, DEFAULT_VIEW.stepUnit);
  write('hide', view.hide.join(','), '');
  write('lab', lab, DEFAULT_LAB);
  const beside = encodeBeside(flow.beside);
  const carriesBeside =
    beside === '' || (canCarry(data) && beside.length <= MOST_BESIDE_CHARACTERS);
  if (beside !== '' && carriesBeside) pairs.set('beside', beside);
  write('lesson', flow.lesson ?? '', '');
  write('phase', encodePhase(flow.phase), encodePhase(DEFAULT_PHASE));
  write('part', measurement.part, DEFAULT_SPEED.part);
  write('measure', measureText(measurement), measureText(DEFAULT_SPEED));
  write('race', encodeRace(race), encodeRace(DEFAULT_RACE));

  const written = [...pairs].map(([key, value]) => `${key}=${value}`);
  return {
    hash: written.length === 0 ? '' : VERSION_PART + written.join('&'),
    omitted: omittedOf(data) ?? (carriesBeside ? null : OMITTED_BESIDE),
  };
}

const measureText = ({ question, quantity }: SpeedOptions): string =>
  encodeMeasurement(question, quantity);

/** The networks beside the first, which are on its data, as links without their `#v=1&`. */
function encodeBeside(beside: readonly TrainingSpec[]): string {
  return beside
    .map((spec) => {
      const { hash } = encodeUrl({
        spec,
        engine: DEFAULT_ENGINE,
        executor: DEFAULT_EXECUTOR,
        playing: true,
      });
      // One that is as by default must not be lost.
      const text = hash.slice(VERSION_PART.length) || `seed=${spec.seed}`;
      return encodeURIComponent(text);
    })
    .join(BESIDE_SEPARATOR);
}

/** The default spec of the data, from which the link tells the differences. */
function baseFor(data: DataSpec): TrainingSpec {
  if ('csv' in data) return DEFAULT_SPEC;
  return 'points' in data ? defaultSpecForTask(data.task) : defaultSpecFor(data.dataset);
}

/** What networks beside the first may take: three with each layer of another kind are longer. */
const MOST_BESIDE_CHARACTERS = 16_384;
const OMITTED_BESIDE =
  'The networks beside the first are too long for a link; whoever follows it sees the first alone.';

/** Whether the data is in the link, in a few characters: it is once for each network. */
const canCarry = (data: DataSpec): boolean => 'dataset' in data;

function omittedOf(data: DataSpec): string | null {
  if ('csv' in data)
    return `A link cannot carry the file "${data.csv}"; whoever follows it has to open the file again.`;
  if ('points' in data && data.points.length > MAX_LINK_POINTS)
    return `A link cannot carry ${data.points.length} drawn points, only up to ${MAX_LINK_POINTS}; whoever follows it sees the data set by default.`;
  return null;
}

function dataSetByDefault(): string {
  return 'dataset' in DEFAULT_SPEC.data ? DEFAULT_SPEC.data.dataset : '';
}
