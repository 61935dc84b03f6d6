// What differs from one training step to the next. Many steps go into one submission, so
// it stands in one uniform buffer, a row a step, chosen by a dynamic offset.

struct Step {
  // Number of the step within its submission.
  index: u32,
  // 1 where the layers are measured in this step.
  measured: u32,
  // Row of the metrics buffer that this step writes, if it is measured.
  metrics_row: u32,
  // Number of the step in its run.
  number: u32,
  // The optimizer's scalars, see the optimizer's own file.
  k0: vec4f,
  k1: vec4f,
}

@group(1) @binding(0) var<uniform> step: Step;
