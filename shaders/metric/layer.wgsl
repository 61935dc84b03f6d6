// The figures of all layers from their parts, written to the row of the step.
//
// parts[…, 3] as metric/weight-parts and metric/unit-parts leave them; layers[L]: where a layer's lie.
// metrics[step.metrics_row, L, 8]: gradient norm and maximum, norm of δ, mean and deviation
// of the activations φ(n), saturated fraction, dead fraction, update ratio.
// An invocation puts one layer together; its parts are few.
// Needs lib/step and lib/norms.

struct Params {
  L: u32,
  // 0 where nothing was updated: then the update ratio is 0.
  updates: u32,
}

struct LayerParts {
  first_weight_part: u32,
  weight_parts: u32,
  first_unit_part: u32,
  unit_parts: u32,
  units: u32,
  // Activations of the layer: rows times units.
  values: u32,
}

@group(0) @binding(0) var<uniform> params: Params;
@group(0) @binding(1) var<storage, read> layers: array<LayerParts>;
@group(0) @binding(2) var<storage, read> parts: array<vec4f>;
@group(0) @binding(3) var<storage, read_write> metrics: array<f32>;

@compute @workgroup_size(64)
fn main(@builtin(global_invocation_id) id: vec3u) {
  let index = id.x;
  if (index >= params.L) {
    return;
  }
  let layer = layers[index];
  let row = 8u * (step.metrics_row * params.L + index);

  // Of gradient, change and weight before the update.
  var norms = no_norms();
  for (var k = 0u; k < layer.weight_parts; k++) {
    let part = 3u * (layer.first_weight_part + k);
    norms = rescaled(norms, parts[part]);
    let ratio = norms.inverses / parts[part + 2u];
    norms.sums += parts[part + 1u] * ratio * ratio;
  }
  let totals = sqrt(norms.sums) / norms.inverses;
  metrics[row] = totals.x;
  metrics[row + 1u] = norms.largest.x;
  metrics[row + 7u] = select(0.0, totals.y / totals.z, params.updates != 0u && totals.z > 0.0);

  var sums = vec4f(0.0);
  var errors = no_norm();
  for (var k = 0u; k < layer.unit_parts; k++) {
    let part = 3u * (layer.first_unit_part + k);
    sums += parts[part];
    let error = parts[part + 2u];
    errors = rescaled_one(errors, error.x);
    let ratio = errors.inverse / error.z;
    errors.sum += error.y * ratio * ratio;
  }
  let count = f32(layer.values);
  let shift = sums.x / count;
  let pivot = parts[3u * layer.first_unit_part + 1u].x;
  metrics[row + 2u] = sqrt(errors.sum) / errors.inverse;
  metrics[row + 3u] = pivot + shift;
  metrics[row + 4u] = sqrt(max(0.0, sums.y / count - shift * shift));
  metrics[row + 5u] = sums.z / count;
  metrics[row + 6u] = sums.w / f32(layer.units);
}
