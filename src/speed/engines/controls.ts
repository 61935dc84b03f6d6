import type { TimedEngine, TimedNetwork } from '../timed-engine.ts';

/** By how much the slowed control is slower. */
export const PLANTED_SLOWDOWN = 0.2;

/**
 * Controls, by which the instrument itself is tried: an engine again, which must be found equal;
 * one that is slower by a fifth, which must be found slower; and one that is wrong, which must get
 * no time.
 */
export function controlsOf(engine: TimedEngine): TimedEngine[] {
  return [
    control(engine, 'again', 'the same once more: must be found equal', (run) => run),
    control(
      engine,
      'slowed',
      `the same, ${100 * PLANTED_SLOWDOWN} % slower on purpose: must be found slower`,
      slowed,
    ),
    control(
      engine,
      'broken',
      'the same with one wrong gradient: must get no time',
      broken,
    ),
  ];
}

function control(
  engine: TimedEngine,
  name: string,
  form: string,
  change: (run: TimedNetwork) => TimedNetwork,
): TimedEngine {
  return {
    ...engine,
    id: `${engine.id}-${name}`,
    form: `${engine.id}, ${form}`,
    prepare: async (problem) => change(await engine.prepare(problem)),
    populate: async () => null,
    multiply: async () => {
      throw new Error('A control takes no products.');
    },
  };
}

function slowed(run: TimedNetwork): TimedNetwork {
  const longer = async (work: () => Promise<number>): Promise<number> => {
    const begin = performance.now();
    const result = await work();
    const end = performance.now();
    const until = end + PLANTED_SLOWDOWN * (end - begin);
    // Timers are coarser than what is to be added.
    while (performance.now() < until);
    return result;
  };
  return {
    ...run,
    step: (count) => longer(() => run.step(count)),
    differentiate: (count) => longer(() => run.differentiate(count)),
  };
}

/** The last gradient of all, a bias, is 10 % too large, which no loss curve would show. */
function broken(run: TimedNetwork): TimedNetwork {
  return {
    ...run,
    async gradients() {
      const gradients = Float64Array.from(await run.gradients());
      gradients[gradients.length - 1] *= 1.1;
      return gradients;
    },
  };
}
