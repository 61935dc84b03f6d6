import type { ExecutorKind } from '../../core/engine.ts';
import { UserError } from '../../core/errors.ts';
import { chooseExecutor } from '../../engines/webgpu/choose-executor.ts';
import { createDeviceManager } from '../../engines/webgpu/create-device-manager.ts';
import { createWebgpuEngine } from '../../engines/webgpu/index.ts';
import type { DeviceManager } from '../../gpu/device-manager.ts';
import type { GpuDevice } from '../../gpu/gpu-device.ts';
import { yieldToEvents } from '../../session/yield-to-events.ts';
import { describeNetwork } from '../../core/speed-question.ts';
import { familyCase, networkAt } from '../cases/family-case.ts';
import { problemOf, type Problem } from '../cases/training-case.ts';
import { GpuClock } from '../engines/gpu-clock.ts';
import type { JobContext } from '../job-context.ts';
import { measure, type Measured } from '../measure.ts';
import type {
  ExecutorTimes,
  Profile,
  ProfileClock,
  ProfileNews,
  ProfileQuestion,
} from '../profile-handle.ts';
import { quartiles } from '../statistics.ts';
import { measureCeilings } from './ceilings.ts';
import { groupRows } from './group-rows.ts';
import { measureOverheads } from './overheads.ts';
import { profileNotes } from './profile-notes.ts';
import { recordDispatches } from './record-dispatches.ts';
import { timeRows } from './time-rows.ts';

/** A longer step is not taken apart: that takes some fifty of them. Milliseconds. */
const LONGEST_STEP = 1000;
const ROUNDS = 9;
/** Milliseconds of a sample of whole steps, and of their warm-up at most. */
const SHORTEST_SAMPLE = 40;
const WARM_UP_TIME = 800;
/** Profiles that do not count, one after the other, before it is given up. */
const MOST_VOID = 5;
/** Where the parts begin, for the progress shown. */
const SHARES = { whole: 0.05, apart: 0.35, overheads: 0.65, ceilings: 0.75 } as const;

type Tell = (news: ProfileNews) => void;

/** See `SpeedHandle.profile`. */
export async function takeProfile(
  { host, disturbances }: JobContext,
  { network }: ProfileQuestion,
  tell: Tell,
): Promise<Profile> {
  // Refuses what is too large to be measured at all.
  networkAt(network, 'width', network.width);
  const problem = problemOf(familyCase('profile', network));
  const voids: string[] = [];
  while (voids.length < MOST_VOID) {
    disturbances.take();
    const manager = createDeviceManager(() => host.findGpu());
    try {
      const isVoid = () => disturbances.hidden;
      const profile = await profileOn(manager, problem, { network }, tell, isVoid);
      // What the page said meanwhile has come by then.
      await yieldToEvents();
      await yieldToEvents();
      const reason = disturbances.take();
      if (profile && reason === null)
        return { ...profile, notes: [...voids, ...profile.notes] };
      voids.push(
        `${reason ?? 'The page was hidden'}: what had been measured was thrown away and taken again.`,
      );
    } finally {
      await manager.close();
    }
    tell({ doing: 'Waiting until the page is shown again', share: NaN });
    await disturbances.untilVisible();
  }
  throw new Error(
    `The profile was disturbed ${MOST_VOID} times. Keep the page in view while it is taken.`,
  );
}

/** @param isVoid asked between the parts; then it ends @returns null where it was void */
async function profileOn(
  manager: DeviceManager,
  problem: Problem,
  { network }: ProfileQuestion,
  tell: Tell,
  isVoid: () => boolean,
): Promise<Profile | null> {
  tell({ doing: 'Opening the adapter and compiling', share: 0 });
  const gpu = await manager.acquire();
  const clock = await GpuClock.create(gpu);
  const { plan } = problem;
  const choice = chooseExecutor(plan, gpu.isProcessor);
  const kinds: ExecutorKind[] = choice.id === 'fused' ? ['fused', 'tiled'] : ['tiled'];
  const runs = await Promise.all(kinds.map((kind) => compile(manager, problem, kind)));
  try {
    const tiled = runs[runs.length - 1];
    const step = await recordDispatches(gpu, () => tiled.train(1));
    await refuseLongSteps(tiled, describeNetwork(network));
    const rows = groupRows(plan, step);
    const part = (doing: string, from: number, to: number) => (share: number) =>
      tell({ doing, share: from + share * (to - from) });
    const { whole, apart, overheads, ceilings } = SHARES;
    const executors = await timeExecutors(
      runs.map(({ train }, at) => ({
        kind: kinds[at],
        train,
        chosen: kinds[at] === choice.id,
      })),
      clock,
      part('Timing whole steps', whole, apart),
    );
    if (isVoid()) return null;
    const telling = part('Timing each dispatch', apart, overheads);
    const timed = await timeRows(gpu, clock, step, rows, telling);
    gpu.assertHealthy();
    if (isVoid()) return null;
    tell({ doing: 'Timing submission and readback', share: overheads });
    const batchBytes = 4 * plan.training.batchSize * (plan.inputs + plan.outputs);
    const around = await measureOverheads(gpu, clock, batchBytes);
    const rising = part('Measuring what the adapter can do', ceilings, 1);
    rising(0);
    const limits = await measureCeilings(gpu, clock, rising);
    const profile = {
      adapter: gpu.adapter,
      software: gpu.isProcessor,
      clock: describeClock(gpu, clock),
      date: new Date().toISOString(),
      network,
      executors,
      choice: choice.reason,
      ...timed,
      overheads: around,
      ceilings: limits,
    };
    return { ...profile, notes: profileNotes(profile) };
  } finally {
    for (const { dispose } of runs) dispose();
    clock?.close();
  }
}

async function compile(
  manager: DeviceManager,
  { plan, parameters, training }: Problem,
  kind: ExecutorKind,
) {
  const engine = createWebgpuEngine(manager, kind);
  const executor = await engine.compile({ plan, parameters, training });
  return {
    async train(steps: number): Promise<void> {
      const { losses, overflow } = await executor.train(steps);
      if (overflow || losses.length < steps)
        throw new Error('A value overflowed while the steps were timed.');
    },
    dispose: () => executor.dispose(),
  };
}

/** @throws UserError where a profile would take minutes */
async function refuseLongSteps(
  { train }: Pick<Run, 'train'>,
  network: string,
): Promise<void> {
  const begin = performance.now();
  await train(1);
  const taken = performance.now() - begin;
  if (taken > LONGEST_STEP)
    throw new UserError(
      `One step of ${network} takes ${Number((taken / 1000).toPrecision(2))} s here, and a profile takes about fifty. ` +
        'Choose a smaller network or batch, of which a step takes a second at most.',
    );
}

interface Run {
  readonly kind: ExecutorKind;
  readonly chosen: boolean;
  train(steps: number): Promise<void>;
}

/** Whole steps as a program takes them, on each executor in turn. */
async function timeExecutors(
  runs: readonly Run[],
  clock: GpuClock | null,
  tell: (share: number) => void,
): Promise<ExecutorTimes[]> {
  tell(0);
  const measured = await measure(
    runs.map(({ kind, train }) => ({
      id: kind,
      step: train,
      ...(clock && { deviceClock: clock }),
    })),
    {
      now: () => performance.now(),
      rounds: ROUNDS,
      minimumSample: SHORTEST_SAMPLE,
      warmUpTime: WARM_UP_TIME,
      report: (_, round) => tell(round / ROUNDS),
    },
  );
  return runs.map(({ kind, chosen }, at) => ({ kind, chosen, ...timesOf(measured[at]) }));
}

function timesOf(measured: Measured): Omit<ExecutorTimes, 'kind' | 'chosen'> {
  if ('failed' in measured) throw new Error(measured.failed);
  const { throughput, latency, device } = measured.times;
  return {
    step: quartiles(throughput),
    latency: quartiles(latency),
    device: device ? quartiles(device) : null,
  };
}

function describeClock({ device }: GpuDevice, clock: GpuClock | null): ProfileClock {
  if (clock) return { kind: 'gpu', resolution: clock.resolution };
  const reason = device.features.has('timestamp-query')
    ? 'its timestamps stand still'
    : 'it offers no timestamps';
  return { kind: 'wall', reason };
}
