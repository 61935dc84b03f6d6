import type { SpeedResult } from '../../../../speed/results/speed-result.ts';
import { formatTime } from '../../../format.ts';

/** Coarser than this, in milliseconds, the clock is worth a word: isolated pages have 0.005. */
const COARSE_CLOCK = 0.05;

/** Of what had not settled; more are counted. */
const MOST_NAMED = 4;

/** Behind a ratio that tells nothing apart. */
export const NO_DIFFERENCE = ', no difference found';

/** What must be known to read the figures, a sentence each; the gravest first. */
export function cautionsOf(result: SpeedResult): string[] {
  const { environment, voidRounds, notes, complete, question } = result;
  const cautions: string[] = [];
  if (environment.softwareAdapter)
    cautions.push(
      `WebGPU runs on software here (${environment.adapter ?? 'unnamed adapter'}): the "GPU" of these figures is this machine's processor.`,
    );
  if (!environment.isolated)
    cautions.push(
      'The page is not cross-origin isolated: its clock is coarse and WebAssembly has one thread, so that engines that could use more are at a disadvantage.',
    );
  if (environment.clockResolution > COARSE_CLOCK)
    cautions.push(
      `The clock moves in steps of ${formatTime(environment.clockResolution)}; samples are made longer to make up for it.`,
    );
  if (voidRounds.length > 0)
    cautions.push(
      `${voidRounds.length === 1 ? 'One round was' : `${voidRounds.length} rounds were`} disturbed and taken again: ${[...new Set(voidRounds.map(({ reason }) => reason.toLowerCase()))].join('; ')}.`,
    );
  cautions.push(...notes);
  if (!complete) cautions.push(incomplete(result, question.rounds));
  const unsettled = unsettledOf(result);
  if (unsettled.length > 0)
    cautions.push(
      `The times had not settled when the samples began, so that early ones may be too slow: ${
        unsettled.length > MOST_NAMED
          ? `${unsettled.length} of ${countOf(result)} engines and sizes, as on a machine that does something else as well`
          : unsettled.join(', ')
      }.`,
    );
  return cautions;
}

function incomplete({ points }: SpeedResult, rounds: number): string {
  const taken = Math.max(
    0,
    ...points.flatMap(({ entries }) =>
      entries.map(({ samples }) => samples?.step.length ?? 0),
    ),
  );
  return `${taken} of ${rounds} rounds were taken so far.`;
}

const countOf = ({ points }: SpeedResult): number =>
  points.reduce(
    (sum, { entries }) => sum + entries.filter(({ samples }) => samples).length,
    0,
  );

function unsettledOf({ points }: SpeedResult): string[] {
  return points.flatMap(({ value, entries }) =>
    entries
      .filter(({ settled, samples }) => samples && settled === false)
      .map(({ engine }) => `${engine} at ${value}`),
  );
}

/** Where and with what it was measured, in a line. */
export function describeEnvironment({
  environment: { userAgent, cores, isolated, clockResolution, adapter, date },
}: SpeedResult): string {
  return [
    `WebGPU on ${adapter ?? 'nothing'}`,
    `${cores} ${cores === 1 ? 'core' : 'cores'}`,
    `clock of ${formatTime(clockResolution)}`,
    isolated ? 'isolated' : 'not isolated',
    browserOf(userAgent),
    date.slice(0, 10),
  ].join(', ');
}

/** `Chrome 139` of the long text that browsers give of themselves. */
function browserOf(userAgent: string): string {
  const found = /(Firefox|Edg|OPR|HeadlessChrome|Chrome|Version)\/(\d+)/.exec(userAgent);
  if (!found) return userAgent.slice(0, 40);
  const [, name, version] = found;
  return `${name === 'Version' ? 'Safari' : name === 'Edg' ? 'Edge' : name} ${version}`;
}
