/** One dense layer as the unrolled propagation needs it; places in vec4f, see `FusedLayer` in `shaders/executor/fused.wgsl`. */
export interface UnrolledLayer {
  readonly inputs: number;
  readonly units: number;
  /** Position of its activation in the kernel's switch. */
  readonly activation: number;
  readonly residual: boolean;
  readonly kernel: number;
  readonly bias: number;
  readonly partial: number;
  readonly z: number;
  readonly h: number;
  readonly delta: number;
}

export interface UnrolledNetwork {
  readonly layers: readonly UnrolledLayer[];
  readonly loss: 'elementwise' | 'softmax';
  readonly classification: boolean;
  /** Whether pre-activations and errors are kept where a step is measured. */
  readonly measures: boolean;
  /**
   * Whether an invocation fetches every weight once a step, instead of for every row:
   * where a fetch costs more than to keep a value.
   */
  readonly holdsWeights: boolean;
}

const COMPONENTS = 'xyzw';
const quads = (count: number) => range(Math.ceil(count / 4));
const range = (count: number) => Array.from({ length: count }, (_, index) => index);
/** Element `at` of a row that lies in vec4f variables `name0`, `name1`… */
const element = (name: string, at: number) =>
  `${name}${Math.floor(at / 4)}.${COMPONENTS[at % 4]}`;

/** A vec4f of the elements 4·quad … of a row of `count`, 0 behind the last. */
function vector(quad: number, count: number, of: (at: number) => string): string {
  const parts = range(4).map((c) => (4 * quad + c < count ? of(4 * quad + c) : '0.0'));
  return `vec4f(${parts.join(', ')})`;
}

/**
 * WGSL of a propagation (see `shaders/executor/fused.wgsl`) without a loop but that over the
 * rows: an invocation takes whole examples, keeps all their values and its sums of the
 * gradients in registers, and addresses every weight by a constant. Layers must not be
 * normalized; parameters must lie in workgroup memory, and each invocation has a segment of
 * its own for its sums.
 */
export function unrolledPropagation(network: UnrolledNetwork): {
  name: string;
  code: string;
} {
  const { layers, measures, holdsWeights } = network;
  const fetches = layers.flatMap(fetchWeights);
  const lines = [
    'fn propagate(s: u32) -> vec2f {',
    'var sums = vec2f(0.0);',
    // Once a step, not for every row.
    'let B = params.B;',
    'let targets = params.targets;',
    'let loss_parameter = number(LOSS_PARAMETER, params.loss_parameter);',
    'let share = params.share;',
    'let reduce = params.reduce;',
    ...layers.flatMap(declareSums),
    ...(holdsWeights ? fetches : []),
    'for (var row = thread; row < B; row += WORKGROUP) {',
    'let example = example_of(s, row);',
    ...(holdsWeights ? [] : fetches),
    ...range(layers[0].inputs).map(
      (i) => `let x${i} = examples[example * ${layers[0].inputs}u + ${i}u];`,
    ),
    ...layers.flatMap((layer, l) => forward(layer, l)),
    ...lossAndErrors(network),
    ...layers.flatMap((_, up) => backward(layers, layers.length - 1 - up)),
    ...(measures ? keepValues(layers) : []),
    '}',
    ...layers.flatMap((layer, l) => finishSums(layer, l)),
    ...(measures
      ? [
          'if (steps[s].measured != 0u) {',
          'synchronize();',
          'measure_activations(s);',
          '}',
        ]
      : []),
    'return sums;',
    '}',
  ];
  return { name: `unrolled ${JSON.stringify(network)}`, code: lines.join('\n') };
}

/** Input `i` of layer `l` in the row at hand. */
const inputOf = (l: number, i: number) => (l === 0 ? `x${i}` : element(`h${l - 1}_`, i));

function fetchWeights(
  { inputs, units, kernel, bias }: UnrolledLayer,
  l: number,
): string[] {
  const width = Math.ceil(units / 4);
  return quads(units).flatMap((quad) => [
    `let b${l}_${quad} = arena[${bias + quad}];`,
    ...range(inputs).map(
      (i) => `let w${l}_${i}_${quad} = arena[${kernel + i * width + quad}];`,
    ),
  ]);
}

function declareSums({ inputs, units }: UnrolledLayer, l: number): string[] {
  return [
    `let alpha${l} = alpha_of(${l}u);`,
    `var seen${l} = vec4u(0u);`,
    `var seen_error${l} = vec4u(0u);`,
    ...quads(units).flatMap((quad) => [
      `var bias${l}_${quad} = vec4f(0.0);`,
      ...range(inputs).map((i) => `var kernel${l}_${i}_${quad} = vec4f(0.0);`),
    ]),
  ];
}

/** z = x·W + b; h = φ(z) + skip(x) */
function forward(layer: UnrolledLayer, l: number): string[] {
  const { inputs, units, activation, residual } = layer;
  return quads(units).flatMap((quad) => {
    const products = range(inputs).map((i) => ` + ${inputOf(l, i)} * w${l}_${i}_${quad}`);
    const outputs = vector(quad, units, (unit) => {
      const skip = residual && unit < inputs ? ` + ${inputOf(l, unit)}` : '';
      return `activation_${activation}(${element(`z${l}_`, unit)}, alpha${l})${skip}`;
    });
    return [
      `let z${l}_${quad} = b${l}_${quad}${products.join('')};`,
      `let h${l}_${quad} = ${outputs};`,
      `seen${l} = max(seen${l}, max(magnitude_bits(z${l}_${quad}), magnitude_bits(h${l}_${quad})));`,
    ];
  });
}

/** The loss, and δ of the output layer. */
function lossAndErrors(network: UnrolledNetwork): string[] {
  const l = network.layers.length - 1;
  const { units, activation } = network.layers[l];
  const answer = (unit: number) => element(`h${l}_`, unit);
  const targets = range(units).map(
    (unit) => `let t${unit} = examples[targets + example * ${units}u + ${unit}u];`,
  );
  const errors = (of: (unit: number) => string) =>
    quads(units).map((quad) => `let d${l}_${quad} = ${vector(quad, units, of)};`);
  const hits = network.classification ? countHit(units, answer) : [];
  if (network.loss === 'softmax')
    return [
      ...targets,
      `let top = ${range(units)
        .map(answer)
        .reduce((a, b) => `max(${a}, ${b})`)};`,
      ...range(units).map((unit) => `let e${unit} = exp(${answer(unit)} - top);`),
      `let total = ${range(units)
        .map((unit) => `e${unit}`)
        .join(' + ')};`,
      'let log_total = log(total);',
      ...range(units).map(
        (unit) => `sums.x += t${unit} * (log_total - (${answer(unit)} - top));`,
      ),
      ...errors((unit) => `(e${unit} / total - t${unit}) / f32(B)`),
      ...hits,
    ];
  return [
    ...targets,
    ...range(units).map(
      (unit) =>
        `sums.x += reduce * loss_value(${answer(unit)}, t${unit}, loss_parameter);`,
    ),
    ...errors(
      (unit) =>
        `share * loss_derivative(${answer(unit)}, t${unit}, loss_parameter)` +
        ` * activation_derivative_${activation}(${element(`z${l}_`, unit)}, alpha${l})`,
    ),
    ...hits,
  ];
}

/** Adds 1 to the hits where the row is classified right, see `batchAccuracy`. */
function countHit(units: number, answer: (unit: number) => string): string[] {
  if (units === 1)
    return [
      `sums.y += select(0.0, 1.0, (${answer(0)} > params.boundary) == (t0 > params.target_boundary));`,
    ];
  return [
    `var best = ${answer(0)};`,
    'var best_class = 0u;',
    'var best_target = t0;',
    'var best_target_class = 0u;',
    // Strictly larger: the first of equals counts.
    ...range(units)
      .slice(1)
      .flatMap((unit) => [
        `best_class = select(best_class, ${unit}u, ${answer(unit)} > best);`,
        `best = max(best, ${answer(unit)});`,
        `best_target_class = select(best_target_class, ${unit}u, t${unit} > best_target);`,
        `best_target = max(best_target, t${unit});`,
      ]),
    'sums.y += select(0.0, 1.0, best_class == best_target_class);',
  ];
}

/** Adds the row to the gradients of layer `l`, and takes its δ to the layer below. */
function backward(layers: readonly UnrolledLayer[], l: number): string[] {
  const layer = layers[l];
  const { inputs, units, residual } = layer;
  const sums = quads(units).flatMap((quad) => [
    `bias${l}_${quad} += d${l}_${quad};`,
    `seen_error${l} = max(seen_error${l}, magnitude_bits(d${l}_${quad}));`,
    ...range(inputs).map(
      (i) => `kernel${l}_${i}_${quad} += ${inputOf(l, i)} * d${l}_${quad};`,
    ),
  ]);
  if (l === 0) return sums;
  const { activation } = layers[l - 1];
  return [
    ...sums,
    ...quads(inputs).flatMap((quad) => {
      const products = vector(quad, inputs, (i) => {
        const dots = quads(units).map((q) => `dot(w${l}_${i}_${q}, d${l}_${q})`);
        // The skip reaches only as far as both widths do.
        if (residual && i < units) dots.push(element(`dh${l}_`, i));
        return dots.join(' + ');
      });
      const slopes = vector(
        quad,
        inputs,
        (i) =>
          `activation_derivative_${activation}(${element(`z${l - 1}_`, i)}, alpha${l - 1})`,
      );
      return [
        `let dh${l - 1}_${quad} = ${products};`,
        `let d${l - 1}_${quad} = dh${l - 1}_${quad} * ${slopes};`,
      ];
    }),
  ];
}

/** What the figures of a layer are measured from. */
function keepValues(layers: readonly UnrolledLayer[]): string[] {
  return [
    'if (steps[s].measured != 0u) {',
    ...layers.flatMap(({ units, z, h, delta }, l) => {
      const width = Math.ceil(units / 4);
      return quads(units).flatMap((quad) => [
        `set_value(${z + quad}u + row * ${width}u, z${l}_${quad});`,
        `set_value(${h + quad}u + row * ${width}u, h${l}_${quad});`,
        `set_value(${delta + quad}u + row * ${width}u, d${l}_${quad});`,
      ]);
    }),
    '}',
  ];
}

/** Writes this invocation's sums into its segment, and reports what was not finite. */
function finishSums({ inputs, units, partial }: UnrolledLayer, l: number): string[] {
  const width = Math.ceil(units / 4);
  const rows = 4 * Math.ceil(inputs / 4);
  const at = (row: number, quad: number) => `at${l} + ${row * width + quad}u`;
  return [
    `check_seen(seen${l}, s, ${l}u);`,
    `check_seen(seen_error${l}, s, backward_place(${l}u));`,
    `let at${l} = ${partial}u + thread * ${(rows + 3) * width}u;`,
    ...quads(units).flatMap((quad) => [
      ...range(inputs).map(
        (i) => `set_partial(${at(i, quad)}, kernel${l}_${i}_${quad});`,
      ),
      `set_partial(${at(rows, quad)}, bias${l}_${quad});`,
    ]),
  ];
}
