// The propagation of the fused executor for any network: loops over layers, rows and units.
// Needs executor/fused-forward, executor/fused-backward and a loss.

fn propagate(s: u32) -> vec2f {
  gather(s);
  synchronize();
  forward(s);
  // Before the backward pass, which overwrites them.
  if (MEASURES && steps[s].measured != 0u) {
    measure_activations(s);
  }
  let output = params.L - 1u;
  var sums = vec2f(0.0);
  for (var row = thread; row < params.B; row += WORKGROUP) {
    sums += row_loss(output, row, example_of(s, row));
  }
  synchronize();
  backward(s);
  return sums;
}

// Four targets of an example, 0 behind the last.
fn target4(example: u32, quad: u32) -> vec4f {
  let width = layers[params.L - 1u].O;
  var v = vec4f(0.0);
  for (var c = 0u; c < 4u; c++) {
    let column = 4u * quad + c;
    if (column < width) {
      v[c] = examples[params.targets + example * width + column];
    }
  }
  return v;
}
