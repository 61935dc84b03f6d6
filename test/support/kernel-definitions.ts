import type { KernelDefinition } from '../../src/gpu/kernel.ts';

const modules = import.meta.glob<Record<string, KernelDefinition>>(
  '/src/kernels/*/*.ts',
  { eager: true },
);

/** Every kernel definition with the stem of its file: `layer/dense`. */
export const kernelDefinitions: readonly (readonly [
  stem: string,
  definition: KernelDefinition,
])[] = Object.entries(modules).flatMap(([path, exported]) =>
  Object.values(exported)
    .filter((value) => 'libraries' in value)
    .map(
      (definition) => [path.replace(/^\/src\/kernels\/|\.ts$/g, ''), definition] as const,
    ),
);
