// Activations of the fused executor, four units at a time, and what other parts share.
// `activation` and `activation_derivative` choose by the kind in the table of layers.

// n: z itself, or scale · standardized + shift, which is kept in its place.
fn input_of_activation(l: u32, item: u32, quad: u32) -> vec4f {
  let z = value(layers[l].z + item);
  if (!is_normalized(l)) {
    return z;
  }
  return parameter(layers[l].scale + quad) * z + parameter(layers[l].shift + quad);
}

fn activation4(l: u32, n: vec4f) -> vec4f {
  let kind = layers[l].activation;
  let alpha = alpha_of(l);
  var v = vec4f(0.0);
  // A loop keeps the function from being inlined four times.
  for (var c = 0u; c < 4u; c++) {
    v[c] = activation(kind, n[c], alpha);
  }
  return v;
}

fn derivative4(l: u32, n: vec4f) -> vec4f {
  let kind = layers[l].activation;
  let alpha = alpha_of(l);
  var v = vec4f(0.0);
  for (var c = 0u; c < 4u; c++) {
    v[c] = activation_derivative(kind, n[c], alpha);
  }
  return v;
}

fn max_component(v: vec4f) -> f32 {
  return max(max(v.x, v.y), max(v.z, v.w));
}

fn is_normalized(l: u32) -> bool {
  return NORMALIZES && layers[l].normalized != 0u;
}

fn backward_place(l: u32) -> u32 {
  return params.L + 1u + 2u * (params.L - 1u - l);
}
