import { shaderSources } from '../../src/kernels/sources.ts';

const files = import.meta.glob<string>('/bench/shaders/*.wgsl', {
  query: '?raw',
  import: 'default',
  eager: true,
});

/** The shaders of the project and, as `bench/NAME`, those that only measure. */
export const costSources: ReadonlyMap<string, string> = new Map([
  ...shaderSources,
  ...Object.entries(files).map(
    ([path, source]) =>
      [
        path.replace(/^\/bench\/shaders\//, 'bench/').replace(/\.wgsl$/, ''),
        source,
      ] as const,
  ),
]);
