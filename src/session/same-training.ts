import type { NetworkSpec, TrainingSpec } from '../core/spec.ts';
import type { RunRequest } from './handle.ts';

/**
 * Whether two requests train the same network on the same batches, on whatever engines, so
 * that one can go on from the state of the other. Specs whose fields are equal but stand in
 * another order count as different.
 */
export function isSameTraining(a: RunRequest, b: RunRequest): boolean {
  return JSON.stringify(a.spec) === JSON.stringify(b.spec) && isSameFile(a.csv, b.csv);
}

/** What may change in the middle of a run: how parameters move, not what they are. So do freezing and dropout. */
const CHANGEABLE = [
  'optimizer',
  'schedule',
  'regularization',
  'clipping',
  'batchSize',
] as const satisfies readonly (keyof TrainingSpec)[];

/**
 * Whether a run of `b` can go on from the state of one of `a`: the same network on the same
 * data from the same seed, however it is trained.
 */
export function canGoOn(a: RunRequest, b: RunRequest): boolean {
  const spec = { ...b.spec };
  for (const name of CHANGEABLE) Object.assign(spec, { [name]: a.spec[name] });
  const network = withoutTraining(spec.network);
  return isSameTraining(
    { ...a, spec: { ...a.spec, network: withoutTraining(a.spec.network) } },
    { ...b, spec: { ...spec, network } },
  );
}

/** The network without what may change in the middle of a run. */
function withoutTraining(network: NetworkSpec): NetworkSpec {
  const { hidden, output } = network;
  return {
    ...network,
    hidden: hidden.map((layer) => ({ ...layer, dropout: 0, frozen: false })),
    output: { ...output, frozen: false },
  };
}

function isSameFile(a: RunRequest['csv'], b: RunRequest['csv']): boolean {
  if (!(a instanceof Uint8Array) || !(b instanceof Uint8Array)) return a === b;
  return a.length === b.length && a.every((byte, index) => byte === b[index]);
}
