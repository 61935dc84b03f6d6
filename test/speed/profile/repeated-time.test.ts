import { describe, expect, it } from 'vitest';
import type { PassTimer } from '../../../src/speed/profile/pass-timer.ts';
import type { RecordedDispatch } from '../../../src/speed/profile/record-dispatches.ts';
import { repeatedTime } from '../../../src/speed/profile/repeated-time.ts';

const dispatch: RecordedDispatch = {
  label: 'layer/dense dense_0',
  pipeline: {} as GPUComputePipeline,
  groups: [],
  workgroups: [1, 1, 1],
};

/** A pass takes 2 ms and `each` a dispatch. @param disturb what is added to the n-th pass */
function timer(each: number, disturb: (pass: number) => number = () => 0): PassTimer {
  let passes = 0;
  return async (encode) => {
    let count = 0;
    encode({
      setPipeline: () => undefined,
      dispatchWorkgroups() {
        count++;
      },
    } as unknown as GPUComputePassEncoder);
    return 2 + each * count + disturb(passes++);
  };
}

describe('the time of a dispatch by the clock on the wall', () => {
  it('leaves out what a submission costs', async () => {
    expect(await repeatedTime(timer(0.01), [dispatch])).toBeCloseTo(0.01, 12);
    expect(await repeatedTime(timer(300), [dispatch])).toBeCloseTo(300, 9);
  });

  it('of several is that of all of them together', async () => {
    expect(await repeatedTime(timer(5), [dispatch, dispatch])).toBeCloseTo(10, 12);
  });

  it('is never less than nothing, however much the shorter pass was disturbed', async () => {
    // Only the first pass, and the second of the shorter ones.
    const time = await repeatedTime(
      timer(30, (pass) => (pass < 2 ? 500 : 0)),
      [dispatch],
    );
    expect(time).toBeCloseTo((2 + 2 * 30) / 2, 12);
  });
});
