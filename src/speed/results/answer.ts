import type { Quantity, SpeedAxis } from '../../core/speed-question.ts';
import { crossoversOf, duelsOf, type Duel } from './compare-engines.ts';
import { curvesOf, labelOf } from './curves.ts';
import type { SpeedResult } from './speed-result.ts';

/** What a measurement says, for people. */
export interface Answer {
  /** The one large sentence. */
  readonly headline: string;
  /** Which engines stand for CPU and GPU, and what else must be known to read it. */
  readonly detail: string;
}

const AXIS_NAMES: Readonly<Record<SpeedAxis, (x: string) => string>> = {
  // Figures stay in one line with what they count.
  width: (x) => `width\u00a0${x}`,
  batch: (x) => `a batch of\u00a0${x}`,
  depth: (x) => `${x}\u00a0hidden layers`,
  parameters: (x) => `${x}\u00a0parameters`,
};
const QUANTITY_NAMES: Readonly<Record<Quantity, string>> = {
  gradient: 'a gradient',
  step: 'a training step',
  latency: 'a single step that is waited for',
};

/** Null as long as there is no figure. */
export function answerOf(result: SpeedResult, quantity: Quantity): Answer | null {
  const duels = duelsOf(result, quantity);
  if (duels.length === 0) return answerWithoutDuel(result, quantity);
  return {
    headline: headlineOf(result, duels),
    detail: detailOf(result, duels, quantity),
  };
}

function headlineOf(result: SpeedResult, duels: readonly Duel[]): string {
  const { axis } = result.question;
  const place = (x: number) => AXIS_NAMES[axis](roundPlace(x));
  const crossovers = crossoversOf(duels);
  const last = duels[duels.length - 1];
  const first = duels[0];
  const gpu = gpuName(result);
  if (crossovers.length === 0) {
    if (duels.every(({ verdict }) => verdict === 'equal'))
      return `On this machine ${gpu} and the CPU take the same time at every size measured.`;
    const winner = last.speedup.value > 1 ? gpu : 'the CPU';
    const [low, high] = [first, last].map(({ speedup }) => factorOf(speedup.value));
    return first === last || low === high
      ? `On this machine ${winner} is ${high} times as fast at ${place(last.x)}.`
      : `On this machine ${winner} is faster at every size measured: ${low} times as fast at ${place(first.x)}, ${high} times at ${place(last.x)}.`;
  }
  const [crossing, ...others] = crossovers;
  const about = crossing.certain ? '' : 'about ';
  const overtakes =
    crossing.faster === 'gpu'
      ? `${gpu} overtakes the CPU at ${about}${place(crossing.x)}`
      : `the CPU overtakes ${gpu} at ${about}${place(crossing.x)}`;
  const end =
    last.verdict === 'equal'
      ? `at ${place(last.x)} both take the same time`
      : `at ${place(last.x)} ${last.speedup.value > 1 ? gpu : 'the CPU'} is ${factorOf(last.speedup.value)} times as fast`;
  const again =
    others.length > 0
      ? `, and they change places ${others.length === 1 ? 'once' : `${others.length} times`} more`
      : '';
  return `On this machine ${overtakes}${again}; ${end}.`;
}

const gpuName = ({ environment }: SpeedResult): string =>
  environment.softwareAdapter ? 'WebGPU on a software adapter' : 'the GPU';

function detailOf(
  result: SpeedResult,
  duels: readonly Duel[],
  quantity: Quantity,
): string {
  const names = (device: 'cpu' | 'gpu') =>
    listOf([...new Set(duels.map((duel) => labelOf(duel[device])))]);
  const software = result.environment.softwareAdapter
    ? ` ${result.environment.adapter ?? 'The adapter'} is software: it computes on this machine's processor, so that this says nothing of a graphics card.`
    : '';
  return (
    `Time of ${QUANTITY_NAMES[quantity]}, each by its fastest engine at that size: ` +
    `${names('gpu')} against ${names('cpu')}.${software}`
  );
}

function answerWithoutDuel(result: SpeedResult, quantity: Quantity): Answer | null {
  const curves = curvesOf(result, quantity).filter(({ points }) => points.length > 0);
  if (curves.length === 0) return null;
  const devices = new Set(curves.map(({ device }) => device));
  const missing = devices.has('cpu')
    ? 'No GPU engine has times here, so that there is nothing to compare with the CPU.'
    : devices.has('gpu')
      ? 'No CPU engine has times here, so that there is nothing to compare with the GPU.'
      : 'Neither an engine on the CPU nor one on the GPU has times here.';
  return { headline: missing, detail: `Time of ${QUANTITY_NAMES[quantity]}.` };
}

/** Two figures, or a whole number: `1.4`, `14`, `140`. Always at least 1. */
function factorOf(ratio: number): string {
  const factor = Math.max(ratio, 1 / ratio);
  return factor < 10 ? factor.toPrecision(2) : String(Math.round(factor));
}

/** Two figures where it lies between sizes that were measured. */
function roundPlace(x: number): string {
  const rounded = Number.isInteger(x) ? x : Number(x.toPrecision(2));
  return rounded.toLocaleString('en');
}

function listOf(names: readonly string[]): string {
  return names.length < 2
    ? (names[0] ?? '')
    : `${names.slice(0, -1).join(', ')} and ${names[names.length - 1]}`;
}
