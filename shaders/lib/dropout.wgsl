// Which outputs of a layer are dropped: a hash of seed, step, layer, row of the batch and unit,
// the same as in src/core/dropout.ts.

fn dropout_mix(value: u32) -> u32 {
  var x = value;
  x = (x ^ (x >> 16u)) * 0x7feb352du;
  x = (x ^ (x >> 15u)) * 0x846ca68bu;
  return x ^ (x >> 16u);
}

fn dropout_combine(hash: u32, value: u32) -> u32 {
  return dropout_mix((hash ^ value) + 0x9e3779b9u);
}

fn dropout_key(seed: u32, step_number: u32, layer: u32) -> u32 {
  return dropout_combine(dropout_combine(dropout_combine(0u, seed), step_number), layer);
}

fn dropout_bits(key: u32, row: u32, unit: u32) -> u32 {
  return dropout_combine(dropout_combine(key, row), unit);
}
