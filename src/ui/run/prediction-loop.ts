import type { NumericArray } from '../../core/arrays.ts';
import type { SessionHandle } from '../../session/handle.ts';
import { PacedLoop } from './paced-loop.ts';

/** What one prediction is asked for and how its answer is shown. */
export interface PredictionJob {
  readonly inputs: Float32Array;
  /** The layer whose outputs are wanted; −1: the inputs themselves. Absent: the predictions. */
  readonly layer?: number;
  readonly show: (predictions: NumericArray) => void;
}

/** Asks for predictions when there is something new to see, at the pace of a `PacedLoop`. */
export class PredictionLoop extends PacedLoop {
  /**
   * @param job makes the next request; it is told how many milliseconds the last one took.
   *   Null: there is nothing to predict now
   */
  constructor(
    session: SessionHandle,
    job: (lastDuration: number) => PredictionJob | null,
  ) {
    super((lastDuration) => {
      const next = job(lastDuration);
      if (!next) return null;
      // Where the run was replaced meanwhile it fails; its own news asks for the next.
      return answer(session, next).then((predictions) => {
        if (!this.stopped) next.show(predictions);
      });
    });
  }
}

async function answer(
  session: SessionHandle,
  { inputs, layer }: PredictionJob,
): Promise<NumericArray> {
  if (layer === undefined) return session.predict(inputs);
  return layer < 0 ? inputs : (await session.inspect(inputs)).layers[layer];
}
