import type { ExecutorRequest } from '../core/engine.ts';
import { questionProblem } from '../core/speed-question.ts';
import { UserError } from '../core/errors.ts';
import type { TrainingSpec } from '../core/spec.ts';
import { DATASETS } from '../data/datasets/index.ts';
import { isPlanar } from '../data/datasets/planar.ts';
import { defaultSpecFor } from '../spec/default-spec.ts';
import { axisProblem } from '../spec/hyperparameters.ts';
import { fitToTask, likelyTask } from '../spec/fit-to-task.ts';
import { parseSpec } from '../spec/parse-spec.ts';
import type { AppState, LinkState, OpenFile } from './app-state.ts';
import { decodeUrl } from './decode-url.ts';
import type { FlowOptions } from './flow-options.ts';
import type { LabId } from './labs.ts';
import { decodeRace, encodeRace, type RaceOptions } from './race-options.ts';
import type { SpeedOptions } from './speed-options.ts';
import type { StopConditions } from './stop-conditions.ts';
import type { Store } from './store.ts';
import { DEFAULT_VIEW, type ViewOptions } from './view-options.ts';

/**
 * What a person can do to the state of the app. Each either succeeds as a whole or throws
 * a UserError and leaves the state as it was.
 */
export interface Actions {
  /**
   * Takes a whole spec, in which choices may be written short, and the file that it names where
   * that was just opened. Nothing of the present spec stays, not even what the new one leaves out.
   */
  changeSpec(
    spec: { readonly [Field in keyof TrainingSpec]: unknown },
    file?: OpenFile | null,
  ): void;
  /**
   * Takes another generated data set, with the usual output and loss where its task is another.
   * Features are kept where it lies in the plane, too.
   */
  chooseDataset(dataset: string): void;
  /** Takes a CSV file as data. */
  openFile(file: OpenFile, target: string): void;
  /**
   * Takes a whole configuration, of a preset or of an earlier run; what it leaves out stays. A
   * file that it names must be the one that is open.
   */
  openConfiguration(
    configuration: Pick<LinkState, 'spec'> &
      Partial<Pick<LinkState, 'engine' | 'executor' | 'stop'>>,
  ): void;
  /** Other initial parameters on the same data: the next `initSeed`. */
  drawWeights(): void;
  chooseEngine(engine: string): void;
  chooseExecutor(executor: ExecutorRequest): void;
  /** What is to pause a run by itself. */
  stopWhen(conditions: StopConditions): void;
  setPlaying(playing: boolean): void;
  openLab(lab: LabId): void;
  /** Other networks, another lesson or diagram of the gradient-flow lab; all on the data of the first. */
  changeFlow(spec: TrainingSpec, flow: FlowOptions): void;
  /** What the speed lab is to measure and to show. */
  changeMeasurement(measurement: SpeedOptions): void;
  changeRace(race: RaceOptions): void;
  changeView(change: Partial<ViewOptions>): void;
  /**
   * Takes what a link says. One that is not right in all is refused: its `problems` are told and
   * all else stays, so that no broken link takes a running network away.
   */
  followLink(hash: string, engines: readonly string[]): void;
  /** Follows the link that was refused as far as it is understood. */
  followRefusedLink(engines: readonly string[]): void;
  dismissProblems(): void;
}

export function createActions(store: Store<AppState>): Actions {
  return {
    changeSpec(spec, file = null) {
      const parsed = parseSpec(spec, 'The change');
      const open = file ?? store.state.file;
      store.update({
        spec: parsed,
        ...alongside(store.state, parsed),
        file: 'csv' in parsed.data ? open : null,
      });
    },
    chooseDataset(dataset) {
      const { task, featureNames } = DATASETS.get(dataset);
      const { spec } = store.state;
      const features = 'features' in spec.data ? spec.data.features : undefined;
      const data = {
        ...defaultSpecFor(dataset).data,
        ...(features && isPlanar({ featureNames }) && { features }),
      };
      const fitting = fitToTask({ ...spec, data }, likelyTask(spec), task);
      const parsed = parseSpec(fitting);
      store.update({ spec: parsed, ...alongside(store.state, parsed), file: null });
    },
    openFile(file, target) {
      const data = { csv: file.name, target };
      store.update({ spec: parseSpec({ ...store.state.spec, data }), file });
    },
    openConfiguration(configuration) {
      const spec = parseSpec(configuration.spec, 'The configuration');
      const { file } = store.state;
      if (!('csv' in spec.data)) {
        store.update({ ...configuration, spec, file: null });
        return;
      }
      if (file?.name !== spec.data.csv)
        throw new UserError(
          `The configuration trains on the file "${spec.data.csv}", which is not open: open it first.`,
        );
      store.update({ ...configuration, spec });
    },
    drawWeights() {
      const { spec } = store.state;
      // Counted up rather than drawn: whoever repeats the steps meets the same weights.
      const initSeed = ((spec.initSeed ?? spec.seed) + 1) % 2 ** 32;
      const drawn = { ...spec, initSeed };
      store.update({ spec: drawn, ...alongside(store.state, drawn) });
    },
    chooseEngine: (engine) => store.update({ engine }),
    chooseExecutor: (executor) => store.update({ executor }),
    stopWhen: (stop) => store.update({ stop }),
    openLab: (lab) => store.update({ lab }),
    changeFlow(spec, flow) {
      const { state } = store;
      for (const axis of [flow.phase.x, flow.phase.y]) {
        const problem = axisProblem(axis);
        if (problem !== null) throw new UserError(problem);
      }
      const isSame = spec === state.spec && flow.beside === state.flow?.beside;
      const first = spec === state.spec ? spec : parseSpec(spec, 'The network');
      const beside = isSame
        ? flow.beside
        : flow.beside.map((network) =>
            parseSpec({ ...network, data: first.data, seed: first.seed }, 'The network'),
          );
      store.update({
        spec: first,
        flow: { ...flow, beside },
        file: 'csv' in first.data ? state.file : null,
      });
    },
    changeMeasurement(measurement) {
      const problem = questionProblem(measurement.question);
      if (problem !== null) throw new UserError(problem);
      store.update({ measurement });
    },
    // Through its text, so that what is accepted here is what a link may say.
    changeRace: (race) => store.update({ race: decodeRace(encodeRace(race)) }),
    setPlaying: (playing) => store.update({ playing }),
    changeView: (change) =>
      store.update({ view: { ...DEFAULT_VIEW, ...store.state.view, ...change } }),
    followLink(hash, engines) {
      const link = decodeUrl(hash, engines);
      if (link.problems.length > 0)
        store.update({ problems: link.problems, refusedLink: hash });
      else store.update({ ...link, file: null, refusedLink: undefined });
    },
    followRefusedLink(engines) {
      const { refusedLink } = store.state;
      if (refusedLink === undefined) return;
      const link = decodeUrl(refusedLink, engines);
      store.update({ ...link, problems: [], file: null, refusedLink: undefined });
    },
    dismissProblems: () => store.update({ problems: [], refusedLink: undefined }),
  };
}

/**
 * The networks beside the first one go along with its data and its seeds, and with its loss and
 * output where other data needs others: what they are compared in is something else.
 */
function alongside(
  { spec, flow }: AppState,
  first: TrainingSpec,
): Pick<AppState, 'flow'> {
  if (!flow || flow.beside.length === 0) return {};
  const { data, seed, initSeed, loss } = first;
  const isOther = JSON.stringify(data) !== JSON.stringify(spec.data);
  const beside = flow.beside.map((network) =>
    parseSpec({
      ...network,
      data,
      seed,
      ...(initSeed !== spec.initSeed && { initSeed }),
      ...(isOther && {
        loss,
        network: {
          ...network.network,
          output: {
            ...network.network.output,
            activation: first.network.output.activation,
          },
        },
      }),
    }),
  );
  return { flow: { ...flow, beside } };
}
