/** Of a timestamp in a buffer. */
export const TIMESTAMP_BYTES = 8;

/** Writes of a pass at its begin and its end, into the queries `first` and `first + 1`. */
export const timestampWrites = (
  querySet: GPUQuerySet,
  first: number,
): GPUComputePassTimestampWrites => ({
  querySet,
  beginningOfPassWriteIndex: first,
  endOfPassWriteIndex: first + 1,
});
