import { encodeDispatch, type Dispatch } from '../../../gpu/dispatch.ts';
import type { GpuDevice } from '../../../gpu/gpu-device.ts';
import { encodeFields } from '../../../gpu/kernel.ts';
import { fused } from '../../../kernels/executor/fused.ts';
import type { PopulationBuffers } from './population-buffers.ts';

/** A dispatch should take about this long: far below what makes a screen stutter or a driver lose patience. */
const DISPATCH_MS = 40;
/** Networks of the first dispatch, when nothing is known of their speed. */
const FIRST_NETWORKS = 64;
/** Submissions that may wait in the queue. */
const MOST_IN_FLIGHT = 3;
/** Steps for which a network is loaded, at least, where the budget allows: loading it is work too. */
const WORTH_LOADING = 8;

/**
 * Brings the steps of a population to the GPU in dispatches of a bounded time: of all networks
 * for many steps where they are few or the GPU is fast, of some networks for some steps
 * where not.
 */
export class PopulationDispatcher {
  /** Steps that the next submission should have. */
  stepsPerSubmission = 1;
  readonly #gpu: GpuDevice;
  readonly #dispatch: Dispatch;
  readonly #buffers: PopulationBuffers;
  readonly #size: number;
  #networksPerDispatch: number;

  /** @param size number of networks */
  constructor(
    gpu: GpuDevice,
    dispatch: Dispatch,
    buffers: PopulationBuffers,
    size: number,
  ) {
    this.#gpu = gpu;
    this.#dispatch = dispatch;
    this.#buffers = buffers;
    this.#size = size;
    this.#networksPerDispatch = Math.min(size, FIRST_NETWORKS);
  }

  /** Takes `count` steps with every network; resolves when they are done. */
  async dispatch(count: number): Promise<void> {
    const { queue } = this.#gpu.device;
    const started = performance.now();
    let inFlight = 0;
    for (let first = 0; first < this.#size; first += this.#networksPerDispatch) {
      if (inFlight === MOST_IN_FLIGHT) {
        await queue.onSubmittedWorkDone();
        inFlight = 0;
      }
      this.#submit(first, count);
      inFlight++;
    }
    await queue.onSubmittedWorkDone();
    this.#adapt(count, performance.now() - started);
  }

  #submit(first: number, count: number): void {
    const networks = Math.min(this.#networksPerDispatch, this.#size - first);
    const { device } = this.#gpu;
    const fields = { ...this.#buffers.network.fields, S: count, first };
    device.queue.writeBuffer(
      this.#dispatch.uniform,
      0,
      encodeFields(fused.fields, fields),
    );
    const encoder = device.createCommandEncoder({ label: 'population' });
    const pass = encoder.beginComputePass({ label: 'population' });
    encodeDispatch(pass, { ...this.#dispatch, workgroups: [networks, 1, 1] });
    pass.end();
    device.queue.submit([encoder.finish()]);
  }

  #adapt(count: number, elapsed: number): void {
    // Steps of single networks that fit the time of a dispatch.
    const fitting = (DISPATCH_MS * this.#size * count) / Math.max(elapsed, 0.1);
    const steps = Math.floor(fitting / this.#size);
    this.stepsPerSubmission = Math.max(
      1,
      Math.min(
        this.#buffers.capacity,
        // The first submissions include warming up: twice as much at most.
        2 * count,
        Math.max(steps, Math.min(WORTH_LOADING, Math.floor(fitting))),
      ),
    );
    this.#networksPerDispatch = Math.max(
      1,
      Math.min(
        this.#size,
        4 * this.#networksPerDispatch,
        Math.floor(fitting / this.stepsPerSubmission),
      ),
    );
  }
}
