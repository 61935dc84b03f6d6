/** Other names in use for what the registries hold; a test keeps every right side a known id. */
export const SYNONYMS: Readonly<Record<string, string>> = {
  identity: 'linear',
  none: 'linear',
  logistic: 'sigmoid',
  swish: 'silu',
  sin: 'sine',
  lrelu: 'leaky-relu',
  xavier: 'glorot-uniform',
  'xavier-uniform': 'glorot-uniform',
  'xavier-normal': 'glorot-normal',
  kaiming: 'he-normal',
  'kaiming-uniform': 'he-uniform',
  'kaiming-normal': 'he-normal',
  'categorical-crossentropy': 'cross-entropy',
  nll: 'cross-entropy',
  xent: 'cross-entropy',
  bce: 'binary-cross-entropy',
  mse: 'mean-squared-error',
  'smooth-l1': 'huber',
  two_moons: 'moons',
  circles: 'circle',
  spirals: 'spiral',
  mnist: 'digits',
  lasso: 'l1',
  ridge: 'l2',
  'weight-decay': 'l2',
};

/**
 * A hint for a name that is not known: ` Did you mean "silu"?`, or nothing where no known
 * name is near. Upper case, spaces and underscores are never the difference.
 */
export function didYouMean(name: string, known: readonly string[]): string {
  const closest = closestName(name, known);
  return closest === undefined ? '' : ` Did you mean "${closest}"?`;
}

function closestName(name: string, known: readonly string[]): string | undefined {
  // Longer than any name; it also bounds the work below.
  if (name.length > 64) return undefined;
  const plain = normalize(name);
  const synonym = Object.hasOwn(SYNONYMS, plain) ? SYNONYMS[plain] : undefined;
  if (synonym !== undefined && known.includes(synonym)) return synonym;

  let closest: string | undefined;
  let smallest = 1 + Math.max(1, Math.floor(plain.length / 3));
  for (const candidate of known) {
    const distance = editDistance(plain, normalize(candidate));
    if (distance < smallest) {
      smallest = distance;
      closest = candidate;
    }
  }
  return closest;
}

/** `Leaky ReLU`, `leaky_relu` and `leakyRelu` are the same name. */
function normalize(name: string): string {
  return name
    .replace(/([a-z])([A-Z])/g, '$1-$2')
    .toLowerCase()
    .replace(/[\s_]+/g, '-')
    .replace(/^-|-$/g, '');
}

/**
 * Insertions, deletions, replacements and swaps of neighbours from one to the other, none
 * touching the same place twice (optimal string alignment).
 */
function editDistance(from: string, to: string): number {
  const rows = [Array.from({ length: to.length + 1 }, (_, column) => column)];
  for (let row = 1; row <= from.length; row++) {
    const current = [row];
    for (let column = 1; column <= to.length; column++) {
      const same = from[row - 1] === to[column - 1];
      const swapped =
        column > 1 &&
        from[row - 1] === to[column - 2] &&
        from[row - 2] === to[column - 1];
      current.push(
        Math.min(
          rows[row - 1][column - 1] + (same ? 0 : 1),
          rows[row - 1][column] + 1,
          current[column - 1] + 1,
          swapped ? rows[row - 2][column - 2] + 1 : Infinity,
        ),
      );
    }
    rows.push(current);
  }
  return rows[from.length][to.length];
}
