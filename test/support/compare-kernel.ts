import type { KernelDefinition } from '../../src/gpu/kernel.ts';
import { headComment, readDeclarations, withoutComments } from './wgsl-declarations.ts';

/** Any file of each kind stands for the others: a test of the twins compares their signatures. */
const SOME_FUNCTION = {
  activation: 'activation/tanh',
  activations: 'activation/tanh',
  loss: 'loss/huber',
  optimizer: 'optimizer/adam',
  product: 'lib/matmul',
  propagation: 'executor/fused-looped',
} as const;

/** What the looped propagation is made of besides. */
const LOOPED_PARTS = [
  'executor/fused-forward',
  'executor/fused-backward',
  'executor/fused-loss-elementwise',
  'loss/huber',
];

type FunctionKind = keyof typeof SOME_FUNCTION;

/** Whether a WGSL file is one that others are built from: it has no entry point. */
export function isFunctionFile(source: string): boolean {
  return readDeclarations(source).entryPoints.length === 0;
}

/**
 * Where a kernel's definition and its shader disagree, in words; empty where they agree.
 * @param sources WGSL by path, as `shaderSources`
 */
export function differences(
  kernel: KernelDefinition,
  sources: ReadonlyMap<string, string>,
): string[] {
  const source = sources.get(kernel.id);
  if (source === undefined) return [`there is no shaders/${kernel.id}.wgsl`];
  const found: string[] = [];
  const compare = (what: string, defined: unknown, declared: unknown) => {
    const [left, right] = [JSON.stringify(defined), JSON.stringify(declared)];
    if (left !== right) found.push(`${what}: defined ${left}, declared ${right}`);
  };

  const own = readDeclarations(source);
  compare('entry points', ['main'], own.entryPoints);
  compare('fields of Params', kernel.fields, own.structs.get('Params') ?? []);
  compare(
    'bindings',
    [
      { group: 0, binding: 0, name: 'params', access: 'uniform' },
      ...kernel.buffers.map(([name, access], index) => ({
        group: 0,
        binding: index + 1,
        name,
        access,
      })),
    ],
    own.bindings.map(({ group, binding, name, access }) => ({
      group,
      binding,
      name,
      access,
    })),
  );

  compare(
    'needs',
    sorted([...kernel.libraries, ...kernel.functions]),
    sorted(needs(source)),
  );
  compare('uses the step', kernel.usesStep, kernel.libraries.includes('lib/step'));
  found.push(...unusedLibraries(kernel, sources));
  return found;
}

/** What the head comment says that the kernel needs: libraries by path, functions by kind. */
function needs(source: string): string[] {
  const sentence = /Needs ([^.]*)\./.exec(headComment(source))?.[1] ?? '';
  const libraries = sentence.match(/(lib|executor)\/[\w-]+/g) ?? [];
  const kinds = (Object.keys(SOME_FUNCTION) as FunctionKind[]).filter((kind) =>
    new RegExp(String.raw`\b${kind}\b`).test(sentence),
  );
  return [...libraries, ...kinds];
}

/** Libraries and kinds of functions of which nothing is called. */
function unusedLibraries(
  kernel: KernelDefinition,
  sources: ReadonlyMap<string, string>,
): string[] {
  const paths = [
    ...kernel.libraries,
    ...kernel.functions.map((kind) => SOME_FUNCTION[kind]),
    ...(kernel.id === 'executor/fused' ? LOOPED_PARTS : []),
    kernel.id,
  ];
  return paths.slice(0, -1).flatMap((path) => {
    const source = sources.get(path);
    if (source === undefined) return [`there is no shaders/${path}.wgsl`];
    const others = paths
      .filter((other) => other !== path)
      .map((other) => withoutComments(sources.get(other) ?? ''))
      .join('\n');
    const isUsed = readDeclarations(source).names.some((name) =>
      new RegExp(String.raw`\b${name}\b`).test(others),
    );
    return isUsed ? [] : [`nothing of ${path} is used`];
  });
}

function sorted(values: readonly string[]): string[] {
  return [...values].sort();
}
