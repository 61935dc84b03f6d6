// Update of the fused executor: partial gradients are summed, regularized, clipped and
// applied. Formulas as in the kernels of optimizer/. An invocation takes four parameters
// of one row at a time, an item; the rows of a layer are those of its kernel, its bias, and its
// scale and shift where it is normalized.
//
// Item i of a layer lies at layers[l].kernel + i, its gradient at layers[l].partial + i;
// behind the kernel, further: there are the rows that pad it to a multiple of four.
//
// The gradient of a frozen layer is finished and measured as any other, but has no part in the
// norm, and nothing of the layer changes.

fn skip_of(l: u32, item: u32) -> u32 {
  let I = layers[l].I;
  let O4 = layers[l].O4;
  return select((4u * layers[l].I4 - I) * O4, 0u, item < I * O4);
}

fn is_frozen(l: u32) -> bool {
  return FREEZES && layers[l].frozen != 0u;
}

// Place in the flat vector of the first parameter of an item, and which of the four there are.
struct Place {
  flat: u32,
  mask: vec4f,
}

fn place_of(l: u32, item: u32) -> Place {
  let O4 = layers[l].O4;
  let O = layers[l].O;
  let row = item / O4;
  let quad = item - row * O4;
  return Place(layers[l].flat + row * O + 4u * quad, mask4(quad, O));
}

// Sums the segments and adds the gradient of the penalty.
fn finished_gradient(l: u32, item: u32, skip: u32, mask: vec4f, step_index: u32) -> vec4f {
  let stride = layers[l].stride;
  let start = layers[l].partial + item + skip;
  let end = start + layers[l].segments * stride;
  var gradient = vec4f(0.0);
  for (var at = start; at < end; at += stride) {
    gradient += partial(at);
  }
  // The kernel comes first.
  let is_kernel = item < layers[l].I * layers[l].O4;
  let l1 = number(L1, params.l1);
  let l2 = number(L2, params.l2);
  if (is_kernel && (l1 != 0.0 || l2 != 0.0)) {
    let w = parameter(layers[l].kernel + item);
    gradient += l1 * sign(w) + l2 * w;
  }
  gradient *= mask;
  check_finite(gradient, step_index, backward_place(l) + 1u);
  return gradient;
}

// Finishes every gradient and leaves it in the first segment. Returns the largest magnitude that
// this invocation saw where parameters are updated.
fn finish_gradients(step_index: u32) -> f32 {
  var largest = 0.0;
  for (var l = 0u; l < params.L; l++) {
    let items = layers[l].rows * layers[l].O4;
    for (var item = thread; item < items; item += WORKGROUP) {
      let skip = skip_of(l, item);
      let gradient = finished_gradient(l, item, skip, place_of(l, item).mask, step_index);
      set_partial(layers[l].partial + item + skip, gradient);
      if (!is_frozen(l)) {
        largest = max(largest, max_component(abs(gradient)));
      }
    }
  }
  return largest;
}

// The factor that brings the norm of the gradient down to the limit.
fn clip_factor(largest: f32) -> f32 {
  let inverse_unit = inverse_scale(max_all(vec4f(largest)).x);
  var squares = vec4f(0.0);
  for (var l = 0u; l < params.L; l++) {
    if (is_frozen(l)) {
      continue;
    }
    let items = layers[l].rows * layers[l].O4;
    for (var item = thread; item < items; item += WORKGROUP) {
      let scaled = partial(layers[l].partial + item + skip_of(l, item)) * inverse_unit;
      squares += scaled * scaled;
    }
  }
  let scaled_norm = sqrt(dot(sum_all(squares), vec4f(1.0)));
  let scaled_limit = number(CLIP_NORM, params.clip_norm) * inverse_unit;
  return select(1.0, scaled_limit / scaled_norm, scaled_norm > scaled_limit);
}

// The change of four parameters w. The optimizer's slots are updated.
fn change_of(w: vec4f, gradient: vec4f, place: Place, step_index: u32, l: u32) -> vec4f {
  let clip_value = number(CLIP_VALUE, params.clip_value);
  let clipped = clamp(gradient, vec4f(-clip_value), vec4f(clip_value));
  let k0 = optimizer_scalars(step_index, 0u);
  let k1 = optimizer_scalars(step_index, 1u);
  var change = vec4f(0.0);
  for (var c = 0u; c < 4u; c++) {
    if (place.mask[c] == 0.0) {
      continue;
    }
    let slot = network * params.slots * params.P + place.flat + c;
    var memory = vec2f(0.0);
    if (params.slots > 0u) {
      memory.x = slots[slot];
    }
    if (params.slots > 1u) {
      memory.y = slots[slot + params.P];
    }
    let result = optimizer_update(w[c], clipped[c], memory, k0, k1);
    change[c] = result.x;
    if (params.slots > 0u) {
      slots[slot] = result.y;
    }
    if (params.slots > 1u) {
      slots[slot + params.P] = result.z;
    }
    check_finite(vec4f(result, 0.0), step_index, 3u * params.L + 1u + l);
  }
  return change;
}

// Applies the finished gradients, finishing them as well unless that was done before, and
// measures them where the step asks for it.
fn update(factor: f32, step_index: u32) {
  let is_measured = MEASURES && steps[step_index].measured != 0u;
  for (var l = 0u; l < params.L; l++) {
    let items = layers[l].rows * layers[l].O4;
    let kernel_items = layers[l].I * layers[l].O4;
    var norms = no_norms();
    for (var item = thread; item < items; item += WORKGROUP) {
      let skip = skip_of(l, item);
      let place = place_of(l, item);
      var gradient = vec4f(0.0);
      if (CLIPS_NORM) {
        gradient = partial(layers[l].partial + item + skip);
      } else {
        gradient = finished_gradient(l, item, skip, place.mask, step_index);
      }
      let at = layers[l].kernel + item + skip;
      let w = parameter(at);
      var change = vec4f(0.0);
      if (!is_frozen(l)) {
        change = change_of(w, gradient * factor, place, step_index, l);
      }
      if (is_measured && item < kernel_items) {
        norms = with_weights(norms, gradient, change, w);
      }
      if (!is_frozen(l)) {
        let updated = w + change;
        check_finite(updated, step_index, 3u * params.L + 1u + l);
        set_parameter(at, updated);
      }
    }
    if (is_measured) {
      write_norms(norms, l, step_index);
    }
  }
}
