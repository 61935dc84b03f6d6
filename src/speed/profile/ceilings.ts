import { BufferSet } from '../../engines/webgpu/buffer-set.ts';
import { createDispatch, encodeDispatch, type Dispatch } from '../../gpu/dispatch.ts';
import type { GpuDevice } from '../../gpu/gpu-device.ts';
import { copy, copyShape } from '../../kernels/speed/copy.ts';
import { multiplyAdd, multiplyAddShape } from '../../kernels/speed/multiply-add.ts';
import type { Ceilings } from '../profile-handle.ts';
import type { DeviceClock } from '../timed-engine.ts';
import { measureRate } from './measure-rate.ts';
import { passTimer, type PassTimer } from './pass-timer.ts';

const { copiesARound } = copyShape;
const { sums, addsARound } = multiplyAddShape;

/** Sizes of a buffer that is copied, from what a cache holds to what none does. */
const SIZES = [16, 18, 20, 22, 24, 26].map((exponent) => 2 ** exponent);
const WORKGROUP = 64;
/** Workgroups that fill a GPU, and those that fill a few cores, to which each is a call. */
const WORKGROUPS = { gpu: 4096, processor: 16 } as const;
/** Bytes of a vec4f. */
const QUAD = 16;
/** A time is at least so long, in milliseconds; by the clock on the wall, with a round trip in it. */
const SHORTEST = { gpu: 10, wall: 60 } as const;
const ATTEMPTS = 7;
const GIGA = 1e9;
/** What is looked at of a copy, at its beginning, its middle and its end. */
const SAMPLE_BYTES = 4096;
/** An odd number of workgroups. */
const SMALL_STRIDE = 17 * WORKGROUP;
/** A sum of a multiply-add grows by 1 each time, and is no float beyond 2²⁴. */
const MOST_ROUNDS = 2 ** 24 / addsARound / 2;

/** How fast this adapter copies and computes, at best; what it computed is checked. */
export async function measureCeilings(
  gpu: GpuDevice,
  clock: Pick<DeviceClock, 'start' | 'stop'> | null,
  tell: (share: number) => void,
  sizes: readonly number[] = SIZES,
): Promise<Ceilings> {
  const time = passTimer(gpu, clock);
  const options = { shortest: clock ? SHORTEST.gpu : SHORTEST.wall, attempts: ATTEMPTS };
  const set = new BufferSet(gpu);
  try {
    const most = gpu.device.limits.maxStorageBufferBindingSize;
    const fitting = sizes.filter((bytes) => bytes <= most);
    const copier = await Copier.create(gpu, set, time, Math.max(...fitting));
    const bandwidths: Ceilings['bandwidths'][number][] = [];
    for (const [at, bytes] of fitting.entries()) {
      bandwidths.push({ bytes, rate: await copier.measure(bytes, options) });
      tell((at + 1) / (fitting.length + 1));
    }
    const arithmetic = await measureArithmetic(gpu, set, time, options);
    return { bandwidths, arithmetic };
  } finally {
    set.destroy();
  }
}

interface Options {
  readonly shortest: number;
  readonly attempts: number;
}

class Copier {
  readonly #gpu: GpuDevice;
  readonly #time: PassTimer;
  readonly #dispatch: Dispatch;
  readonly #source: GPUBuffer;
  readonly #copied: GPUBuffer;

  static async create(gpu: GpuDevice, set: BufferSet, time: PassTimer, largest: number) {
    const length = largest / 4;
    // No two neighbours alike: memory may be compressed on its way.
    const contents = Float32Array.from({ length }, (_, at) => (at * 0.6180339887) % 1);
    const buffers = await gpu.withMemoryCheck(() => ({
      source: set.from('source of a copy', contents),
      copied: set.create('copy', length),
    }));
    const workgroups: [number] = [
      gpu.isProcessor ? WORKGROUPS.processor : WORKGROUPS.gpu,
    ];
    const dispatch = await createDispatch(
      gpu,
      copy,
      {
        label: 'profile',
        fields: { rounds: 0, stride: 0, mask: 0 },
        buffers,
        workgroups,
      },
      set.owned,
    );
    return new Copier(gpu, time, dispatch, buffers);
  }

  private constructor(
    gpu: GpuDevice,
    time: PassTimer,
    dispatch: Dispatch,
    { source, copied }: { source: GPUBuffer; copied: GPUBuffer },
  ) {
    this.#gpu = gpu;
    this.#time = time;
    this.#dispatch = dispatch;
    this.#source = source;
    this.#copied = copied;
  }

  /** GB/s, read and written. @param bytes of each of the two buffers, a power of two */
  async measure(bytes: number, options: Options) {
    const { queue } = this.#gpu.device;
    const quads = bytes / QUAD;
    const invocations = WORKGROUP * this.#dispatch.workgroups[0];
    const stride = invocations < quads ? invocations : SMALL_STRIDE;
    // Of one repeat: as many as copy everything.
    const rounds = Math.max(1, quads / (invocations * copiesARound));
    await this.#clear(bytes);
    const rate = await measureRate(
      (repeats) => {
        const fields = Uint32Array.of(rounds * repeats, stride, quads - 1);
        queue.writeBuffer(this.#dispatch.uniform, 0, fields);
        return this.#time((pass) => encodeDispatch(pass, this.#dispatch));
      },
      {
        ...options,
        work: (rounds * invocations * copiesARound * 2 * QUAD) / GIGA,
        mostRepeats: 2 ** 20,
      },
    );
    await this.#check(bytes);
    return rate;
  }

  /** So that no earlier copy stands for this one. */
  async #clear(bytes: number): Promise<void> {
    const encoder = this.#gpu.device.createCommandEncoder({ label: 'profile' });
    encoder.clearBuffer(this.#copied, 0, bytes);
    this.#gpu.device.queue.submit([encoder.finish()]);
  }

  /** @throws Error where the copy is none */
  async #check(bytes: number): Promise<void> {
    const length = Math.min(SAMPLE_BYTES, bytes);
    const regions = [0, (bytes - length) / 2, bytes - length].flatMap((offset) =>
      [this.#source, this.#copied].map((buffer) => ({ buffer, offset, bytes: length })),
    );
    const read = (await this.#gpu.read(regions)).map((part) => new Uint32Array(part));
    for (let at = 0; at < read.length; at += 2)
      if (read[at].some((word, index) => word !== read[at + 1][index]))
        throw new Error(`A copy of ${bytes} bytes differs from its source.`);
  }
}

/** GFLOP/s, a multiply-add counted as two. */
async function measureArithmetic(
  gpu: GpuDevice,
  set: BufferSet,
  time: PassTimer,
  options: Options,
) {
  const groups = gpu.isProcessor ? WORKGROUPS.processor : WORKGROUPS.gpu;
  const invocations = WORKGROUP * groups;
  const results = set.create('results of multiply-adds', invocations);
  const values = set.from('factor and term', Float32Array.of(1, 1));
  const dispatch = await createDispatch(
    gpu,
    multiplyAdd,
    {
      label: 'profile',
      fields: { rounds: 0 },
      buffers: { values, results },
      workgroups: [groups],
    },
    set.owned,
  );
  let rounds = 0;
  const rate = await measureRate(
    (repeats) => {
      rounds = repeats;
      gpu.device.queue.writeBuffer(dispatch.uniform, 0, Uint32Array.of(rounds));
      return time((pass) => encodeDispatch(pass, dispatch));
    },
    {
      ...options,
      work: (2 * sums * addsARound * invocations) / GIGA,
      mostRepeats: MOST_ROUNDS,
    },
  );
  const [bytes] = await gpu.read([{ buffer: results, bytes: 4 * invocations }]);
  checkSums(new Float32Array(bytes), rounds);
  return rate;
}

/** Rounding of the last additions; the sums themselves are whole numbers. */
const TOLERANCE = 1e-6;

function checkSums(results: Float32Array, rounds: number): void {
  const starts = (sums * (sums - 1)) / 2;
  for (const [at, result] of results.entries()) {
    const expected = sums * ((at % WORKGROUP) + addsARound * rounds) + starts;
    if (!(Math.abs(result - expected) <= TOLERANCE * expected))
      throw new Error(`A sum of multiply-adds is ${result} instead of ${expected}.`);
  }
}
