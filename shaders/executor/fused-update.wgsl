// Update of the fused executor: partial gradients are summed, regularized, clipped and
// applied. Formulas as in the kernels of optimizer/. An invocation takes four parameters
// of one row at a time; the rows of a layer are those of its kernel, its bias, and its scale
// and shift where it is normalized.

// A row of four parameters: which they are, and where they lie in the flat vector.
struct ParameterQuad {
  // Place of the padded parameters, of their gradient, and of the first in the flat vector.
  at: u32,
  gradient: u32,
  flat: u32,
  is_kernel: bool,
  mask: vec4f,
}

fn rows_of(l: u32) -> u32 {
  return 4u * layers[l].I4 + select(1u, 3u, is_normalized(l));
}

fn quad_of(l: u32, item: u32) -> ParameterQuad {
  let row = item / layers[l].O4;
  let quad = item % layers[l].O4;
  var result: ParameterQuad;
  result.gradient = layers[l].partial + item;
  result.mask = mask4(quad, layers[l].O);
  let extra = row - min(row, 4u * layers[l].I4);
  if (row < 4u * layers[l].I4) {
    result.is_kernel = true;
    result.at = layers[l].kernel + item;
    result.flat = layers[l].flat_kernel + row * layers[l].O + 4u * quad;
    if (row >= layers[l].I) {
      result.mask = vec4f(0.0);
    }
  } else if (extra == 0u) {
    result.at = layers[l].bias + quad;
    result.flat = layers[l].flat_bias + 4u * quad;
  } else if (extra == 1u) {
    result.at = layers[l].scale + quad;
    result.flat = layers[l].flat_scale + 4u * quad;
  } else {
    result.at = layers[l].shift + quad;
    result.flat = layers[l].flat_shift + 4u * quad;
  }
  return result;
}

// Sums the segments into the first and adds the gradient of the penalty. Returns the
// largest magnitude that this invocation saw.
fn finish_gradients(step_index: u32) -> f32 {
  var largest = 0.0;
  for (var l = 0u; l < params.L; l++) {
    for (var item = thread; item < rows_of(l) * layers[l].O4; item += WORKGROUP) {
      let quad = quad_of(l, item);
      var gradient = partial(quad.gradient);
      for (var segment = 1u; segment < layers[l].segments; segment++) {
        gradient += partial(quad.gradient + segment * (4u * layers[l].I4 + 3u) * layers[l].O4);
      }
      if (quad.is_kernel) {
        let w = parameter(quad.at);
        gradient += params.l1 * sign(w) + params.l2 * w;
      }
      gradient *= quad.mask;
      check_finite(gradient, step_index, backward_place(l) + 1u);
      set_partial(quad.gradient, gradient);
      largest = max(largest, max_component(abs(gradient)));
    }
  }
  return largest;
}

// The factor that brings the norm of the whole gradient down to the limit.
fn clip_factor(largest: f32) -> f32 {
  let inverse_unit = inverse_scale(max_all(vec4f(largest)).x);
  var squares = vec4f(0.0);
  for (var l = 0u; l < params.L; l++) {
    for (var item = thread; item < rows_of(l) * layers[l].O4; item += WORKGROUP) {
      let scaled = partial(layers[l].partial + item) * inverse_unit;
      squares += scaled * scaled;
    }
  }
  let scaled_norm = sqrt(dot(sum_all(squares), vec4f(1.0)));
  let scaled_limit = params.clip_norm * inverse_unit;
  return select(1.0, scaled_limit / scaled_norm, scaled_norm > scaled_limit);
}

// The change of four parameters; where `keep` is set, the optimizer's slots are updated.
fn change_of(quad: ParameterQuad, factor: f32, keep: bool, step_index: u32, l: u32) -> vec4f {
  let gradient = clamp(partial(quad.gradient) * factor, vec4f(-params.clip_value), vec4f(params.clip_value));
  let w = parameter(quad.at);
  var change = vec4f(0.0);
  for (var c = 0u; c < 4u; c++) {
    if (quad.mask[c] == 0.0) {
      continue;
    }
    let at = quad.flat + c;
    let slot = network * params.slots * params.P + at;
    var memory = vec2f(0.0);
    if (params.slots > 0u) {
      memory.x = slots[slot];
    }
    if (params.slots > 1u) {
      memory.y = slots[slot + params.P];
    }
    let result = optimizer_update(w[c], gradient[c], memory, steps[step_index].k0, steps[step_index].k1);
    change[c] = result.x;
    if (keep) {
      if (params.slots > 0u) {
        slots[slot] = result.y;
      }
      if (params.slots > 1u) {
        slots[slot + params.P] = result.z;
      }
      check_finite(vec4f(result, 0.0), step_index, 3u * params.L + 1u + l);
    }
  }
  return change;
}

fn update(factor: f32, step_index: u32) {
  for (var l = 0u; l < params.L; l++) {
    for (var item = thread; item < rows_of(l) * layers[l].O4; item += WORKGROUP) {
      let quad = quad_of(l, item);
      let updated = parameter(quad.at) + change_of(quad, factor, true, step_index, l);
      check_finite(updated, step_index, 3u * params.L + 1u + l);
      set_parameter(quad.at, updated);
    }
  }
}
